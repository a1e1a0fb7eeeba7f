"""When each claimed message may be sent: at the reserved slots, answers first, never beyond the limit."""

import asyncio
from bisect import insort
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.kit.waiting import Sleep
from domain.delivery.outcomes import Priority
from domain.delivery.pacing import Turns, Window
from domain.kit.clocks import CLOCK_STEP


class SendSlots:
    """Each claimed message brings a slot; whichever is sent first takes the earliest.

    So an answer does not wait behind bulk that was claimed before it. Nothing is sent while Telegram could
    count more than `limit` in one second: what has to wait, waits here, where answers go first.
    """

    def __init__(
        self,
        wall: Callable[[], datetime],
        sleep: Sleep,
        on_bulk_taken: Callable[[], None],
        limit: int | None = None,
    ) -> None:
        self._wall = wall
        self._sleep = sleep
        self._on_bulk_taken = on_bulk_taken
        self._slots: list[datetime] = []
        self._waiting: dict[Priority, deque[asyncio.Future[datetime]]] = {lane: deque() for lane in Priority}
        self._turns = Turns()
        self._window = Window(limit)
        self._call_ended = asyncio.Event()
        self._releaser: asyncio.Task[None] | None = None
        self.expected: Counter[Priority] = Counter()

    def add(self, priority: Priority, slot: datetime) -> None:
        """Add the slot of a claimed message, which will ask for its `turn` or `give_up`."""
        insort(self._slots, slot)
        self.expected[priority] += 1

    async def turn(self, priority: Priority) -> datetime:
        """Return a slot when a message of this priority may be sent; call `call_ended` after it."""
        if not any(self._waiting.values()) and self._seconds() == 0:
            slot = self._take_slot()
        else:
            slot = await self._wait(priority)
        self._taken(priority)
        return slot

    def call_ended(self, began: datetime | None) -> None:
        """Free the place of a call that began then; None: no call was made."""
        if began is None:
            self._window.give_up()
        else:
            self._window.end(began, self._wall())
        self._call_ended.set()

    def give_up(self, priority: Priority) -> None:
        """Drop the last slot, of a message that is not sent after all."""
        self._slots.pop()
        self._taken(priority)

    def _taken(self, priority: Priority) -> None:
        self.expected[priority] -= 1
        if priority is Priority.BULK:
            self._on_bulk_taken()

    async def _wait(self, priority: Priority) -> datetime:
        turn: asyncio.Future[datetime] = asyncio.get_running_loop().create_future()
        self._waiting[priority].append(turn)
        if self._releaser is None:
            self._releaser = asyncio.create_task(self._release_in_turn())
        return await turn

    async def _release_in_turn(self) -> None:
        try:
            while any(self._waiting.values()):
                seconds = self._seconds()
                if seconds is None:
                    self._call_ended.clear()
                    await self._call_ended.wait()
                elif seconds > 0:
                    await self._sleep(seconds)
                else:
                    self._release()
        finally:
            self._releaser = None

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
        """Return how long nothing may be sent; None: until a call has ended."""
        now = self._wall()
        opens_at = self._window.opens_at(now)
        if opens_at is None:
            return None
        slot = self._slots[0]
        if slot > now + CLOCK_STEP:
            slot = now  # the clock has stepped back
        return max(0.0, (max(slot, opens_at) - now) / timedelta(seconds=1))
