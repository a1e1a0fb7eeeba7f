"""A stored wait lasts no longer than intended, whatever the clock is set to meanwhile."""

from datetime import datetime, timedelta

import pytest

from domain.delivery.outcomes import Ambiguous, NotNow, NotSent, RefusedForNow
from domain.delivery.pacing import Room
from domain.kit.clocks import CLOCK_STEP
from domain.papers.kinds import PaperKind, PaperOrder
from storage.engine import Database
from storage.uow import UnitOfWork
from tests.clocks import ManualClock
from tests.deliveries import ANA, BETO, LEASE, Desk, LookAgain, a_message
from tests.facts import T3, Office
from tests.read_back import claim_updates

TWO_DAYS = timedelta(days=2)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def desk(database: Database, clock: ManualClock) -> Desk:
    return Desk(database, clock)


async def test_a_429_of_a_clock_that_was_ahead_holds_for_its_length_and_no_longer(
    desk: Desk, clock: ManualClock
) -> None:
    await desk.add(a_message(ANA))
    clock.step(days=2)
    await desk.send(RefusedForNow(timedelta(minutes=10)))
    clock.step(days=-2)

    held = await desk.look()
    assert held == LookAgain(clock() + timedelta(minutes=10))
    clock.advance(minutes=9)
    assert isinstance(await desk.look(), LookAgain)
    clock.advance(minutes=1)

    assert (await desk.claim()).row.chat_id == ANA


async def test_a_429_is_not_shortened_by_what_a_clock_that_was_ahead_left(
    desk: Desk, clock: ManualClock
) -> None:
    for chat_id in (ANA, BETO):
        await desk.add(a_message(chat_id))
    first, second = [await desk.claim() for _ in range(2)]
    clock.step(days=2)
    await desk.finish(first, RefusedForNow(timedelta(seconds=30)))
    clock.step(days=-2)

    await desk.finish(second, RefusedForNow(timedelta(hours=1)))

    clock.advance(minutes=59)
    assert isinstance(await desk.look(), LookAgain)
    clock.advance(minutes=1)
    assert isinstance(await desk.look(), type(first))


@pytest.mark.parametrize(
    "outcome", [NotSent("no line"), NotSent("too large", timedelta(days=1)), Ambiguous("no answer")]
)
async def test_what_is_tried_again_is_tried_again_after_a_clock_was_put_back(
    desk: Desk, clock: ManualClock, outcome: NotSent | Ambiguous
) -> None:
    await desk.add(a_message(ANA))
    clock.step(days=2)
    await desk.send(outcome)
    assert isinstance(await desk.look(), LookAgain)
    clock.step(days=-2)

    assert (await desk.claim()).row.chat_id == ANA


@pytest.mark.parametrize("minutes", [2, 60, 40 * 24 * 60])
async def test_a_claim_of_a_clock_that_was_put_back_is_over(
    desk: Desk, clock: ManualClock, minutes: int
) -> None:
    await desk.add(a_message(ANA))
    clock.step(minutes=minutes)
    await desk.claim()
    assert await desk.reap() == 0
    clock.step(minutes=-minutes)

    assert await desk.reap() == 1
    assert (await desk.claim()).row.chat_id == ANA


async def test_clocks_that_differ_by_less_leave_a_claim_alone(desk: Desk, clock: ManualClock) -> None:
    await desk.add(a_message(ANA))
    await desk.claim()
    clock.step(seconds=-CLOCK_STEP.total_seconds())

    assert await desk.reap() == 0


async def test_what_was_put_off_by_a_clock_that_was_ahead_is_asked_again(
    desk: Desk, clock: ManualClock
) -> None:
    await desk.add(a_message(ANA))
    clock.step(days=2)
    claim = await desk.claim()
    await desk.finish(claim, NotNow(clock() + timedelta(hours=15)))
    clock.step(days=-2)

    assert await claimed(desk, clock, later=clock() + CLOCK_STEP) == 1


async def test_what_was_put_off_by_a_clock_that_is_right_waits(desk: Desk, clock: ManualClock) -> None:
    await desk.add(a_message(ANA))
    claim = await desk.claim()
    await desk.finish(claim, NotNow(clock() + timedelta(hours=15)))
    clock.advance(hours=14)

    assert await claimed(desk, clock, later=clock() + CLOCK_STEP) == 0


async def claimed(desk: Desk, clock: ManualClock, later: datetime) -> int:
    async with desk.database.write() as uow:
        now, rates = clock(), desk.rates
        batch = await uow.outbox.claim(now=now, wall=now, lease=LEASE, rates=rates, room=Room(), later=later)
        await uow.commit()
    return len(batch.claims)


async def test_an_update_that_was_held_or_put_back_by_a_clock_ahead_is_free(
    database: Database, clock: ManualClock
) -> None:
    async def claims(uow: UnitOfWork) -> list[int]:
        return [each.update_id for each in await claim_updates(uow, clock(), LEASE, limit=9)]

    async def put_back(uow: UnitOfWork) -> None:
        (claim,) = await claim_updates(uow, clock(), LEASE, limit=1)
        await uow.inbox.retry_later(2, claim.token, "KeyError", clock() + LEASE, wall=clock())

    office = Office(database)
    clock.step(days=2)
    await office.do(lambda uow: uow.inbox.add(1, ANA, "{}", clock()))
    assert await office.do(claims) == [1]
    await office.do(lambda uow: uow.inbox.add(2, BETO, "{}", clock()))
    await office.do(put_back)
    assert await office.do(claims) == []

    clock.step(days=-2)

    assert [await office.do(claims), await office.do(claims)] == [[1], [2]]


async def test_a_lease_and_an_order_of_a_clock_that_was_ahead_are_over(
    database: Database, clock: ManualClock
) -> None:
    office = Office(database)
    person = await office.lets_in(ANA)
    order = PaperOrder(PaperKind.INFORME, T3, "402", format="pdf")
    await office.do(lambda uow: uow.papers.add(person.actor.person_id, ANA, order, clock()))
    clock.step(days=2)
    assert await office.do(lambda uow: uow.leases.take("polling", "one", clock(), LEASE))
    assert await office.do(lambda uow: uow.papers.claim(clock(), LEASE)) is not None
    assert not await office.do(lambda uow: uow.leases.take("polling", "two", clock(), LEASE))

    clock.step(days=-2)

    assert await office.do(lambda uow: uow.leases.take("polling", "two", clock(), LEASE))
    assert await office.do(lambda uow: uow.papers.claim(clock(), LEASE)) is not None
