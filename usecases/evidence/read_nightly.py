"""Read all stored files every night, a few at a time, to find damage early."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from domain.kit.moments import Moment
from storage.engine import Database
from storage.file_checks import KnownFile
from storage.files import FileStore

BEGINS, ENDS = time(22), time(6)
READ_UNTIL, READ_ENDED = "evidence_read_until", "evidence_read_ended_at"
READING = "evidence_reading"
LENGTH = timedelta(minutes=10)
MOST_FILES = 50
MOST_BYTES = 50_000_000
"""Bytes of one step; a larger file is a step of its own."""


class NightlyReading:
    """Goes on where it stopped, in any process; `now` is the product clock, `wall` the machine's."""

    def __init__(
        self,
        database: Database,
        files: FileStore,
        *,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        wall: Callable[[], datetime],
        most: int = MOST_BYTES,
    ) -> None:
        self._database = database
        self._files = files
        self._now = now
        self._zone = zone
        self._wall = wall
        self._most = most
        self._holder = uuid4().hex

    async def step(self) -> int | None:
        """Read the next files and return how many bytes they had; None while there is nothing to read."""
        moment = Moment(self._now(), self._zone)
        files = await self._next(moment) if is_night(moment) else None
        if files is None:
            return None
        states = await asyncio.to_thread(self._files.states, [each.sha256 for each in files])
        async with self._database.write() as uow:
            await uow.file_checks.note(states, self._wall())
            await uow.meta.set(READ_UNTIL, files[-1].sha256 if files else "")
            if not files:
                await uow.meta.set_instant(READ_ENDED, moment.now)
            await uow.commit()
        return sum(each.size for each in files) if files else None

    async def _next(self, moment: Moment) -> list[KnownFile] | None:
        """Return the next files, none at the end; None if the reading is over, or another process does it."""
        async with self._database.write() as uow:
            ended = await uow.meta.get_instant(READ_ENDED)
            if ended is not None and night_of(Moment(ended, self._zone)) == night_of(moment):
                return None
            if not await uow.leases.take(READING, self._holder, self._wall(), LENGTH):
                return None
            files = await uow.file_checks.after(await uow.meta.get(READ_UNTIL) or "", MOST_FILES)
            await uow.commit()
        return _within(files, self._most)


def is_night(moment: Moment) -> bool:
    return moment.time >= BEGINS or moment.time < ENDS


def night_of(moment: Moment) -> date:
    """Return the day on whose evening the night began."""
    return (moment.local - timedelta(hours=12)).date()


def _within(files: list[KnownFile], most: int) -> list[KnownFile]:
    """Return the first files that together stay below the limit; one at least."""
    kept: list[KnownFile] = []
    room = most
    for each in files:
        room -= each.size
        if kept and room < 0:
            break
        kept.append(each)
    return kept
