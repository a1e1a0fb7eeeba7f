"""Runs `run` and `doctor` with a simulated wall clock that the test sets.

The product clock is not set, as in production: the machine's clock is wrong, and Telegram's shows it.
"""

import asyncio
import mmap
import struct
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from apscheduler.executors import base as executor
from apscheduler.schedulers import base as scheduler
from apscheduler.triggers import interval

from app.cli import main as puntual
from app.clock import Machine, ProductClock, wall
from app.doctor import examine
from app.logs import configure_logs
from app.offline import CommandFailed
from app.running import run_until_stopped
from app.settings import SettingWrong, load_settings
from app.starting import breaking_down, check_database
from storage.faults import DATABASE_ERRORS

NAME = "clock"
"""Name of the clock file, which holds the offset in seconds."""
OFFSET = struct.Struct("d")


class WallClock:
    """A simulated wall clock, set through a file."""

    def __init__(self, folder: Path) -> None:
        path = folder / NAME
        if not path.exists():
            path.write_bytes(OFFSET.pack(0.0))
        with path.open("r+b") as file:
            self._offset = mmap.mmap(file.fileno(), OFFSET.size)

    def __call__(self) -> datetime:
        (seconds,) = OFFSET.unpack_from(self._offset)
        return wall() + timedelta(seconds=seconds)

    def set(self, instant: datetime) -> None:
        OFFSET.pack_into(self._offset, 0, (instant - wall()).total_seconds())

    def step(self, by: timedelta) -> None:
        self.set(self() + by)


def _shows_apscheduler(clock: Callable[[], datetime]) -> None:
    """Let APScheduler, which reads the time itself, use the same clock."""

    class Looks(type):
        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, datetime)

    class Shown(datetime, metaclass=Looks):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock().astimezone(tz)

    for module in (scheduler, interval, executor):
        module.datetime = Shown


def main(words: Sequence[str]) -> int:
    """Run `puntual` with the clock file of the parent folder; other commands need no clock."""
    if words[0] not in ("run", "doctor"):
        return puntual(words)
    shown = WallClock(Path.cwd().parent)
    _shows_apscheduler(shown)
    clock = ProductClock(machine=Machine(wall=shown))
    try:
        settings = load_settings()
        if words[0] == "doctor":
            configure_logs("WARNING")
            return 0 if asyncio.run(examine(settings, clock)) else 1
        configure_logs("INFO")
        check_database(settings)
        with breaking_down():
            asyncio.run(run_until_stopped(settings, clock))
    except (SettingWrong, CommandFailed, *DATABASE_ERRORS) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
