"""Lets messages leave at the reserved instants, answers first, and never more than the receiver allows."""

import asyncio
from bisect import insort
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.waiting import Sleep
from domain.clocks import CLOCK_STEP
from domain.delivery import Priority
from domain.pacing import Turns, Window


class Departures:
    """Each message comes with a slot, and whoever goes first takes the earliest.

    So an answer does not wait behind bulk that was claimed ahead of it. Nobody leaves while the
    receiver could count more than the limit: who waits, waits here, where answers go first.
    """

    def __init__(
        self,
        wall: Callable[[], datetime],
        sleep: Sleep,
        on_bulk_left: Callable[[], None],
        limit: int | None = None,
    ) -> None:
        self._wall = wall
        self._sleep = sleep
        self._on_bulk_left = on_bulk_left
        self._slots: list[datetime] = []
        self._waiting: dict[Priority, deque[asyncio.Future[datetime]]] = {lane: deque() for lane in Priority}
        self._turns = Turns()
        self._window = Window(limit)
        self._landed = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self.expected: Counter[Priority] = Counter()

    def expect(self, priority: Priority, slot: datetime) -> None:
        """Take note of a claimed message: it will ask for its `turn` or `give_up`."""
        insort(self._slots, slot)
        self.expected[priority] += 1

    async def turn(self, priority: Priority) -> datetime:
        """Return the slot when one of this priority may leave; tell when it has `landed`."""
        if not any(self._waiting.values()) and self._seconds() == 0:
            slot = self._take_slot()
        else:
            slot = await self._wait(priority)
        self._left(priority)
        return slot

    def landed(self, began: datetime | None) -> None:
        """Give the place back after the call that began then; None: no call was made."""
        if began is None:
            self._window.give_up()
        else:
            self._window.end(began, self._wall())
        self._landed.set()

    def give_up(self, priority: Priority) -> None:
        """One that will not leave takes the last slot with it."""
        self._slots.pop()
        self._left(priority)

    def _left(self, priority: Priority) -> None:
        self.expected[priority] -= 1
        if priority is Priority.BULK:
            self._on_bulk_left()

    async def _wait(self, priority: Priority) -> datetime:
        turn: asyncio.Future[datetime] = asyncio.get_running_loop().create_future()
        self._waiting[priority].append(turn)
        if self._keeper is None:
            self._keeper = asyncio.create_task(self._keep())
        return await turn

    async def _keep(self) -> None:
        try:
            while any(self._waiting.values()):
                seconds = self._seconds()
                if seconds is None:
                    self._landed.clear()
                    await self._landed.wait()
                elif seconds > 0:
                    await self._sleep(seconds)
                else:
                    self._release()
        finally:
            self._keeper = None

    def _release(self) -> None:
        answers, bulk = self._waiting[Priority.ANSWER], self._waiting[Priority.BULK]
        is_for_bulk = self._turns.is_for_bulk(answers=bool(answers), bulk=bool(bulk))
        turn = (bulk if is_for_bulk else answers).popleft()
        if turn.done():  # a task that was cancelled waits no more
            self._slots.pop(0)
        else:
            turn.set_result(self._take_slot())

    def _take_slot(self) -> datetime:
        self._window.begin()
        return self._slots.pop(0)

    def _seconds(self) -> float | None:
        """Return how long nobody may leave, None: until a call has ended."""
        now = self._wall()
        opens_at = self._window.opens_at(now)
        if opens_at is None:
            return None
        slot = self._slots[0]
        if slot > now + CLOCK_STEP:
            slot = now  # the clock has stepped back
        return max(0.0, (max(slot, opens_at) - now) / timedelta(seconds=1))
