"""Departures: at the reserved instants, answers first, and no more than the receiver allows."""

import asyncio
from datetime import timedelta

import pytest

from bot.departures import Departures, Gate
from domain.delivery import Priority
from tests.clocks import NOON, ManualClock, until

TENTH = timedelta(milliseconds=100)
ANSWER, BULK = Priority.ANSWER, Priority.BULK


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


class Hall:
    """Messages with slots a tenth of a second apart; `left` tells who left and when."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.left: list[tuple[str, float]] = []
        self.bulk_left = 0
        self.departures = Departures(clock, self.sleep, self.note)

    def note(self) -> None:
        self.bulk_left += 1

    async def sleep(self, seconds: float) -> None:
        for _ in range(5):  # whoever was let go leaves first
            await asyncio.sleep(0)
        await self.clock.sleep(seconds)

    def enter(self, name: str, priority: Priority, slot: int) -> asyncio.Task[None]:
        self.departures.expect(priority, NOON + TENTH * slot)
        return asyncio.create_task(self.leave(name, priority))

    async def leave(self, name: str, priority: Priority) -> None:
        await self.departures.turn(priority)
        self.left.append((name, round((self.clock.at - NOON).total_seconds(), 3)))


@pytest.fixture
def hall(clock: ManualClock) -> Hall:
    return Hall(clock)


async def test_each_leaves_at_a_slot(hall: Hall) -> None:
    await asyncio.gather(*(hall.enter(f"{n}", BULK, n) for n in range(3)))

    assert hall.left == [("0", 0), ("1", 0.1), ("2", 0.2)]
    assert hall.bulk_left == 3


async def test_an_answer_takes_the_slot_of_bulk_that_was_claimed_before(hall: Hall) -> None:
    bulk = [hall.enter(f"bulk {n}", BULK, n + 1) for n in range(3)]
    answer = hall.enter("answer", ANSWER, 4)

    await asyncio.gather(answer, *bulk)

    assert hall.left == [("answer", 0.1), ("bulk 0", 0.2), ("bulk 1", 0.3), ("bulk 2", 0.4)]


async def test_bulk_gets_its_share_while_answers_never_end(hall: Hall) -> None:
    bulk = hall.enter("bulk", BULK, 1)
    answers = [hall.enter(f"{n}", ANSWER, n + 2) for n in range(8)]

    await asyncio.gather(bulk, *answers)

    assert [name for name, _ in hall.left].index("bulk") == 4


async def test_one_that_gives_up_takes_the_last_slot_along(hall: Hall) -> None:
    hall.departures.expect(BULK, NOON + TENTH)
    stays = hall.enter("stays", BULK, 2)

    hall.departures.give_up(BULK)
    await stays

    assert hall.left == [("stays", 0.1)]
    assert hall.departures.expected[BULK] == 0


async def test_one_that_is_cancelled_holds_up_nobody(hall: Hall) -> None:
    gone = hall.enter("gone", BULK, 1)
    stays = hall.enter("stays", BULK, 2)
    await asyncio.sleep(0)
    gone.cancel()

    await stays

    assert hall.left == [("stays", 0.2)]


async def test_a_clock_that_steps_back_holds_up_nobody(hall: Hall) -> None:
    late = hall.enter("late", BULK, 36_000)

    await late

    assert hall.left == [("late", 0)]


async def test_the_gate_opens_a_second_after_a_call_has_ended(clock: ManualClock) -> None:
    gate, began = Gate(2, clock, clock.sleep), []
    for _ in range(5):
        async with gate.passed():
            began.append((clock.at - NOON).total_seconds())

    assert began == [0, 0, 1, 1, 2]


async def test_the_gate_waits_for_a_call_that_has_not_ended(clock: ManualClock) -> None:
    gate, answered, began = Gate(1, clock, clock.sleep), asyncio.Event(), []

    async def call() -> None:
        async with gate.passed():
            began.append((clock.at - NOON).total_seconds())
            await answered.wait()

    calls = [asyncio.create_task(call()) for _ in range(2)]
    await until(lambda: began)
    clock.advance(seconds=30)
    answered.set()
    await asyncio.gather(*calls)

    assert began == [0, 30.75]
