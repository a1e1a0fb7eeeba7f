"""The stored rungs: the highest of each ladder, unsent ones, and who was reminded on a day."""

from collections.abc import Sequence
from datetime import date

import pytest

from domain.delivery.outcomes import NewMessage, OutboxState, Priority
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.reminders.ladders import Recipient
from domain.reminders.rungs import GivenRungs, RungItem
from storage.engine import Database
from storage.queues.pace import outbox
from tests.facts import NOW, T2, T3, Office, local

ANA, EVA = 1, 2
THURSDAY, FRIDAY, DUE = date(2025, 9, 25), date(2025, 9, 26), date(2025, 9, 30)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def an_item(rung: int = -3, programme: str = "8", period: Period = T3, month: int = 0) -> RungItem:
    return RungItem("402", programme, period, Recipient.ENLACE, DUE, rung, month)


async def gives(
    office: Office, *items: RungItem, person: int = ANA, at: Moment = NOW, row: int | None = None
) -> int:
    """Give rungs with a new message, or with an existing one."""
    if row is None:
        message = NewMessage(person, "reminder", priority=Priority.BULK, person_id=person)
        row = await office.do(lambda uow: uow.outbox.add(message, at.now))
    assert row is not None
    of_row = row
    await office.do(lambda uow: uow.rungs.give(person, items, at, outbox_id=of_row))
    return of_row


async def is_now(office: Office, row: int, state: OutboxState, at: Moment = NOW) -> None:
    sent_at = at.now if state is OutboxState.SENT else None
    change = outbox.update().where(outbox.c.id == row).values(state=state, sent_at=sent_at)
    await office.do(lambda uow: uow.session.execute(change))


async def given_rungs(
    office: Office, at: Moment = NOW, periods: Sequence[Period] = (T3,), person: int | None = None
) -> GivenRungs:
    return await office.do(lambda uow: uow.rungs.given_rungs(periods, at, person))


async def test_the_highest_rung_of_each_programme_is_known(office: Office) -> None:
    await gives(office, an_item(-10), an_item(-5), an_item(-10, programme="9"))

    known = await given_rungs(office)

    assert known.highest == {(ANA, an_item().ladder): {"8": -5, "9": -10}}


async def test_a_rung_is_given_once_and_then_belongs_to_the_later_message(office: Office) -> None:
    await gives(office, an_item())
    second = await gives(office, an_item())

    assert (await given_rungs(office)).waiting == {ANA: {second: {an_item()}}}


async def test_each_ladder_is_told_apart(office: Office) -> None:
    await gives(office, an_item(), an_item(month=7))
    await gives(office, an_item(), person=EVA)

    keys = (await given_rungs(office)).highest.keys()

    assert keys == {(ANA, an_item().ladder), (ANA, an_item(month=7).ladder), (EVA, an_item().ladder)}


async def test_only_the_quarters_asked_for_are_read(office: Office) -> None:
    await gives(office, an_item(period=T2))

    assert (await given_rungs(office)).highest == {}
    assert (await given_rungs(office, periods=(T3, T2))).highest.keys() == {(ANA, an_item(period=T2).ladder)}


async def test_one_person_may_be_read_alone(office: Office) -> None:
    await gives(office, an_item())
    await gives(office, an_item(), person=EVA)

    known = await given_rungs(office, person=EVA)

    assert {person for person, _ in known.highest} == set(known.waiting) == known.served == {EVA}


@pytest.mark.parametrize("state", [each for each in OutboxState if each is not OutboxState.PENDING])
async def test_what_is_on_its_way_or_settled_does_not_wait(office: Office, state: OutboxState) -> None:
    row = await gives(office, an_item())
    await is_now(office, row, state)

    assert (await given_rungs(office)).waiting == {}


async def test_who_was_given_one_today_is_served_and_tomorrow_is_not(office: Office) -> None:
    await gives(office, an_item())

    assert (await given_rungs(office, local(THURSDAY, 17))).served == {ANA}
    assert (await given_rungs(office, local(FRIDAY, 9))).served == frozenset()


async def test_whom_an_older_one_has_reached_today_is_served(office: Office) -> None:
    row = await gives(office, an_item())
    await is_now(office, row, OutboxState.SENT, local(FRIDAY, 9))

    assert (await given_rungs(office, local(FRIDAY, 17))).served == {ANA}
    assert (await given_rungs(office, local(date(2025, 9, 29), 9))).served == frozenset()


async def test_the_day_is_that_of_oaxaca(office: Office) -> None:
    row = await gives(office, an_item(), at=local(date(2025, 9, 24)))
    await is_now(office, row, OutboxState.SENT, local(THURSDAY, 23))

    assert (await given_rungs(office, local(THURSDAY, 23, 30))).served == {ANA}
    assert (await given_rungs(office, local(FRIDAY, 0))).served == frozenset()


async def test_what_was_given_long_ago_is_forgotten(office: Office) -> None:
    await gives(office, an_item(-5), at=local(date(2025, 9, 24)))
    await gives(office, an_item(-3))

    assert await office.do(lambda uow: uow.rungs.prune(local(THURSDAY).now)) == 1

    assert (await given_rungs(office)).highest == {(ANA, an_item().ladder): {"8": -3}}


async def test_what_was_given_before_a_day_is_known_without_that_day(office: Office) -> None:
    await gives(office, an_item(-5), an_item(-5, period=T2), at=local(date(2025, 9, 23)))
    await gives(office, an_item(), at=local(THURSDAY))

    found = [
        await office.do(lambda uow, day=day: uow.rungs.given_before([T3], day))  # type: ignore[misc]
        for day in (date(2025, 9, 23), THURSDAY, FRIDAY)
    ]

    key = (ANA, an_item().ladder)
    assert [each.highest for each in found] == [{}, {key: {"8": -5}}, {key: {"8": -3}}]
    assert not any(each.waiting or each.served for each in found)
