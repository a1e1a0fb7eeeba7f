"""Slots of sends: at the reserved instants, answers first, and no more than the receiver allows."""

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.sending.send_slots import SendSlots
from domain.delivery.outcomes import Priority
from tests.clocks import NOON, ManualClock

TENTH = timedelta(milliseconds=100)
ANSWER, BULK = Priority.ANSWER, Priority.BULK


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


class Queue:
    """Messages with slots a tenth of a second apart; `left` tells who left and when."""

    def __init__(self, clock: ManualClock, limit: int | None = None) -> None:
        self.clock = clock
        self.left: list[tuple[str, float]] = []
        self.bulk_left = 0
        self.slots = SendSlots(clock, self.sleep, self.note, limit)

    def note(self) -> None:
        self.bulk_left += 1

    async def sleep(self, seconds: float) -> None:
        for _ in range(5):  # whoever was let go leaves first
            await asyncio.sleep(0)
        await self.clock.sleep(seconds)

    def enter(self, name: str, priority: Priority, slot: int) -> asyncio.Task[None]:
        self.slots.add(priority, NOON + TENTH * slot)
        return asyncio.create_task(self.leave(name, priority))

    async def leave(self, name: str, priority: Priority) -> None:
        await self.slots.turn(priority)
        self.left.append((name, round((self.clock.at - NOON).total_seconds(), 3)))


@pytest.fixture
def queue(clock: ManualClock) -> Queue:
    return Queue(clock)


async def test_each_leaves_at_a_slot(queue: Queue) -> None:
    await asyncio.gather(*(queue.enter(f"{n}", BULK, n) for n in range(3)))

    assert queue.left == [("0", 0), ("1", 0.1), ("2", 0.2)]
    assert queue.bulk_left == 3


async def test_an_answer_takes_the_slot_of_bulk_that_was_claimed_before(queue: Queue) -> None:
    bulk = [queue.enter(f"bulk {n}", BULK, n + 1) for n in range(3)]
    answer = queue.enter("answer", ANSWER, 4)

    await asyncio.gather(answer, *bulk)

    assert queue.left == [("answer", 0.1), ("bulk 0", 0.2), ("bulk 1", 0.3), ("bulk 2", 0.4)]


async def test_bulk_gets_its_share_while_answers_never_end(queue: Queue) -> None:
    bulk = queue.enter("bulk", BULK, 1)
    answers = [queue.enter(f"{n}", ANSWER, n + 2) for n in range(8)]

    await asyncio.gather(bulk, *answers)

    assert [name for name, _ in queue.left].index("bulk") == 4


async def test_one_that_gives_up_takes_the_last_slot_along(queue: Queue) -> None:
    queue.slots.add(BULK, NOON + TENTH)
    stays = queue.enter("stays", BULK, 2)

    queue.slots.give_up(BULK)
    await stays

    assert queue.left == [("stays", 0.1)]
    assert queue.slots.expected[BULK] == 0


async def test_one_that_is_cancelled_holds_up_nobody(queue: Queue) -> None:
    gone = queue.enter("gone", BULK, 1)
    stays = queue.enter("stays", BULK, 2)
    await asyncio.sleep(0)
    gone.cancel()

    await stays

    assert queue.left == [("stays", 0.2)]


async def test_a_clock_that_steps_back_holds_up_nobody(queue: Queue) -> None:
    late = queue.enter("late", BULK, 36_000)

    await late

    assert queue.left == [("late", 0)]


async def test_nobody_leaves_within_a_second_of_the_end_of_the_call_that_had_the_place(
    clock: ManualClock,
) -> None:
    queue = Queue(clock, limit=2)
    for n in range(5):
        await queue.enter(f"{n}", BULK, 0)
        queue.slots.call_ended(clock.at)

    assert [at for _, at in queue.left] == [0, 0, 1, 1, 2]


async def test_a_place_is_given_back_when_no_call_was_made(clock: ManualClock) -> None:
    queue = Queue(clock, limit=1)
    for n in range(2):
        await queue.enter(f"{n}", BULK, 0)
        queue.slots.call_ended(None)

    assert [at for _, at in queue.left] == [0, 0]


async def test_who_waits_for_a_call_to_end_waits_where_answers_go_first(clock: ManualClock) -> None:
    queue = Queue(clock, limit=1)
    await queue.enter("first", BULK, 0)
    bulk, answer = queue.enter("bulk", BULK, 0), queue.enter("answer", ANSWER, 0)
    for _ in range(5):
        await asyncio.sleep(0)
    assert queue.left == [("first", 0)]

    clock.advance(seconds=30)
    queue.slots.call_ended(NOON)
    await answer
    queue.slots.call_ended(clock.at)
    await bulk

    assert [name for name, _ in queue.left] == ["first", "answer", "bulk"]
    assert queue.left[1] == ("answer", 30.75)
