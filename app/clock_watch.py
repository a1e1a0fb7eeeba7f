"""Compares the machine's clock with Telegram's."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from app.clock import ProductClock
from bot.delivery.connection.telegrams_clock import TelegramsClock
from domain.kit.clocks import off_by

log = logging.getLogger(__name__)

FRESH = timedelta(seconds=30)
"""How long Telegram's time counts as fresh."""


class ClockWatch:
    """A product clock that was set is never wrong; `ask` makes a call whose answer tells Telegram's time."""

    def __init__(
        self, clock: ProductClock, telegrams: TelegramsClock, ask: Callable[[], Awaitable[object]]
    ) -> None:
        self._clock = clock
        self._telegrams = telegrams
        self._ask = ask
        self._was_apart = False
        self._has_asked = False
        self._asking = asyncio.Lock()

    @property
    def apart(self) -> timedelta | None:
        """Return how far the machine's clock is ahead of Telegram's if that is too much, else None."""
        return None if self._clock.is_set else self._telegrams.apart

    def now(self) -> datetime:
        """Return the product time for answers: Telegram's if the machine's clock is wrong.

        A clock a day behind may be in the quarter before, and a value would be saved there.
        """
        return self._clock.now() - (self.apart or timedelta(0))

    def true_now(self) -> datetime | None:
        """Return Telegram's time, else the machine's; None where the product clock was set."""
        if self._clock.is_set:
            return None
        return self._clock.machine.wall() - (self._telegrams.ahead or timedelta(0))

    async def is_wrong(self) -> bool:
        """Tell whether the clock is too wrong to plan notices.

        After a sleep of the machine its monotonic clock is behind too, so Telegram is asked first.
        """
        if self._clock.is_set:
            return False
        async with self._asking:
            if self._is_in_doubt():
                await self._ask()
                self._has_asked = True
        self._tell(self.apart)
        return self.apart is not None

    def _is_in_doubt(self) -> bool:
        age = self._telegrams.age
        if age is None:
            return not self._has_asked
        return self.apart is not None and age > FRESH

    def _tell(self, apart: timedelta | None) -> None:
        is_apart = apart is not None
        if apart is not None and not self._was_apart:
            log.error("clock wrong: %s; nothing is planned", off_by(apart))
        if self._was_apart and not is_apart:
            log.warning("clock right again")
        self._was_apart = is_apart
