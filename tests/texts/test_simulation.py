"""A long rehearsal is a caption with a workbook that lists everybody."""

from io import BytesIO

from openpyxl import load_workbook

from bot.switchboard.words import word
from domain.reminders.simulation_messages import SimulationText
from sandbox.formatting import parse_html, utf16_length
from tests.golden.simulations import AHEAD, MANY, MESSAGES, NOBODY
from tests.workers.inside import content_of
from texts.kit.rendering import Message

CAPTION = 1024


def message(name: str) -> Message:
    worded = word(MESSAGES[name])
    assert isinstance(worded, Message)
    return worded


def rows_of(name: str, sheet: str) -> list[tuple[object, ...]]:
    attachment = message(name).attachment
    assert attachment is not None
    page = load_workbook(BytesIO(content_of(attachment)))[sheet]
    return list(page.iter_rows(min_row=4, values_only=True))


def test_a_day_that_fits_needs_no_workbook() -> None:
    assert message("simulation_day").attachment is None


def test_whatever_has_a_workbook_fits_into_a_caption() -> None:
    captions = [word(each) for each in MESSAGES.values()]

    with_book = [each for each in captions if isinstance(each, Message) and each.attachment]
    assert len(with_book) == 2
    assert all(utf16_length(parse_html(each.html).text) <= CAPTION for each in with_book)


def test_the_workbook_has_every_message_and_every_unit_without_one() -> None:
    sent = rows_of("simulation_day_long", "Mensajes")
    spared = rows_of("simulation_day_long", "Sin mensaje")

    lines = sum(len(notice.lines) or 1 for notice in MANY.notices)
    assert len(sent) == lines
    assert {row[5] for row in sent} >= {"402", "504", "207", "630"}
    assert len(spared) == len(MANY.left_alone)


def test_each_row_says_when_to_whom_as_whom_and_why() -> None:
    by_unit = {row[5]: row[1:] for row in rows_of("simulation_day_long", "Mensajes")}

    assert by_unit["402"][:8] == (
        "09:00",
        "Ana <Ruiz>",
        "Enlace",
        "3T2025",
        "402",
        "−3",
        "faltan 2",
        by_unit["402"][7],
    )
    assert by_unit["402"][-1] == "debe y es quien captura"
    assert by_unit["311"][-1] == "el enlace no ha dado señales"
    assert by_unit["305"][-1] == "con prórroga"
    assert by_unit[None][2] in {"Resumen diario de brechas", "Resumen semanal", "Resumen final del trimestre"}


def test_what_is_spared_until_a_day_says_so() -> None:
    until = {row[1]: row[3] for row in rows_of("simulation_day_long", "Sin mensaje")}

    assert (until["304"], until["208"], until["101"]) == ("03/10/2025", "25/09/2025 16:00", None)


def test_several_days_are_told_day_by_day() -> None:
    text = message("simulation_days").html

    assert "vie 26 sep: a 33 enlaces, a 1 suplente y a 1 titular" in text
    assert "sáb 27 sep:" not in text


def test_three_days_without_anybody_are_still_told() -> None:
    worded = word(SimulationText((NOBODY, NOBODY), AHEAD))

    assert isinstance(worded, Message)
    assert "No saldría ningún mensaje. En 2 días hábiles." in worded.html
