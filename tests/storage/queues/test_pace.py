"""Stored pacing: everybody together, each chat, each group, and Telegram's own word."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from domain.delivery.outcomes import Claim, Delivered, RefusedForNow
from domain.delivery.pacing import Rates, Room
from storage.engine import Database
from tests.clocks import NOON, ManualClock
from tests.deliveries import ANA, BETO, Desk, LookAgain, a_message

SECOND = timedelta(seconds=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def desk(database: Database, clock: ManualClock) -> Desk:
    return Desk(database, clock, Rates())


async def sent_at(desk: Desk, count: int) -> AsyncIterator[datetime]:
    """Send what waits, each as soon as it is let through."""
    while count:
        found = await desk.look()
        if isinstance(found, LookAgain):
            assert found.at is not None
            assert found.at > desk.clock.at
            desk.clock.at = found.at
            continue
        await desk.mark(found)
        await desk.finish(found, Delivered(1))
        count -= 1
        yield desk.clock.at


async def test_no_second_holds_more_than_the_budget(desk: Desk) -> None:
    for chat_id in range(1, 61):
        await desk.add(a_message(chat_id))

    left = [at async for at in sent_at(desk, 60)]

    assert all(sum(start <= at < start + SECOND for at in left) <= 28 for start in left)
    assert left[-1] - left[0] < timedelta(seconds=2.2)


async def test_a_chat_gets_three_at_once_and_then_one_a_second(desk: Desk) -> None:
    for _ in range(6):
        await desk.add(a_message())

    left = [at async for at in sent_at(desk, 6)]

    assert [round((at - NOON).total_seconds(), 1) for at in left] == [0, 0, 0.1, 1, 2, 3]


async def test_a_group_gets_twenty_a_minute(desk: Desk) -> None:
    for _ in range(25):
        await desk.add(a_message(chat_id=-100))

    left = [at async for at in sent_at(desk, 25)]

    assert all(sum(start <= at < start + 60 * SECOND for at in left) <= 20 for start in left)


async def test_a_chat_without_a_slot_holds_up_nobody(desk: Desk, clock: ManualClock) -> None:
    for _ in range(4):
        await desk.add(a_message(ANA))
    assert [at async for at in sent_at(desk, 3)]
    clock.advance(milliseconds=100)
    await desk.add(a_message(BETO))

    assert (await desk.claim()).row.chat_id == BETO


async def test_looking_without_sending_takes_no_slot(desk: Desk, clock: ManualClock) -> None:
    await desk.add(a_message(ANA))
    await desk.add(a_message(BETO))
    await desk.claim()

    looks = {await desk.look() for _ in range(5)}

    interval = Rates().everybody.interval
    assert looks == {LookAgain(NOON + interval)}
    clock.at += interval
    assert (await desk.claim()).row.chat_id == BETO


async def test_flood_control_holds_everybody_for_as_long_as_it_says(desk: Desk, clock: ManualClock) -> None:
    hours = timedelta(seconds=10_072)
    await desk.add(a_message(ANA))
    await desk.add(a_message(BETO))
    await desk.send(RefusedForNow(hours))
    clock.advance(seconds=10)

    assert await desk.look() == LookAgain(NOON + hours)
    clock.at = NOON + hours

    assert (await desk.claim()).row.chat_id == ANA


async def test_a_shorter_wait_never_replaces_a_longer_one(desk: Desk) -> None:
    await desk.add(a_message())
    async with desk.database.write() as uow:
        await uow.outbox.push_global(NOON + 60 * SECOND)
        await uow.outbox.push_global(NOON + 5 * SECOND)
        await uow.commit()

    assert await desk.look() == LookAgain(NOON + 60 * SECOND)


async def test_a_clock_that_steps_back_does_not_stop_the_sending(desk: Desk, clock: ManualClock) -> None:
    for _ in range(2):
        await desk.add(a_message())
    await desk.send(Delivered(1))

    clock.advance(hours=-1)

    assert (await desk.claim()).row.id == 2


async def test_senders_at_the_same_time_share_one_budget(database_url: str, clock: ManualClock) -> None:
    """Two processes, five tasks each, at one instant: before any pace was ever stored, and after."""
    databases = [Database(database_url), Database(database_url)]
    desks = [Desk(database, clock, Rates()) for database in databases]
    for chat_id in range(1, 21):
        await desks[0].add(a_message(chat_id))

    for _ in range(4):
        found = await asyncio.gather(*(desk.look() for desk in desks for _ in range(5)))

        assert sum(isinstance(each, Claim) for each in found) == 1
        clock.advance(seconds=1)
    for database in databases:
        await database.dispose()


async def test_slots_reserved_ahead_are_shared_by_two_processes(
    database_url: str, clock: ManualClock
) -> None:
    databases = [Database(database_url), Database(database_url)]
    desks = [Desk(database, clock, Rates()) for database in databases]
    for chat_id in range(1, 21):
        await desks[0].add(a_message(chat_id))
    room = Room(places=5, answers=5, ahead=SECOND)

    batches = await asyncio.gather(*(desk.look_for(room) for desk in desks for _ in range(2)))

    slots = sorted(claim.slot for batch in batches for claim in batch.claims)
    assert slots == [NOON + Rates().everybody.interval * n for n in range(20)]
    for database in databases:
        await database.dispose()


async def test_a_slot_too_far_ahead_is_not_reserved(desk: Desk) -> None:
    for chat_id in (1, 2, 3):
        await desk.add(a_message(chat_id))
    interval = Rates().everybody.interval
    room = Room(places=2, answers=2, ahead=interval)

    first, second = await desk.look_for(room), await desk.look_for(room)

    assert [claim.slot for claim in first.claims] == [NOON, NOON + interval]
    assert second.look_at == NOON + interval
