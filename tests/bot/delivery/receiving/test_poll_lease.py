"""Polling in turn: a process that polls is sure of its turn, and asks the database only now and then."""

import random
from datetime import timedelta

import pytest

from bot.delivery.receiving.poll_lease import PollLease
from storage.engine import Database
from tests.clocks import ManualClock

LONGEST_QUESTION = 89
"""Seconds; a long poll of 50 with all of its time-outs is shorter."""


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def lease(database: Database, clock: ManualClock) -> PollLease:
    return PollLease(database, wall=clock)


@pytest.fixture
def rival(database: Database, clock: ManualClock) -> PollLease:
    return PollLease(database, wall=clock)


async def lose(database: Database) -> None:
    async with database.write() as uow:
        await uow.leases.clear()
        await uow.commit()


@pytest.mark.parametrize("seconds_since", [0, 0.001, 4.999, 5, 30, 94])
async def test_every_question_begins_with_time_enough(
    lease: PollLease, rival: PollLease, clock: ManualClock, seconds_since: float
) -> None:
    await lease.hold()
    clock.advance(seconds=seconds_since)

    assert await lease.hold()

    clock.advance(seconds=LONGEST_QUESTION)
    assert not await rival.hold()


@pytest.mark.parametrize("seed", range(5))
async def test_two_processes_never_poll_at_once(
    lease: PollLease, rival: PollLease, clock: ManualClock, seed: int
) -> None:
    """Each asks whenever it likes and then polls for a while; sometimes one is gone for long."""
    chance = random.Random(seed)
    busy_until = {lease: clock(), rival: clock()}

    for _ in range(60):
        clock.advance(seconds=chance.choice([0, 0.5, 3, 20, 60]))
        asking, other = chance.sample([lease, rival], 2)
        if busy_until[asking] <= clock() and await asking.hold():
            assert busy_until[other] <= clock()
            busy_until[asking] = clock() + timedelta(seconds=chance.uniform(0, LONGEST_QUESTION))


async def test_a_turn_that_was_just_taken_is_not_asked_about(
    database: Database, lease: PollLease, rival: PollLease, clock: ManualClock
) -> None:
    await lease.hold()
    await lose(database)
    clock.advance(seconds=4)

    assert await lease.hold()
    assert await rival.hold()  # nothing was written


@pytest.mark.parametrize("seconds", [5, 60, -1, -3600], ids=["in time", "late", "set back", "an hour back"])
async def test_after_a_while_or_a_step_of_the_clock_the_database_is_asked(
    database: Database, lease: PollLease, rival: PollLease, clock: ManualClock, seconds: float
) -> None:
    await lease.hold()
    await lose(database)
    clock.advance(seconds=seconds)
    await rival.hold()

    assert not await lease.hold()


async def test_in_doubt_the_database_is_asked(database: Database, lease: PollLease, rival: PollLease) -> None:
    await lease.hold()
    await lose(database)
    await rival.hold()

    lease.doubt()

    assert not await lease.hold()


async def test_who_was_refused_asks_again_at_once(lease: PollLease, rival: PollLease) -> None:
    await rival.hold()
    assert not await lease.hold()

    await rival.give_back()

    assert await lease.hold()
    assert not await rival.hold()
