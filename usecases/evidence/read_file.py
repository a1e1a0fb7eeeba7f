"""Read a sent file in a worker process; each attempt is stored first, so no file is tried for ever."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from storage.engine import Database
from workers.calls import LIMITS_MET, Call, Limits, TaskEnd, TaskEnded, TaskFailed
from workers.runner import TaskRunner

log = logging.getLogger(__name__)

T = TypeVar("T")

MOST_TRIES = 2
FORGOTTEN_AFTER = timedelta(days=1)
"""A file that was not read may be sent again the next day: the machine may have been overloaded."""
READING = Limits(processor=20.0, wall=20.0)
"""A person waits for the answer; a page takes a tenth of a second as text and some two as a picture."""


class FileUnread(Exception):
    """Reading it met a limit or ended its worker: its content is not known."""


class FileReader:
    """Reads files in workers; `wall` is the machine's clock.

    The attempts of a file are counted across crashes of the process.
    """

    def __init__(
        self,
        works: TaskRunner,
        database: Database,
        wall: Callable[[], datetime],
        limits: Limits = READING,
    ) -> None:
        self._works = works
        self._database = database
        self._wall = wall
        self._limits = limits

    async def read(self, content: bytes, call: Call[T]) -> T:
        """Return what the function reads in the content; raise its refusals, and FileUnread."""
        sha256 = hashlib.sha256(content).hexdigest()
        while await self._may_try(sha256):
            try:
                return await self._tried(sha256, call)
            except TaskEnded as ended:
                log.warning("file not read sha256=%s end=%s size=%s", sha256, ended.end, len(content))
                if ended.end in LIMITS_MET:
                    await self._note(sha256, ended.end)
                    break
            except TaskFailed as failed:
                log.error("file not read sha256=%s error=%s place=%s", sha256, failed.kind, failed.place)  # noqa: TRY400
                await self._note(sha256, TaskEnd.DIED)
                break
        raise FileUnread(sha256)

    async def _tried(self, sha256: str, call: Call[T]) -> T:
        try:
            found = await self._works.value(call, self._limits)
        except (TaskEnded, TaskFailed):
            raise
        except (
            Exception
        ):  # a refusal, so it was read; or the process is closing, which is no fault of the file
            await self._forget(sha256)
            raise
        await self._forget(sha256)
        return found

    async def _may_try(self, sha256: str) -> bool:
        now = self._wall()

        async with self._database.write() as uow:
            may = await uow.readings.begin(sha256, now, most=MOST_TRIES, since=now - FORGOTTEN_AFTER)
            await uow.commit()
        return may

    async def _note(self, sha256: str, end: TaskEnd) -> None:
        async with self._database.write() as uow:
            await uow.readings.give_up(sha256, end.value, MOST_TRIES)
            await uow.commit()

    async def _forget(self, sha256: str) -> None:
        async with self._database.write() as uow:
            await uow.readings.forget(sha256)
            await uow.commit()
