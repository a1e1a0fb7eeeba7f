"""Wakes tasks that wait for a change."""

import asyncio
from collections.abc import Callable


class Bell:
    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.is_closed = False
        self.waiting = 0

    def ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    def close(self) -> None:
        """Wake all waiters for good: the server is stopping."""
        self.is_closed = True
        self.ring()

    async def wait_until(self, is_true: Callable[[], object], seconds: float) -> None:
        """Return when the condition holds, when the time is over, or when the bell is closed."""
        self.waiting += 1
        try:
            async with asyncio.timeout(seconds):
                while not is_true() and not self.is_closed:
                    await self._event.wait()
        except TimeoutError:
            return
        finally:
            self.waiting -= 1


class Bells:
    """One bell for every change and one for each chat, so that waiters wake only for their chat."""

    def __init__(self) -> None:
        self._all = Bell()
        self._by_chat: dict[int, Bell] = {}

    def of(self, chat_id: int | None) -> Bell:
        if chat_id is None or self._all.is_closed:
            return self._all
        return self._by_chat.setdefault(chat_id, Bell())

    def ring(self, chat_id: int | None) -> None:
        self._all.ring()
        if chat_id in self._by_chat:
            self._by_chat[chat_id].ring()

    def close(self) -> None:
        self._all.close()
        for bell in self._by_chat.values():
            bell.close()
