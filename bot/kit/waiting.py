"""Waiting for work: a signal with a timeout, and a bounded set of tasks that are always awaited."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from types import TracebackType
from typing import Any, Self

Sleep = Callable[[float], Awaitable[None]]


class WaitForOthers(Exception):
    """The current update has to wait until other work has ended; it is not at fault."""

    after: float | None = None
    """Seconds to wait; None for the usual pause after a failure."""


class WakeSignal:
    """Lets a loop sleep until it is set or the time is up; it stays set while nobody waits."""

    def __init__(self, sleep: Sleep) -> None:
        self._sleep = sleep
        self._is_set = False
        self._waiters: set[asyncio.Future[None]] = set()

    def set(self) -> None:
        self._is_set = True
        for waiter in self._waiters:
            _wake(waiter)

    def clear(self) -> None:
        """Reset the signal before looking for work."""
        self._is_set = False

    async def wait(self, seconds: float) -> None:
        """Return once it is set, or after the timeout."""
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
        while self._tasks:  # also tasks that running tasks begin
            await asyncio.wait(self._tasks)

    @property
    def room(self) -> int:
        return self._limit - len(self._tasks)

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin a task; the caller has checked that there is room."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin a task, and wait until there is room for another one."""
        self.begin(work)
        while len(self._tasks) >= self._limit:
            await self.one_ended()

    async def one_ended(self) -> None:
        """Wait until a task has ended."""
        await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
