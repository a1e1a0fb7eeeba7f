"""Prórrogas, closings, relevos and revocations: commands, buttons and typed text."""

from datetime import date

import pytest

from domain.calendar.closing_messages import ClosingNotTaken, PeriodClosed, UnitReopened
from domain.calendar.prorroga_messages import (
    ProrrogaAsked,
    ProrrogaDecided,
    ProrrogaNotTaken,
    ProrrogaRequest,
)
from domain.capture.messages import Question
from domain.kit.access import Role
from domain.kit.dialogues.messages import FormLeft, FormQuestion
from domain.kit.moments import Moment
from domain.kit.report_messages import UnknownUnit
from domain.kit.said import Said
from domain.people.handover_messages import HandedOver
from domain.people.welcome_messages import NotAllowed, Stranger
from domain.review.messages import Locked
from tests.e2e.reception import Reception, a_tap, a_text
from tests.facts import ANA, BETO, CARLA, local
from usecases.people.revoke_person import revoke_person

EVA = 1005
REASON = "Cambió el enlace de la UR"
SECOND = date(2025, 10, 2)


@pytest.fixture
async def counter(reception: Reception) -> Reception:
    await reception.opens()
    await reception.admits(ANA, Role.ENLACE)
    await reception.admits(EVA, Role.IMPLAN)
    return reception


async def says(counter: Reception, user_id: int, *texts: str) -> list[Said]:
    said: list[Said] = []
    for text in texts:
        said = await counter.hears(a_text(user_id, text))
    return said


async def requests(counter: Reception) -> None:
    await says(counter, ANA, "/prorroga", "3", REASON, "Omitir")


def of(kind: type, said: list[Said]) -> list[Said]:
    return [each for each in said if isinstance(each, kind)]


async def test_every_button_of_the_dialogue_can_be_typed(counter: Reception) -> None:
    (days,) = await says(counter, ANA, "/prorroga")
    assert isinstance(days, FormQuestion)

    said = await says(counter, ANA, "2 días hábiles (jue 2 oct)", REASON, "omitir")

    (asked,) = of(ProrrogaAsked, said)
    assert isinstance(asked, ProrrogaAsked)
    assert (asked.facts.days, asked.facts.until_on, asked.facts.oficio) == (2, SECOND, "")
    assert len(of(ProrrogaRequest, said)) == 1


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("/prorrogas 402 conceder", date(2025, 10, 3)),
        ("/prorrogas 402 Conceder", date(2025, 10, 3)),
        ("/prorrogas 402 2", SECOND),
    ],
)
async def test_granting_can_be_typed(counter: Reception, typed: str, until: date) -> None:
    await requests(counter)

    said = await says(counter, EVA, typed)

    decided = of(ProrrogaDecided, said)
    assert [each.until_on for each in decided if isinstance(each, ProrrogaDecided)] == [until] * 2


async def test_refusing_and_other_days_can_be_typed(counter: Reception) -> None:
    await requests(counter)

    (others,) = await says(counter, EVA, "/prorrogas 402 otros días")
    assert isinstance(others, FormQuestion)
    (left,) = of(FormLeft, await says(counter, EVA, "/cancelar"))
    assert left == FormLeft("prorroga_days")
    said = await says(counter, EVA, "/prorrogas 402 negar", "El plazo es el mismo")

    (decided, _) = of(ProrrogaDecided, said)
    assert isinstance(decided, ProrrogaDecided)
    assert (decided.until_on, decided.text) == (None, "El plazo es el mismo")


@pytest.mark.parametrize(
    "typed", ["/prorrogas", "/prorrogas 402", "/prorrogas 402 0", "/prorrogas 402 quizá"]
)
async def test_anything_else_shows_what_waits(counter: Reception, typed: str) -> None:
    await requests(counter)

    assert [type(each) for each in await says(counter, EVA, typed)] == [ProrrogaRequest]


async def test_a_unit_where_nothing_waits_is_told(counter: Reception) -> None:
    (told,) = await says(counter, EVA, "/prorrogas 504 conceder")
    assert isinstance(told, ProrrogaNotTaken)

    assert await says(counter, EVA, "/prorrogas 999 conceder") == [UnknownUnit("999", "prorrogas")]


async def test_the_buttons_decide(counter: Reception) -> None:
    await requests(counter)

    said = await counter.hears(a_tap(EVA, "x:1:grant"))

    assert len(of(ProrrogaDecided, said)) == 2
    (late,) = of(ProrrogaDecided, await counter.hears(a_tap(EVA, "x:1:refuse")))
    assert isinstance(late, ProrrogaDecided)
    assert late.is_late


@pytest.mark.parametrize("role", [Role.ENLACE, Role.TITULAR, Role.CONSULTA])
async def test_only_implan_decides(counter: Reception, role: Role) -> None:
    await requests(counter)
    await counter.admits(BETO, role)

    for deed in (a_tap(BETO, "x:1:grant"), a_text(BETO, "/prorrogas 402 conceder")):
        assert await counter.hears(deed) == [NotAllowed(())]


async def test_a_command_that_opens_nothing_asks_the_open_question_again(counter: Reception) -> None:
    await says(counter, EVA, "/cerrar 3T2025")

    refused, again, _ = await says(counter, EVA, "/reabrir 402 3T2025")

    assert isinstance(refused, ClosingNotTaken)
    assert isinstance(again, FormQuestion)
    assert (again.kind, again.is_resumed) == ("closing", True)


async def test_a_quarter_is_closed_and_one_unit_reopened(counter: Reception) -> None:
    said = await says(counter, EVA, "/cerrar 3T2025", "Cerrar el trimestre")
    assert len(of(PeriodClosed, said)) == 1
    (locked,) = await says(counter, ANA, "/capturar 7")
    assert isinstance(locked, Locked)

    said = await says(counter, EVA, "/reabrir 402 3T2025", "Llegó el dictamen", "3")

    assert len(of(UnitReopened, said)) == 2
    (question,) = await says(counter, ANA, "/capturar 7")
    assert isinstance(question, Question)


async def test_relevo_in_the_middle_of_a_capture(counter: Reception) -> None:
    await counter.admits(BETO, Role.ENLACE)
    await says(counter, ANA, "/capturar 7", "25")

    said = await says(counter, ANA, "/relevo 402", f"Persona {BETO}", "Deja la UR", REASON)

    assert len(of(HandedOver, said)) == 2  # the leaving enlace, and IMPLAN
    (question,) = of(Question, said)
    assert isinstance(question, Question)
    assert question.level == "Componente 7"
    assert await says(counter, ANA, "25") == [Stranger()]
    assert of(Question, await says(counter, BETO, "Oficio SP/112/2025 del 24 de septiembre"))


@pytest.mark.parametrize("deed", ["text", "tap", "command"])
async def test_who_is_revoked_in_the_middle_is_a_stranger(counter: Reception, deed: str) -> None:
    (question,) = await says(counter, ANA, "/capturar 7")
    assert isinstance(question, Question)
    person = await counter.office.do(lambda uow: uow.people.by_telegram_id(ANA))
    assert person is not None
    moment = counter.office.moment
    await counter.office.do(lambda uow: revoke_person(uow, person, moment, by="cli"))

    updates = {
        "text": a_text(ANA, "25"),
        "tap": a_tap(ANA, f"a:{question.token}:met:0"),
        "command": a_text(ANA, "/prorroga"),
    }

    assert await counter.hears(updates[deed]) == [Stranger()]


async def test_who_lost_the_unit_loses_the_dialogue_about_it(counter: Reception) -> None:
    await counter.admits(CARLA, Role.TITULAR)
    await counter.admits(BETO, Role.ENLACE)
    await counter.admits(BETO, Role.ENLACE, "504")
    await says(counter, BETO, "/prorroga 402")
    await says(counter, CARLA, "/relevo", f"Persona {BETO}", f"Persona {ANA}", "Deja la UR", REASON)

    said = await says(counter, BETO, "3")

    assert not of(FormQuestion, said)


async def test_the_day_is_that_of_oaxaca(counter: Reception) -> None:
    counter.office.moment = Moment(local(date(2025, 10, 7), 23, 59).now, counter.office.moment.zone)

    (asked,) = await says(counter, ANA, "/prorroga 402 3T2025")

    assert isinstance(asked, FormQuestion)
