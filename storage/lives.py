"""Running processes: a clean end deletes the row, so a remaining row of an ended process is a crash."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import dialect_of, table_of
from storage.tables.delivery import LifeTable

life = table_of(LifeTable)

ALL = select(life).order_by(life.c.begun_at)
BEGIN = insert(life)
MARK = update(life).where(life.c.id == bindparam("which")).values(found_dead_at=bindparam("at"))
IS_DEAD = life.c.found_dead_at.is_not(None)
FORGET_DEAD = {
    "sqlite": delete(life).where(IS_DEAD),
    "postgresql": delete(life).where(IS_DEAD, life.c.host == bindparam("where")),
}
FORGET = delete(life).where(life.c.id == bindparam("which"))
FORGET_OLD = delete(life).where(life.c.begun_at < bindparam("before"))


@dataclass(frozen=True)
class Life:
    id: str
    host: str
    pid: int
    begun_at: datetime
    found_dead_at: datetime | None = None


class LifeRepository:
    """All instants are machine time."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def dead(self, host: str, pid: int | None = None) -> list[Life]:
        """Return the processes that crashed, earliest first.

        `pid` is our own at the start: on SQLite we are then the only process.
        """
        is_alone = pid is not None and dialect_of(self._session) == "sqlite"
        return [each for each in await self._all() if is_alone or _is_over(each, host, pid)]

    async def running(self, host: str) -> list[Life]:
        """Return the processes that work on a machine, the earliest first."""
        return [each for each in await self._all() if each.host == host and not _is_over(each, host, None)]

    async def _all(self) -> list[Life]:
        rows = await self._session.execute(ALL)
        return [Life(row.id, row.host, row.pid, row.begun_at, row.found_dead_at) for row in rows]

    async def mark(self, lives: Sequence[Life], at: datetime) -> None:
        if lives:
            await self._session.execute(MARK, [{"which": each.id, "at": at} for each in lives])

    async def begin(self, begun: Life) -> None:
        await self._session.execute(BEGIN, [vars(begun)])

    async def forget(self, ended: Life) -> None:
        """Delete the row of a process that ended cleanly, and those of crashes on its host."""
        await self._session.execute(FORGET, {"which": ended.id})
        await self.forget_dead(ended.host)

    async def forget_dead(self, host: str) -> None:
        dialect = dialect_of(self._session)
        await self._session.execute(FORGET_DEAD[dialect], {"where": host} if dialect != "sqlite" else {})

    async def prune(self, before: datetime) -> None:
        """Delete rows of machines no longer in use."""
        await self._session.execute(FORGET_OLD, {"before": before})


def _is_over(each: Life, host: str, pid: int | None) -> bool:
    if each.found_dead_at is not None:
        return each.host == host or pid is None
    return each.host == host and (each.pid == pid or not _is_alive(each.pid))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # of somebody else
    return True
