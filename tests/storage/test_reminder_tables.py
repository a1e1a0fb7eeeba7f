"""Snoozes, reassignments and nudges: each is stored once, and answered or given once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from domain.kit.periods import Period
from domain.reminders.ladders import Recipient
from domain.reminders.reassignments import Reassignment, ReassignmentState
from domain.reminders.rungs import RungItem
from domain.reminders.snoozing import Snooze
from storage.engine import Database
from storage.nudges import GivenNudge
from storage.reassignments import ReassignmentDecision
from storage.uow import UnitOfWork
from tests.facts import ANA, BETO, NOW, T2, T3, Office, a_mir

HOUR = timedelta(hours=1)
TODAY = NOW.today


@pytest.fixture
async def office(database: Database) -> Office:
    office = Office(database)
    await office.register(a_mir())
    await office.lets_in(ANA)
    await office.lets_in(BETO)
    return office


async def puts_off(office: Office, hours: int, person_id: int = 1, period: Period = T3) -> int:
    until = NOW.now + hours * HOUR
    return await office.do(lambda uow: uow.snoozes.put_off(person_id, period, until=until, at=NOW.now))


async def test_what_is_put_off_is_open_for_that_person_and_quarter(office: Office) -> None:
    snooze_id = await puts_off(office, 4)

    expected = Snooze(snooze_id, 1, T3, NOW.now, NOW.now + 4 * HOUR)
    assert await office.do(lambda uow: uow.snoozes.open_of(T3)) == {1: expected}
    assert await office.do(lambda uow: uow.snoozes.open_of(T2)) == {}


async def test_a_second_one_replaces_the_first(office: Office) -> None:
    first = await puts_off(office, 4)
    other = await puts_off(office, 4, person_id=2)

    assert await puts_off(office, 21) == first
    opened = await office.do(lambda uow: uow.snoozes.open_of(T3))
    assert {each.id: each.until_at for each in opened.values()} == {
        first: NOW.now + 21 * HOUR,
        other: NOW.now + 4 * HOUR,
    }


async def test_one_that_is_due_ends_once(office: Office) -> None:
    snooze_id, later = await puts_off(office, 4), NOW.now + 4 * HOUR
    await puts_off(office, 5, person_id=2)

    assert [each.id for each in await office.do(lambda uow: uow.snoozes.due(later))] == [snooze_id]
    assert await office.do(lambda uow: uow.snoozes.end(snooze_id, later))
    assert not await office.do(lambda uow: uow.snoozes.end(snooze_id, later))
    assert await office.do(lambda uow: uow.snoozes.due(later)) == []
    assert await puts_off(office, 9) != snooze_id


async def test_one_that_was_put_off_meanwhile_does_not_end(office: Office) -> None:
    snooze_id = await puts_off(office, 4)
    (due,) = await office.do(lambda uow: uow.snoozes.due(NOW.now + 4 * HOUR))
    await puts_off(office, 21)

    assert due.id == snooze_id
    assert not await office.do(lambda uow: uow.snoozes.end(snooze_id, NOW.now + 4 * HOUR))


async def asks(office: Office, **fields: object) -> Reassignment:
    asked = Reassignment(0, 1, "402", 1, T3, "Lo mide otra área", ReassignmentState.OPEN, NOW.now)
    asked = replace(asked, **fields)  # type: ignore[arg-type]
    return replace(asked, id=await office.do(lambda uow: uow.reassignments.ask(asked)))


async def test_what_is_not_somebodys_waits_for_an_answer_and_mutes_the_indicator(office: Office) -> None:
    asked = await asks(office)

    assert await office.do(lambda uow: uow.reassignments.get(asked.id)) == asked
    assert await office.do(lambda uow: uow.reassignments.get(asked.id + 1)) is None
    assert await office.do(lambda uow: uow.reassignments.awaited()) == [asked]
    assert await office.do(lambda uow: uow.reassignments.muted(2025)) == {(1, 1)}
    assert await office.do(lambda uow: uow.reassignments.muted(2024)) == frozenset()
    assert await office.do(lambda uow: uow.reassignments.latest(1, 1, 2025)) == asked
    assert await office.do(lambda uow: uow.reassignments.latest(2, 1, 2025)) is None


@pytest.mark.parametrize(
    ("state", "mutes"), [(ReassignmentState.KEPT, False), (ReassignmentState.RELEASED, True)]
)
async def test_it_is_answered_once(office: Office, state: ReassignmentState, *, mutes: bool) -> None:
    asked = await asks(office)

    async def answers_as(given: ReassignmentDecision) -> bool:
        return await office.do(lambda uow: uow.reassignments.decide(asked.id, given))

    answers = [ReassignmentDecision(state, by, NOW.now) for by in ("person:7", "person:8")]
    taken = await asyncio.gather(*map(answers_as, answers))

    assert sorted(taken) == [False, True]
    stored = await office.do(lambda uow: uow.reassignments.get(asked.id))
    assert stored is not None
    assert stored.state is state
    assert stored.decided_by == answers[taken.index(True)].by
    assert await office.do(lambda uow: uow.reassignments.awaited()) == []
    assert bool(await office.do(lambda uow: uow.reassignments.muted(2025))) is mutes


async def test_the_last_time_somebody_said_so_counts(office: Office) -> None:
    first = await asks(office)
    kept = ReassignmentDecision(ReassignmentState.KEPT, "person:7", NOW.now)
    await office.do(lambda uow: uow.reassignments.decide(first.id, kept))
    second = await asks(office, period=T2, reason="Es de otra UR")

    assert await office.do(lambda uow: uow.reassignments.latest(1, 1, 2025)) == second


async def test_a_nudge_of_a_day_has_a_number_and_is_stored_once(office: Office) -> None:
    first = GivenNudge("402", T3, TODAY, 1, NOW.now, "person:7")
    second = replace(first, count=2, at=NOW.now + HOUR)

    assert await office.do(lambda uow: uow.nudges.latest("402", TODAY)) is None
    assert await office.do(lambda uow: uow.nudges.add(first)) is not None
    assert await office.do(lambda uow: uow.nudges.add(replace(first, by="person:8"))) is None
    assert await office.do(lambda uow: uow.nudges.add(second)) is not None
    assert await office.do(lambda uow: uow.nudges.latest("402", TODAY)) == second
    assert await office.do(lambda uow: uow.nudges.latest("402", TODAY + timedelta(days=1))) is None
    assert await office.do(lambda uow: uow.nudges.of_day(TODAY)) == {"402": second}


async def gives(uow: UnitOfWork, *, person_id: int, item: RungItem, outbox_id: int) -> None:
    await uow.rungs.give(person_id, [item], NOW, outbox_id=outbox_id)


async def test_the_last_reminder_of_each_person_is_known_by_unit_and_quarter(office: Office) -> None:
    item = RungItem("402", "08", T3, Recipient.ENLACE, TODAY, -10)
    for person_id, each, outbox_id in (
        (1, item, 11),
        (1, replace(item, rung=-5), 15),
        (2, replace(item, recipient=Recipient.SUPLENTE), 12),
        (2, replace(item, unit_code="504"), 19),
    ):
        await office.do(partial(gives, person_id=person_id, item=each, outbox_id=outbox_id))

    assert await office.do(lambda uow: uow.rungs.last_messages("402", T3)) == [12, 15]
    assert await office.do(lambda uow: uow.rungs.last_messages("402", T2)) == []
