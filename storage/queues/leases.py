"""Named leases: one holder at a time, until a machine instant; a crashed process loses its lease by itself.

A lease that was taken in the future was taken by a clock that has been put back: it is over.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.clocks import CLOCK_STEP
from storage.statements import Insert, dialect_of, table_of
from storage.tables.delivery import LeaseTable

lease = table_of(LeaseTable)


def _take(insert: Insert) -> Any:
    ours = insert.excluded
    is_ours_or_over = or_(
        lease.c.holder == ours.holder,
        lease.c.until <= bindparam("wall", type_=lease.c.until.type),
        lease.c.since > bindparam("clock_step", type_=lease.c.until.type),
    )
    changes = {"holder": ours.holder, "until": ours.until, "since": ours.since}
    taken = insert.on_conflict_do_update(index_elements=["name"], set_=changes, where=is_ours_or_over)
    return taken.returning(lease.c.name)


TAKE = {"sqlite": _take(sqlite.insert(lease)), "postgresql": _take(postgresql.insert(lease))}
GIVE_BACK = delete(lease).where(lease.c.name == bindparam("which"), lease.c.holder == bindparam("whose"))


class LeaseRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, name: str, holder: str, wall: datetime, length: timedelta) -> bool:
        """Take a lease that is free or over, or prolong one's own; False while somebody else holds it."""
        held = {"name": name, "holder": holder, "until": wall + length, "since": wall}
        values = held | {"wall": wall, "clock_step": wall + CLOCK_STEP}
        return await self._session.scalar(TAKE[dialect_of(self._session)], values) is not None

    async def clear(self) -> None:
        """End every lease: the caller knows that no other process is alive."""
        await self._session.execute(lease.delete())

    async def give_back(self, name: str, holder: str) -> None:
        """Let the next one in at once, as a clean stop does."""
        await self._session.execute(GIVE_BACK, {"which": name, "whose": holder})
