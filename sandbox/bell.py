"""Wakes up whoever waits for a change."""

import asyncio
from collections.abc import Callable


class Bell:
    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.is_closed = False

    def ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    def close(self) -> None:
        """Let nobody wait any more: the server is stopping."""
        self.is_closed = True
        self.ring()

    async def wait_until(self, is_true: Callable[[], object], seconds: float) -> None:
        """Return when the condition holds, when the time is over, or when the bell is closed."""
        try:
            async with asyncio.timeout(seconds):
                while not is_true() and not self.is_closed:
                    await self._event.wait()
        except TimeoutError:
            return
