"""Waiting for work: a signal with a timeout, and a bounded set of tasks that are never abandoned."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from types import TracebackType
from typing import Any, Self

Sleep = Callable[[float], Awaitable[None]]


class WaitForOthers(Exception):
    """What is at hand has to wait until others have ended: nothing is wrong with it."""

    after: float | None = None
    """Seconds; None for as long as anything that failed."""


class WakeSignal:
    """Lets a loop sleep until it is set or the time is up; set while nobody waits, it is kept."""

    def __init__(self, sleep: Sleep) -> None:
        self._sleep = sleep
        self._is_set = False
        self._waiters: set[asyncio.Future[None]] = set()

    def set(self) -> None:
        self._is_set = True
        for waiter in self._waiters:
            _wake(waiter)

    def clear(self) -> None:
        """Forget that it was set: what that was about is being looked at."""
        self._is_set = False

    async def wait(self, seconds: float) -> None:
        """Return once it is set, or after the time."""
        if not self._is_set:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.add(waiter)
            timer = asyncio.ensure_future(self._sleep(seconds))
            timer.add_done_callback(lambda _: _wake(waiter))
            try:
                await waiter
            finally:
                self._waiters.discard(waiter)
                timer.cancel()
        self._is_set = False


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)


class RunningTasks:
    """At most `limit` tasks at once; leaving the block waits for all of them, even when cancelled."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        while self._tasks:  # those too that the last ones begin
            await asyncio.wait(self._tasks)

    @property
    def room(self) -> int:
        return self._limit - len(self._tasks)

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin a piece of work; whoever calls has looked whether there is room."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin a piece of work, and wait until there is room for another one."""
        self.begin(work)
        while len(self._tasks) >= self._limit:
            await self.one_ended()

    async def one_ended(self) -> None:
        """Wait until one of them has ended."""
        await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
