"""The only place that reads the machine's clocks; only the product's clock may be set (decision 23)."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path


def wall() -> datetime:
    """Return the machine's wall clock (aware UTC), which may be set, even back."""
    return datetime.now(UTC)


def steady() -> float:
    """Return the monotonic clock in seconds, independent of the wall clock."""
    return time.monotonic()


@cache
def boot() -> str:
    """Return the machine's boot id, when its monotonic clock began; empty where there is none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


async def sleep(seconds: float) -> None:
    await asyncio.sleep(seconds)


@dataclass(frozen=True)
class Machine:
    """The two clocks of a machine; a test passes its own."""

    wall: Callable[[], datetime] = wall
    steady: Callable[[], float] = steady
    boot: Callable[[], str] = boot


MACHINE = Machine()


class ProductClock:
    """The product clock: the machine's, or one that was set and runs on from there.

    A clock that was set differs by design, so it is not compared with Telegram's.
    """

    def __init__(self, start: datetime | None = None, machine: Machine = MACHINE) -> None:
        self.machine = machine
        self.is_set = start is not None
        self._offset = timedelta(0) if start is None else start.astimezone(UTC) - machine.wall()

    def now(self) -> datetime:
        return self.machine.wall() + self._offset

    def set(self, instant: datetime) -> None:
        """Set the product clock, forwards or back."""
        self.is_set = True
        self._offset = instant.astimezone(UTC) - self.machine.wall()


class StoppedClock(ProductClock):
    """A product clock that stands still until it is set, for demonstrations and rehearsals."""

    def __init__(self, start: datetime, machine: Machine = MACHINE) -> None:
        super().__init__(start, machine)
        self._instant = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._instant

    def set(self, instant: datetime) -> None:
        self._instant = instant.astimezone(UTC)


class MachineTime:
    """Machine time for leases, pacing and waiting: it never jumps while the process runs.

    It starts at the wall clock and runs on by the monotonic one; `agree` adopts the time that all processes
    of the database share.
    """

    def __init__(self, machine: Machine = MACHINE) -> None:
        self._steady = machine.steady
        self._began_at = machine.wall()
        self._began = machine.steady()

    def __call__(self) -> datetime:
        return self._began_at + timedelta(seconds=self._steady() - self._began)

    def agree(self, instant: datetime) -> None:
        """Adopt the shared time of all processes."""
        self._began_at, self._began = instant, self._steady()
