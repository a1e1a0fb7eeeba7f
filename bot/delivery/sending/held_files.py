"""Keeps Telegram's ids of files that were sent."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.kit.faults import where
from storage.engine import Database, DatabaseFailed
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)


class HeldFiles:
    """A lost id costs an upload; a fault of the database must not look like one of the call."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def remember(self, sha256: str, file_id: str, size: int) -> None:
        await self._write(lambda uow: uow.sent_files.remember(sha256, file_id, size, self._now()))

    async def forget(self, sha256: str) -> None:
        await self._write(lambda uow: uow.sent_files.forget(sha256))

    async def _write(self, work: Callable[[UnitOfWork], Awaitable[None]]) -> None:
        try:
            async with self._database.write() as uow:
                await work(uow)
                await uow.commit()
        except DatabaseFailed as error:
            log.warning("file id not kept error=%s", where(error))
