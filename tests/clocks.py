"""A clock that stands still until somebody sleeps on it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.clock import Machine

NOON = datetime(2025, 9, 25, 18, 0, tzinfo=UTC)


class ManualClock:
    """Call it for the instant; give its `sleep` to whatever waits.

    Time goes on by `advance`; `step` sets the clock, and leaves `steady` alone.
    """

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at
        self.seconds = 1000.0
        self.boot = "first"
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **parts: float) -> None:
        self.at += timedelta(**parts)
        self.seconds += timedelta(**parts).total_seconds()

    def step(self, **parts: float) -> None:
        self.at += timedelta(**parts)

    def reboot(self, **off: float) -> None:
        """Begin the steady clock anew, after so long; the wall clock goes on."""
        self.at += timedelta(**off)
        self.seconds, self.boot = 10.0, f"{self.boot}+"

    def steady(self) -> float:
        return self.seconds

    @property
    def machine(self) -> Machine:
        """Return it as the clocks of a machine."""
        return Machine(self, self.steady, boot=lambda: self.boot)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.advance(seconds=seconds)
        await asyncio.sleep(0)


async def until(condition: Callable[[], object]) -> None:
    """Let the loop turn until something has happened; ten real seconds at most."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0)
