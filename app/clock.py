"""The only place that reads the machine's clock; the product's clock may be set, the machine's may not."""

import asyncio
from datetime import UTC, datetime, timedelta


def wall() -> datetime:
    """Return the machine's instant (aware UTC): for leases, pacing and waiting."""
    return datetime.now(UTC)


async def sleep(seconds: float) -> None:
    await asyncio.sleep(seconds)


class Clock:
    """The product's clock: the machine's, or one that was set and goes on from there."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta(0) if start is None else start.astimezone(UTC) - wall()

    def now(self) -> datetime:
        return wall() + self._offset

    def set(self, instant: datetime) -> None:
        """Move the product's clock, forwards or back."""
        self._offset = instant.astimezone(UTC) - wall()


class StoppedClock(Clock):
    """A product clock that stands still until it is set: for demonstrations and rehearsals."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._instant = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._instant

    def set(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)
