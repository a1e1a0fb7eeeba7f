"""Files being read: recorded before the read, so that one that crashes its reader is not retried for ever."""

from datetime import datetime

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import Insert, insert_into, table_of
from storage.tables.papers import FileReadingTable

reading = table_of(FileReadingTable)

TRIES = select(reading.c.tries).where(reading.c.sha256 == bindparam("which"))
FORGET = delete(reading).where(reading.c.sha256 == bindparam("which"))
GIVE_UP = (
    update(reading)
    .where(reading.c.sha256 == bindparam("which"))
    .values(tries=bindparam("most"), ended_as=bindparam("why"))
)


class ReadingRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, sha256: str, now: datetime, *, most: int, since: datetime) -> bool:
        """Count a try; False where `most` tries since `since` have failed."""
        table = insert_into(self._session, reading)
        await self._session.execute(_counted(table, sha256, now, since))
        tries: int | None = await self._session.scalar(TRIES, {"which": sha256})
        return tries is not None and tries <= most

    async def give_up(self, sha256: str, why: str, most: int) -> None:
        """Stop trying a file for now."""
        await self._session.execute(GIVE_UP, {"which": sha256, "why": why, "most": most})

    async def forget(self, sha256: str) -> None:
        """Delete the tries of a file that was read or is unreadable."""
        await self._session.execute(FORGET, {"which": sha256})


def _counted(insert: Insert, sha256: str, now: datetime, since: datetime) -> Insert:
    # Old tries, and those of a clock that was ahead, count no more.
    is_of_now = (reading.c.begun_at > since) & (reading.c.begun_at <= now)
    return insert.values(sha256=sha256, tries=1, begun_at=now, ended_as=None).on_conflict_do_update(
        index_elements=["sha256"],
        set_={
            "tries": case((is_of_now, reading.c.tries + 1), else_=1),
            "begun_at": case((is_of_now, reading.c.begun_at), else_=now),
            "ended_as": case((is_of_now, reading.c.ended_as), else_=None),
        },
    )
