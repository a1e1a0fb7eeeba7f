"""Whether the machine's clock may be trusted: it is compared with Telegram's."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from app.clock import ProductClock
from bot.delivery.line.telegrams_clock import TelegramsClock
from domain.kit.clocks import off_by

log = logging.getLogger(__name__)

FRESH = timedelta(seconds=30)
"""What Telegram said this lately is not asked again."""


class ClockWatch:
    """A clock that was set differs by design and is never called wrong; `ask` has Telegram tell the time."""

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
        """Return how far the machine's clock is ahead of Telegram's where that is too far, else None."""
        return None if self._clock.is_set else self._telegrams.apart

    def now(self) -> datetime:
        """Return the product's time for answers: Telegram's where the machine's clock is too far from it.

        A clock a day behind may be in the quarter before, and what is reported now would be saved there.
        """
        return self._clock.now() - (self.apart or timedelta(0))

    def true_now(self) -> datetime | None:
        """Return what time it is by Telegram, else by the machine; None where the product's clock was set."""
        if self._clock.is_set:
            return None
        return self._clock.machine.wall() - (self._telegrams.ahead or timedelta(0))

    async def is_wrong(self) -> bool:
        """Tell whether nothing may be planned now.

        A machine that was asleep finds its steady clock behind as well: Telegram is asked before that counts.
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
