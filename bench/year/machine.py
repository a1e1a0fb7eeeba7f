"""The machine a town's bot runs on: `run` and `doctor` with a wall clock that others may set meanwhile.

The product's clock is not set, as in production: it is the machine's that is wrong, and Telegram's tells it.
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
"""A file beside the folders of the processes: by how many seconds the machine differs from this one."""
OFFSET = struct.Struct("d")


class WallClock:
    """A wall clock of a machine that whoever holds its file can set."""

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
    """Let APScheduler read the same clock: it asks for the time by itself."""

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
    """Do what `puntual` does, with the clock of the folder above; other commands look at no clock here."""
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
