"""Putting off a reminder: the times on offer, and when it comes again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.buttons.capture import ShowPending
from bot.buttons.reminders import PutOff
from bot.kit.callbacks import pack
from domain.kit.periods import Period
from domain.reminders.messages import SnoozeNotTaken, SnoozeTaken
from texts.kit.formats import day, escape, joined
from texts.kit.rendering import Button, Keyboard, Message
from texts.kit.wording import words

WEEKDAY_NAMES = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")

PROBLEMS = {
    "which": "¿Para cuándo se lo recuerdo?",
    "past": "Esa hora ya pasó.",
    "not_admitted": "A esa hora no se envían recordatorios.",
    "not_understood": "No entendí el día. Escriba, como: /posponer mañana a las 11",
    "due_passed": (
        "El límite ya pasó y el recordatorio no se pospone. Para ver qué falta: /pendientes {period}"
    ),
    "nothing_owed": "Ahora no hay nada que recordarle. Para ver el informe: /estado",
}
"""Why a reminder cannot be put off."""


@words(SnoozeTaken)
def taken(said: SnoozeTaken) -> Message:
    units = escape(joined(said.unit_codes))
    text = (
        f"Se lo recuerdo {when(said.until, said.today)}, con lo que falte entonces de {units}.\n"
        "Puede capturar antes, cuando guste."
    )
    return Message(text, ((Button("Capturar ahora", pack(ShowPending(said.period))),),))


@words(SnoozeNotTaken)
def not_taken(said: SnoozeNotTaken) -> Message:
    text = PROBLEMS[said.problem].format(period=said.period)
    if said.problem in ("due_passed", "nothing_owed", "not_understood"):
        return Message(text)
    if not said.choices or said.due_on is None:
        limit = f"El límite es {_on(said.due_on, said.today)}: " if said.due_on else ""
        first = "" if said.problem == "which" else f"{text} "
        left = f"Lo que falta: /pendientes {said.period}"
        return Message(f"{first}{limit}ya no hay otra hora para recordárselo. {left}")
    offered = " o ".join(when(each, said.today) for each in said.choices)
    can = "" if said.problem == "which" else f" Puede ser {offered}."
    return Message(f"{text}{can}", buttons(said.period, said.choices, said.today))


def buttons(period: Period, until: Sequence[datetime], today: date) -> Keyboard:
    """Return one row: `Posponer a las 16:00`, `Posponer a mañana`."""
    row = tuple(
        Button(label(each, today), pack(PutOff(period, each.date(), each.time().replace(tzinfo=None))))
        for each in until
    )
    return (row,) if row else ()


def label(until: datetime, today: date) -> str:
    on = until.date()
    if on == today:
        return f"Posponer a las {_hour(until)}"
    if on == today + timedelta(days=1):
        return "Posponer a mañana"
    return f"Posponer al {WEEKDAY_NAMES[on.weekday()] if on < today + timedelta(days=7) else day(on)}"


def when(until: datetime, today: date) -> str:
    """`hoy a las 16:00`, `mañana, vie 26 sep, a las 9:00`, `el lun 29 sep a las 9:00`."""
    is_tomorrow = until.date() == today + timedelta(days=1)
    return f"{_on(until.date(), today)}{',' if is_tomorrow else ''} a las {_hour(until)}"


def _on(on: date, today: date) -> str:
    if on == today:
        return "hoy"
    return f"mañana, {day(on)}" if on == today + timedelta(days=1) else f"el {day(on)}"


def _hour(value: datetime) -> str:
    return f"{value.hour}:{value:%M}"
