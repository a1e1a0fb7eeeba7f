"""Waiting for work: a doorbell with a patience, and a bounded set of tasks that are never abandoned."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from types import TracebackType
from typing import Any, Self

Sleep = Callable[[float], Awaitable[None]]


class Doorbell:
    """Lets a loop sleep until somebody rings or the time is up; a ring while nobody waits is kept."""

    def __init__(self, sleep: Sleep) -> None:
        self._sleep = sleep
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Return at the first ring, or after the time."""
        if self._rung.is_set():
            self._rung.clear()
            return
        waits = [asyncio.ensure_future(self._rung.wait()), asyncio.ensure_future(self._sleep(seconds))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
        self._rung.clear()


class Flights:
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
        if self._tasks:
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
            await self.landing()

    async def landing(self) -> None:
        """Wait until one of them has ended."""
        await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
