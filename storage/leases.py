"""Named leases: one holder at a time, until a machine instant; whoever dies loses it by itself."""

from datetime import datetime, timedelta

from sqlalchemy import or_
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert_into, rows_changed, table_of
from storage.tables_delivery import LeaseTable

lease = table_of(LeaseTable)


class LeaseRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, name: str, holder: str, wall: datetime, length: timedelta) -> bool:
        """Take a lease that is free or over, or prolong one's own; False while somebody else holds it."""
        until = wall + length
        added = insert_into(self._session, lease).values(name=name, holder=holder, until=until)
        if await self._session.scalar(added.on_conflict_do_nothing().returning(lease.c.name)):
            return True
        is_ours_or_over = or_(lease.c.holder == holder, lease.c.until <= wall)
        taken = lease.update().where(lease.c.name == name, is_ours_or_over)
        return await rows_changed(self._session, taken.values(holder=holder, until=until)) == 1

    async def clear(self) -> None:
        """End every lease: the caller knows that no other process is alive."""
        await self._session.execute(lease.delete())

    async def give_back(self, name: str, holder: str) -> None:
        """Let the next one in at once, as a clean stop does."""
        await self._session.execute(lease.delete().where(lease.c.name == name, lease.c.holder == holder))
