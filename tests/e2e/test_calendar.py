"""The calendar in the chat: files sent and received, dialogues, announcements."""

from datetime import date

import pytest
from icalendar import Calendar

from bot.capture.attachments import StoredFile
from documents.read.calendar_files import read_inhabiles
from domain.calendar.messages import (
    CalendarText,
    DatesChanged,
    DueMoved,
    InhabilesChanged,
    InhabilesPreview,
    LadderChanged,
)
from domain.capture.messages import Answered, FilePlace, FileProblem, Question
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormQuestion
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from tests.e2e.reception import Reception, a_file, a_tap, a_text
from tests.e2e.town import Town
from tests.facts import ANA, CARLA, OAXACA

LIST = b"fecha,nombre,fuente\n30/09/2025,Descanso,Gaceta 12\nsin fecha,Otro,Gaceta 13\n"


@pytest.fixture
async def counter(reception: Reception) -> Reception:
    await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    await reception.admits(CARLA, Role.IMPLAN)
    return reception


async def says(counter: Reception, user_id: int, *texts: str) -> list[Said]:
    said: list[Said] = []
    for text in texts:
        said = await counter.hears(a_text(user_id, text))
    return said


def shown(said: list[Said]) -> list[Said]:
    """Return messages without the edits of answered ones."""
    return [each for each in said if not isinstance(each, Answered)]


def of(kind: type, said: list[Said]) -> list[Said]:
    return [each for each in said if isinstance(each, kind)]


async def test_a_date_is_changed_by_what_can_be_typed(counter: Reception) -> None:
    said = await says(
        counter,
        CARLA,
        "cambiar una fecha",
        "todas las ur",
        "límite",
        "29 de septiembre",
        "Circular 4/2025 del IMPLAN",
        "cambiar la fecha",
    )

    assert [type(each) for each in of(DatesChanged, said) + of(DueMoved, said)] == [DatesChanged, DueMoved]


async def test_the_button_names_ur_and_quarter(counter: Reception) -> None:
    (said,) = await says(counter, CARLA, "/calendario 402")
    assert isinstance(said, CalendarText)
    (asked,) = await counter.hears(a_tap(CARLA, "cal:dates:402:3T2025"))

    assert isinstance(asked, FormQuestion)
    assert (asked.asked, asked.answers, asked.subject) == ("which", {"unit": "402"}, {"period": "3T2025"})


async def test_a_ladder_is_set_by_what_can_be_typed(counter: Reception) -> None:
    said = await says(
        counter,
        CARLA,
        "cambiar escalera",
        "enlace",
        "del trimestre",
        "todos los programas",
        "-5 -1 0",
        "sí",
        "guardar la escalera",
    )

    assert len(of(LadderChanged, said)) == 1


async def test_a_command_that_needs_no_dialogue_asks_the_open_question_again(counter: Reception) -> None:
    await says(counter, CARLA, "cambiar escalera")

    said = await says(counter, CARLA, "/horario 10 a 15")

    assert [type(each).__name__ for each in shown(said)] == ["HoursSet", "FormQuestion"]


@pytest.mark.parametrize(("typed", "told"), [("10 a 15", "HoursSet"), ("de noche", "FormRefused")])
async def test_the_hours_typed_with_the_command_answer_its_open_question(
    counter: Reception, typed: str, told: str
) -> None:
    await says(counter, ANA, "/horario")

    said = await says(counter, ANA, f"/horario {typed}")

    is_open = told == "FormRefused"
    assert [type(each).__name__ for each in shown(said)] == [told, *["FormQuestion"] * is_open]


def a_list(content: bytes = LIST) -> StoredFile:
    read = read_inhabiles("a.csv", content, OAXACA)
    return StoredFile("", len(content), "text/calendar", "a.csv", inhabiles=read)


async def test_a_list_that_is_sent_is_shown_and_taken_with_a_tap(counter: Reception) -> None:
    preview, asked = await counter.hears(a_file(CARLA), taken=a_list())
    assert isinstance(preview, InhabilesPreview)
    assert isinstance(asked, FormQuestion)
    assert (len(preview.new), [each.line for each in preview.unread]) == (1, [3])

    said = await counter.hears(a_tap(CARLA, f"f:{asked.token}:o0"))

    assert len(of(InhabilesChanged, said)) == len(of(DueMoved, said)) == 1


async def test_a_list_may_follow_a_list_but_interrupts_nothing_else(counter: Reception) -> None:
    await counter.hears(a_file(CARLA), taken=a_list())
    again = await counter.hears(a_file(CARLA), taken=a_list(LIST.replace(b"30/09", b"29/09")))
    assert len(of(InhabilesPreview, again)) == 1

    await says(counter, CARLA, "/cancelar", "cambiar escalera")
    refused = shown(await counter.hears(a_file(CARLA), taken=a_list()))

    assert refused[0] == FileProblem("not_awaited", FilePlace.DIALOGUE)
    assert isinstance(refused[-1], FormQuestion)
    assert refused[-1].kind == "ladder"


async def test_an_enlace_with_an_open_question_keeps_it(counter: Reception) -> None:
    (asked,) = await says(counter, ANA, "7.1")
    assert isinstance(asked, Question)

    said = shown(await counter.hears(a_file(ANA), taken=a_list()))

    assert said[0] == FileProblem("not_awaited", FilePlace.DIALOGUE)
    assert isinstance(said[-1], Question)


async def test_somebody_else_may_not_send_a_list(counter: Reception) -> None:
    assert await counter.hears(a_file(ANA), taken=a_list()) == [NotAllowed(())]


async def test_the_whole_way_through_a_chat(town: Town) -> None:
    implan = await town.resident(CARLA, Role.IMPLAN)
    enlace = await town.resident(ANA)

    await implan.sends_file("inhabiles.csv", LIST, "text/csv")
    await implan.waits_for("Agregar 1 día inhábil")
    await implan.taps("Agregar")
    told = await enlace.waits_for("Cambió el calendario")
    assert "lun 29 sep" in told.text

    await enlace.says("/calendario")
    message = await enlace.waits_for("Calendario del 3T2025")
    assert [each["type"] for each in message.entities if each["type"] == "date_time"]
    content = await town.client.content(message)
    events = [each for each in Calendar.from_ical(content).walk("VEVENT") if "Límite" in str(each["summary"])]
    assert events[0].decoded("dtstart") == date(2025, 9, 29)
