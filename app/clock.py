"""The only place that reads the machine's clocks; only the product's clock may be set (decision 23)."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path


def wall() -> datetime:
    """Return the machine's instant (aware UTC); whoever sets the machine's clock moves it, even back."""
    return datetime.now(UTC)


def steady() -> float:
    """Return seconds that only ever go on, whatever becomes of the machine's clock."""
    return time.monotonic()


@cache
def boot() -> str:
    """Name the start of the machine, with which its steady clock began; empty where it has no name."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


async def sleep(seconds: float) -> None:
    await asyncio.sleep(seconds)


@dataclass(frozen=True)
class Machine:
    """The two clocks of a machine; a test brings its own and steps one of them."""

    wall: Callable[[], datetime] = wall
    steady: Callable[[], float] = steady
    boot: Callable[[], str] = boot


MACHINE = Machine()


class ProductClock:
    """The product's clock: the machine's, or one that was set and goes on from there.

    One that was set differs from the machine's by design, so nobody compares it with Telegram's.
    """

    def __init__(self, start: datetime | None = None, machine: Machine = MACHINE) -> None:
        self.machine = machine
        self.is_set = start is not None
        self._offset = timedelta(0) if start is None else start.astimezone(UTC) - machine.wall()

    def now(self) -> datetime:
        return self.machine.wall() + self._offset

    def set(self, instant: datetime) -> None:
        """Move the product's clock, forwards or back."""
        self.is_set = True
        self._offset = instant.astimezone(UTC) - self.machine.wall()


class StoppedClock(ProductClock):
    """A product clock that stands still until it is set: for demonstrations and rehearsals."""

    def __init__(self, start: datetime, machine: Machine = MACHINE) -> None:
        super().__init__(start, machine)
        self._instant = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._instant

    def set(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)


class MachineTime:
    """Machine time for leases, pacing and waiting: an instant that is never set while the process lives.

    It begins as the wall clock and goes on by the steady one; `agree` takes over what the other processes
    of the database go by.
    """

    def __init__(self, machine: Machine = MACHINE) -> None:
        self._steady = machine.steady
        self._began_at = machine.wall()
        self._began = machine.steady()

    def __call__(self) -> datetime:
        return self._began_at + timedelta(seconds=self._steady() - self._began)

    def agree(self, instant: datetime) -> None:
        """Go on from the instant that it is now for everybody."""
        self._began_at, self._began = instant, self._steady()
