"""«No me corresponde»: asked once with a reason, decided once by IMPLAN, and not reminded meanwhile."""

import pytest

from domain.capture.messages import OldButton, Question
from domain.kit.access import Grant, Role
from domain.kit.dialogues.forms import Left
from domain.kit.dialogues.messages import FormLeft, FormRefused
from domain.kit.report_messages import UnknownUnit
from domain.people.welcome_messages import NotAllowed
from domain.reminders.messages import (
    ReassignmentAsked,
    ReassignmentDecided,
    ReassignmentNotTaken,
    ReassignmentRequest,
    Reminder,
    ReminderText,
)
from domain.reminders.reassignments import Reassignment, ReassignmentState
from tests.facts import AN_OFICIO, ANA, BETO, CARLA, T2, T3, Office, a_document, a_row, an_avance
from tests.read_back import due_reminders
from tests.usecases.deliveries import send_all
from tests.usecases.speakers import Speaker, a_speaker
from usecases.capture.capture_indicator import IndicatorWanted, open_indicator
from usecases.reminders.decide_reassignment import decide_reassignment, find_open, show_reassignments
from usecases.reminders.reassign import begin_reassignment
from usecases.switchboard.compose import compose

REASON = "Lo mide la Dirección de Vinculación"
DAVID = 1004


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(a_document(a_row("Componente 7"), a_row("Actividad 7.1")))


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Speaker:
    assert ids
    return await a_speaker(office, ANA)


@pytest.fixture
async def implan(office: Office) -> Speaker:
    return await a_speaker(office, CARLA, Role.IMPLAN)


async def asks(ana: Speaker, indicator_id: int) -> int:
    """Say that an indicator is not theirs; return the id of what was said."""
    assert await ana.asks(begin_reassignment, indicator_id, T3)
    await ana.says(REASON)
    (asked,) = [said for said in await ana.heard() if isinstance(said, ReassignmentAsked)]
    return asked.facts.id


async def decides(implan: Speaker, which: int, *, belongs: bool) -> bool:
    moment = implan.office.moment
    return await implan.office.do(
        lambda uow: decide_reassignment(uow, implan.person, which, moment, belongs=belongs)
    )


async def reminded(office: Office, person_id: int = 1) -> list[str] | None:
    """Return the levels a person is reminded of now; None when they are not reminded."""
    planned = [
        each
        for each in await office.do(lambda uow: due_reminders(uow, office.moment))
        if each.person.actor.person_id == person_id
    ]
    if not planned:
        return None
    said = Reminder(person_id, T3, day=office.moment.today, items=planned[0].planned.items)
    text = await office.do(lambda uow: compose(uow, said, office.moment))
    assert isinstance(text, ReminderText)
    return [line.level for unit in text.units for line in unit.lines]


async def test_implan_gets_it_with_the_reason_and_nobody_is_reminded_meanwhile(
    office: Office, ana: Speaker, implan: Speaker, ids: dict[str, int]
) -> None:
    await asks(ana, ids["Actividad 7.1"])

    request = await implan.hears()
    assert isinstance(request, ReassignmentRequest)
    facts = request.facts
    assert (facts.unit_code, facts.level, facts.reason, facts.by) == (
        "402",
        "Actividad 7.1",
        REASON,
        "Persona 1001",
    )
    assert await reminded(office) == ["Componente 7"]
    subject = f"reassignment:{ids['Actividad 7.1']}:3T2025"
    assert ("person:1", "reassignment_asked", subject) in await office.audited()


async def test_who_has_nothing_else_is_not_reminded_and_the_others_are(
    office: Office, ana: Speaker, implan: Speaker, ids: dict[str, int]
) -> None:
    beto = await a_speaker(office, BETO)
    for indicator_id in ids.values():
        await asks(ana, indicator_id)

    assert len(await implan.heard()) == 2
    assert await reminded(office) is None
    assert await reminded(office, beto.id) == ["Componente 7", "Actividad 7.1"]


@pytest.mark.parametrize("belongs", [True, False])
async def test_implan_answers_and_the_enlace_is_told(
    office: Office, ana: Speaker, implan: Speaker, ids: dict[str, int], *, belongs: bool
) -> None:
    which = await asks(ana, ids["Actividad 7.1"])
    await implan.heard()

    assert await decides(implan, which, belongs=belongs)

    told, news = await implan.hears(), await ana.hears()
    assert isinstance(told, ReassignmentDecided)
    assert isinstance(news, ReassignmentDecided)
    assert (told.belongs, told.is_asker, told.is_late) == (belongs, False, False)
    assert (news.belongs, news.is_asker, news.by) == (belongs, True, "Persona 1003")
    assert await reminded(office) == ["Componente 7", *(["Actividad 7.1"] if belongs else [])]
    assert await office.do(lambda uow: find_open(uow, "402")) is None


async def test_who_answers_second_is_told_what_was_answered(
    office: Office, ana: Speaker, implan: Speaker, ids: dict[str, int]
) -> None:
    other = await a_speaker(office, DAVID, Role.IMPLAN)
    which = await asks(ana, ids["Actividad 7.1"])
    await send_all(office)
    await decides(implan, which, belongs=True)
    await other.heard()

    assert await decides(other, which, belongs=False)

    late = await other.hears()
    assert isinstance(late, ReassignmentDecided)
    assert (late.belongs, late.is_late, late.by) == (True, True, "Persona 1003")
    asked = await office.do(lambda uow: uow.reassignments.get(which))
    assert asked is not None
    assert asked.state is ReassignmentState.KEPT


async def test_an_enlace_who_left_is_not_told(
    office: Office, ana: Speaker, implan: Speaker, ids: dict[str, int]
) -> None:
    which = await asks(ana, ids["Actividad 7.1"])
    await office.do(lambda uow: uow.people.revoke(ana.id, office.moment.now))

    await decides(implan, which, belongs=True)

    assert await ana.heard() == []


async def test_what_there_is_not_cannot_be_answered(office: Office, implan: Speaker) -> None:
    assert not await decides(implan, 99, belongs=True)
    assert await implan.heard() == []


@pytest.mark.parametrize(("answer", "problem"), [(None, "awaited"), (True, "kept"), (False, "released")])
async def test_it_is_said_once(
    office: Office,
    ana: Speaker,
    implan: Speaker,
    ids: dict[str, int],
    answer: bool | None,
    problem: str,
) -> None:
    which = await asks(ana, ids["Actividad 7.1"])
    if answer is not None:
        await decides(implan, which, belongs=answer)
    await ana.heard()

    assert not await ana.asks(begin_reassignment, ids["Actividad 7.1"], T3)
    assert await ana.hears() == ReassignmentNotTaken(problem, "Actividad 7.1")


async def test_what_was_answered_in_one_quarter_may_be_said_in_the_next(
    office: Office, ana: Speaker, implan: Speaker, ids: dict[str, int]
) -> None:
    which = await asks(ana, ids["Actividad 7.1"])
    await decides(implan, which, belongs=True)

    assert await ana.asks(begin_reassignment, ids["Actividad 7.1"], T2)


async def test_without_an_indicator_it_asks_which(
    office: Office, ana: Speaker, implan: Speaker, ids: dict[str, int]
) -> None:
    await asks(ana, ids["Actividad 7.1"])
    assert await ana.asks(begin_reassignment, None, None)

    question = await ana.asked()
    assert [option.label for option in question.options] == ["Componente 7"]
    await ana.says("Componente 7", REASON)

    assert isinstance((await ana.heard())[-1], ReassignmentAsked)
    assert await reminded(office) is None
    assert len(await implan.heard()) == 2


async def test_one_that_was_said_meanwhile_is_refused_in_the_dialogue(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    await ana.asks(begin_reassignment, None, T3)
    question = await ana.asked()
    asked = next(each for each in question.options if each.label == "Actividad 7.1")
    said = Reassignment(
        0, ana.id, "402", int(asked.value), T3, REASON, ReassignmentState.OPEN, office.moment.now
    )
    await office.do(lambda uow: uow.reassignments.ask(said))

    await ana.says("Actividad 7.1")

    assert (await ana.heard())[-1] == FormRefused("reassignment_awaited", "Actividad 7.1")


async def test_the_unit_is_named_where_there_are_several(office: Office, ana: Speaker) -> None:
    await office.register(a_document(a_row("Componente 1"), unit="504", unit_name="IMPLAN", programme="4"))
    await office.lets_in(ANA, Role.ENLACE, "504")

    await ana.asks(begin_reassignment, None, T3)

    labels = [option.label for option in (await ana.asked()).options]
    assert labels == ["Componente 7 · 402", "Actividad 7.1 · 402", "Componente 1 · 504"]


async def test_a_unit_that_is_lost_in_the_middle_is_not_spoken_for(
    office: Office, ana: Speaker, implan: Speaker
) -> None:
    await office.register(a_document(a_row("Componente 1"), unit="504", unit_name="IMPLAN", programme="4"))
    await office.lets_in(ANA, Role.ENLACE, "504")
    await ana.asks(begin_reassignment, None, T3)
    await ana.says("Actividad 7.1 · 402")
    await office.do(lambda uow: uow.people.take(ana.id, Grant(Role.ENLACE, "402")))

    await ana.says(REASON)

    assert (await ana.heard())[-1] == OldButton()
    assert await implan.heard() == []


async def test_a_capture_of_it_is_left(office: Office, ana: Speaker, ids: dict[str, int]) -> None:
    await ana.asks(open_indicator, IndicatorWanted(ids["Actividad 7.1"], T3))
    await ana.asks(begin_reassignment, ids["Actividad 7.1"], T3)

    await ana.says(REASON)

    assert await ana.question() is None


async def test_a_capture_of_another_one_goes_on(office: Office, ana: Speaker, ids: dict[str, int]) -> None:
    await ana.asks(open_indicator, IndicatorWanted(ids["Componente 7"], T3))
    await ana.asks(begin_reassignment, ids["Actividad 7.1"], T3)

    await ana.says(REASON)

    question = await ana.question()
    assert isinstance(question, Question)
    assert question.level == "Componente 7"


async def test_it_can_be_left(office: Office, ana: Speaker, ids: dict[str, int]) -> None:
    await ana.asks(begin_reassignment, ids["Actividad 7.1"], T3)

    await ana.says(Left())

    assert (await ana.heard())[-1] == FormLeft("reassignment")
    assert await office.do(lambda uow: uow.reassignments.muted(2025)) == frozenset()


async def test_what_is_not_ones_own_cannot_be_said(office: Office, ana: Speaker) -> None:
    foreign = await office.register(a_document(a_row("Componente 1"), unit="504", programme="4"))

    assert not await ana.asks(begin_reassignment, foreign["Componente 1"], T3)
    assert not await ana.asks(begin_reassignment, 9999, T3)
    assert await ana.heard() == [OldButton(), OldButton()]


async def test_who_reports_nothing_has_nothing_to_say(
    office: Office, ana: Speaker, ids: dict[str, int]
) -> None:
    titular = await a_speaker(office, BETO, Role.TITULAR)
    for indicator_id in ids.values():
        await office.save(indicator_id, an_avance(evidence=(AN_OFICIO,)))

    assert not await titular.asks(begin_reassignment, ids["Componente 7"], T3)
    assert not await ana.asks(begin_reassignment, None, T3)
    assert await titular.hears() == NotAllowed(())
    assert await ana.hears() == ReassignmentNotTaken("nothing_owed")


async def test_implan_sees_what_is_open(
    office: Office, ana: Speaker, implan: Speaker, ids: dict[str, int]
) -> None:
    await implan.asks(show_reassignments, "")
    assert await implan.hears() == ReassignmentNotTaken("none_awaited")
    await asks(ana, ids["Actividad 7.1"])
    await implan.heard()

    await implan.asks(show_reassignments, "")
    assert isinstance(await implan.hears(), ReassignmentRequest)
    await office.register(a_document(a_row("Componente 1"), unit="504", programme="4"))
    await implan.asks(show_reassignments, "504")
    assert await implan.hears() == ReassignmentNotTaken("none_awaited", unit_code="504")
    await implan.asks(show_reassignments, "999")
    assert await implan.hears() == UnknownUnit("999", "reasignaciones")
