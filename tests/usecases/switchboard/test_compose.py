"""A notice states the facts at its sending, or is not sent."""

import pytest

from domain.capture.messages import NothingToCancel
from domain.kit.entregas import Entrega, EntregaState
from domain.kit.report_messages import UnitGaps
from domain.reminders.messages import Reminder, ReminderText
from domain.summary.messages import Summary, SummaryText
from storage.people import Person
from tests.facts import AN_OFICIO, T3, Office, a_mir, a_row, an_avance
from tests.messages import a_summary
from usecases.switchboard.compose import compose

PROVED = an_avance(evidence=(AN_OFICIO,))


@pytest.fixture
async def ids(office: Office) -> dict[str, int]:
    return await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))


@pytest.fixture
async def ana(office: Office, ids: dict[str, int]) -> Person:
    return await office.lets_in()


async def composed(office: Office, person_id: int) -> object:
    planned = Reminder(person_id, T3, -3)
    return await office.do(lambda uow: compose(uow, planned, office.moment))


async def test_a_reminder_lists_what_is_still_missing(
    office: Office, ana: Person, ids: dict[str, int]
) -> None:
    await office.save(ids["Componente 7"], an_avance(evidence=(AN_OFICIO,)))

    said = await composed(office, ana.actor.person_id)

    assert isinstance(said, ReminderText)
    assert (said.period, said.due.workdays_left) == (T3, 3)
    assert [line.level for unit in said.units for line in unit.lines] == ["Actividad 7.1"]


async def test_a_reminder_names_only_the_units_that_owe(office: Office, ana: Person) -> None:
    complete = await office.register(a_mir(unit="504"))
    await office.save(complete["Componente 7"], PROVED)
    await _sends(office, "504")
    await office.lets_in(unit_code="504")

    said = await composed(office, ana.actor.person_id)

    assert isinstance(said, ReminderText)
    assert [unit.code for unit in said.units] == ["402"]


async def test_a_reminder_of_a_complete_report_asks_to_send_it(
    office: Office, ana: Person, ids: dict[str, int]
) -> None:
    for indicator_id in ids.values():
        await office.save(indicator_id, PROVED)

    said = await composed(office, ana.actor.person_id)

    assert isinstance(said, ReminderText)
    assert said.units == (UnitGaps("402", "Secretaría Particular", ()),)


async def test_a_reminder_of_what_was_given_back_and_answered_asks_to_send_it_again(
    office: Office, ana: Person
) -> None:
    await _sends(office, "402", EntregaState.OBSERVED)

    said = await composed(office, ana.actor.person_id)

    assert isinstance(said, ReminderText)
    assert said.units == (UnitGaps("402", "Secretaría Particular", (), is_again=True),)


async def test_one_reminder_names_what_is_missing_and_then_what_is_to_be_sent(
    office: Office, ana: Person
) -> None:
    complete = await office.register(a_mir(unit="304"))
    await office.save(complete["Componente 7"], PROVED)
    await office.lets_in(unit_code="304")

    said = await composed(office, ana.actor.person_id)

    assert isinstance(said, ReminderText)
    assert [(unit.code, len(unit.lines)) for unit in said.units] == [("402", 2), ("304", 0)]


async def test_a_reminder_is_cancelled_when_the_entrega_was_sent_meanwhile(
    office: Office, ana: Person, ids: dict[str, int]
) -> None:
    for indicator_id in ids.values():
        await office.save(indicator_id, PROVED)
    await _sends(office, "402")

    assert await composed(office, ana.actor.person_id) is None


async def _sends(office: Office, unit_code: str, state: EntregaState = EntregaState.SENT) -> None:
    entrega = Entrega(unit_code, T3, state, round=1, version=1)
    await office.do(lambda uow: uow.entregas.save(entrega, read=0, at=office.moment.now))


@pytest.mark.parametrize("rung", [-10, -5], ids=["two rungs ago", "the rung before"])
async def test_a_reminder_that_a_later_rung_has_overtaken_is_cancelled(
    office: Office, ana: Person, rung: int
) -> None:
    overtaken = Reminder(ana.actor.person_id, T3, rung)

    assert await office.do(lambda uow: compose(uow, overtaken, office.moment)) is None


async def test_a_reminder_is_cancelled_when_its_person_was_revoked(office: Office, ana: Person) -> None:
    await office.do(lambda uow: uow.people.revoke(ana.actor.person_id, office.moment.now))

    assert await composed(office, ana.actor.person_id) is None


async def test_a_summary_is_counted_when_it_is_sent(office: Office, ids: dict[str, int]) -> None:
    planned = Summary(office.moment.today)
    await office.save(ids["Componente 7"], an_avance(evidence=(AN_OFICIO,)))

    said = await office.do(lambda uow: compose(uow, planned, office.moment))

    assert isinstance(said, SummaryText)
    assert [(gap.code, gap.gaps) for gap in said.incomplete] == [("402", 1)]


async def test_an_answer_is_said_as_it_is(office: Office) -> None:
    assert await office.do(lambda uow: compose(uow, NothingToCancel(), office.moment)) == NothingToCancel()


async def test_a_summary_that_was_asked_for_is_said_as_it_was_counted(office: Office) -> None:
    asked = a_summary(complete=3)

    assert await office.do(lambda uow: compose(uow, asked, office.moment)) == asked
