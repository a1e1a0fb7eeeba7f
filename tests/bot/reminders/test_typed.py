"""Every button of a reminder can be typed, in any case, with or without accents."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.typed import (
    TypedAnswer,
    TypedNudge,
    is_escalation,
    is_list,
    is_nudge_of_all,
    read_answer,
    read_not_mine,
    read_nudge,
    read_put_off,
    read_when,
)
from bot.switchboard.words import word
from domain.reminders.snoozing import SnoozeTime
from tests.golden.reminders import MESSAGES
from texts.kit.rendering import Message


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("recordarme mañana", SnoozeTime()),
        ("Recuérdeme mañana.", SnoozeTime()),
        ("RECORDARME MANANA A LAS 11", SnoozeTime(at=time(11))),
        ("recordarme mañana a las 4", SnoozeTime(at=time(16))),
        ("recordarme a las 4 pm", SnoozeTime(today=True, at=time(16))),
        ("recordarme a las 12:30 p.m.", SnoozeTime(today=True, at=time(12, 30))),
        ("recordarme mañana a las 10 a. m.", SnoozeTime(at=time(10))),
        ("recordarme mañana a las 4 am", SnoozeTime(at=time(4))),
        ("posponer a las 5 de la tarde", SnoozeTime(today=True, at=time(17))),
        ("posponer mañana a las 11 de la mañana", SnoozeTime(at=time(11))),
        ("recordarme hoy", SnoozeTime(today=True)),
        ("recordarme más tarde", SnoozeTime(today=True)),
        ("recordarme a las 16:00", SnoozeTime(today=True, at=time(16))),
        ("recordarme a las 16.30 h", SnoozeTime(today=True, at=time(16, 30))),
        ("posponer a mañana", SnoozeTime()),
        ("Posponer a las 16:00", SnoozeTime(today=True, at=time(16))),
        ("Posponer al lunes", SnoozeTime(weekday=0)),
        ("posponerlo para el miércoles a las 10", SnoozeTime(weekday=2, at=time(10))),
        ("posponer hasta el viernes", SnoozeTime(weekday=4)),
        ("posponer al 1.º de octubre", SnoozeTime(month_and_day=(10, 1))),
        ("Recordarme el lun 29 sep, a las 9:00", SnoozeTime(at=time(9), month_and_day=(9, 29))),
        ("posponer al 29 sep por la visita", "al 29 sep por la visita"),
        ("posponer 31 de junio", "31 de junio"),
        ("posponer si cae en 29 sep", "si cae en 29 sep"),
        ("posponer", ""),
        ("posponer a las 25", "a las 25"),
        ("posponer a las 10:75", "a las 10:75"),
        ("posponer para cuando se pueda", "para cuando se pueda"),
        ("recordar 402", None),
        ("mañana", None),
        ("posponer " + "a " * 99, None),
    ],
)
def test_when_somebody_wants_to_be_reminded(text: str, wish: SnoozeTime | str | None) -> None:
    assert read_put_off(text) == wish


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("No me corresponde", ""),
        ("no me corresponde 7.1", "7.1"),
        ("no me corresponde: Actividad 7.1 ur 402", "actividad 7.1 ur 402"),
        ("no me toca 7.1.", "7.1"),
        ("no corresponde", None),
    ],
)
def test_what_is_not_ones_own(text: str, level: str | None) -> None:
    assert read_not_mine(text) == level


@pytest.mark.parametrize(
    ("text", "nudge"),
    [
        ("Recordar al enlace", TypedNudge(None)),
        ("recordar al enlace de 402", TypedNudge("402")),
        ("Recordar a 402", TypedNudge("402")),
        ("recordar a la ur 402", TypedNudge("402")),
        ("Recordar otra vez", TypedNudge(None, again=True)),
        ("recordar a 402 otra vez", TypedNudge("402", again=True)),
        ("recordar", None),
        ("recordar al titular", None),
        ("recordar a todas", None),
    ],
)
def test_who_is_to_be_reminded(text: str, nudge: TypedNudge | None) -> None:
    assert read_nudge(text) == nudge


@pytest.mark.parametrize(
    ("text", "all_", "titulares"),
    [
        ("Recordar a los 28", True, False),
        ("recordar a todas las UR", True, False),
        ("recordar a todos los enlaces", True, False),
        ("Escalar a titulares", False, True),
        ("escalar a los titulares", False, True),
        ("recordar a los titulares", False, True),
        ("recordar a 402", False, False),
    ],
)
def test_everybody_at_once(text: str, *, all_: bool, titulares: bool) -> None:
    assert (is_nudge_of_all(text), is_escalation(text)) == (all_, titulares)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Sí le corresponde", TypedAnswer(belongs=True, unit_code=None)),
        ("no le corresponde 402", TypedAnswer(belongs=False, unit_code="402")),
        ("no me corresponde", None),
    ],
)
def test_what_implan_answers(text: str, answer: TypedAnswer | None) -> None:
    assert read_answer(text) == answer


def test_the_way_to_the_rest_can_be_typed() -> None:
    assert is_list("Otro valor o sin avance")
    assert is_list("Ver los 12: otro valor o sin avance")
    assert is_list("Capturar ahora")
    assert not is_list("sin avance")


LABELS = sorted(
    {
        button.label
        for said in MESSAGES.values()
        for rendered in [word(said)]
        if isinstance(rendered, Message)
        for row in rendered.keyboard
        for button in row
        if button.data.startswith(("rz:", "rn:", "rd:", "rr:", "ra:", "re:", "p:"))
    }
)


@pytest.mark.parametrize("label", LABELS)
def test_every_label_of_a_button_is_understood(label: str) -> None:
    readers = (read_put_off, read_not_mine, read_nudge, read_answer)

    assert is_list(label) or any(read(label) is not None for read in readers)


@given(hour=st.integers(8, 23), minute=st.integers(0, 59))
def test_an_hour_reads_back(hour: int, minute: int) -> None:
    at = datetime.combine(date(2025, 9, 25), time(hour, minute))

    assert read_when(f"mañana a las {at:%H:%M}") == SnoozeTime(at=at.time())


@given(text=st.text(max_size=150))
def test_any_text_is_read_without_trouble(text: str) -> None:
    for read in (read_put_off, read_not_mine, read_nudge, read_answer, is_list, is_nudge_of_all):
        read(text)
