"""Lets messages leave at the reserved instants, answers first, and never more than the receiver allows."""

import asyncio
from bisect import insort
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.waiting import Sleep
from domain.delivery import Priority
from domain.pacing import CLOCK_STEP, Turns, Window


class Departures:
    """Each message comes with a slot, and whoever goes first takes the earliest.

    So an answer does not wait behind bulk that was claimed ahead of it.
    """

    def __init__(self, wall: Callable[[], datetime], sleep: Sleep, on_bulk_left: Callable[[], None]) -> None:
        self._wall = wall
        self._sleep = sleep
        self._on_bulk_left = on_bulk_left
        self._slots: list[datetime] = []
        self._waiting: dict[Priority, deque[asyncio.Future[None]]] = {lane: deque() for lane in Priority}
        self._turns = Turns()
        self._keeper: asyncio.Task[None] | None = None
        self.expected: Counter[Priority] = Counter()

    def expect(self, priority: Priority, slot: datetime) -> None:
        """Take note of a claimed message: it will ask for its `turn` or `give_up`."""
        insort(self._slots, slot)
        self.expected[priority] += 1

    async def turn(self, priority: Priority) -> None:
        """Return when one of this priority may leave."""
        if not any(self._waiting.values()) and self._seconds() <= 0:
            self._slots.pop(0)
        else:
            await self._wait(priority)
        self._left(priority)

    def give_up(self, priority: Priority) -> None:
        """One that will not leave takes the last slot with it."""
        self._slots.pop()
        self._left(priority)

    def _left(self, priority: Priority) -> None:
        self.expected[priority] -= 1
        if priority is Priority.BULK:
            self._on_bulk_left()

    async def _wait(self, priority: Priority) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting[priority].append(turn)
        if self._keeper is None:
            self._keeper = asyncio.create_task(self._keep())
        await turn

    async def _keep(self) -> None:
        try:
            while any(self._waiting.values()):
                if (seconds := self._seconds()) > 0:
                    await self._sleep(seconds)
                else:
                    self._release()
        finally:
            self._keeper = None

    def _release(self) -> None:
        answers, bulk = self._waiting[Priority.ANSWER], self._waiting[Priority.BULK]
        is_for_bulk = self._turns.is_for_bulk(answers=bool(answers), bulk=bool(bulk))
        turn = (bulk if is_for_bulk else answers).popleft()
        self._slots.pop(0)
        if not turn.done():  # a task that was cancelled waits no more
            turn.set_result(None)

    def _seconds(self) -> float:
        """Return how long the earliest slot is away; a clock that stepped back holds up nobody."""
        ahead = self._slots[0] - self._wall()
        return 0.0 if ahead > CLOCK_STEP else ahead / timedelta(seconds=1)


class Gate:
    """The last check before a call: opens when the receiver cannot count too many in one second."""

    def __init__(self, limit: int | None, wall: Callable[[], datetime], sleep: Sleep) -> None:
        self._window = Window(limit)
        self._wall = wall
        self._sleep = sleep
        self._queue = asyncio.Lock()
        self._landed = asyncio.Event()

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        async with self._queue:
            await self._opened()
            self._window.begin()
        began = self._wall()
        try:
            yield
        finally:
            self._window.end(began, self._wall())
            self._landed.set()

    async def _opened(self) -> None:
        while (opens_at := self._window.opens_at(now := self._wall())) != now:
            if opens_at is None:
                self._landed.clear()
                await self._landed.wait()
            else:
                await self._sleep((opens_at - now).total_seconds())
