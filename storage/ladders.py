"""The ladders of reminders that IMPLAN set."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.reminders.ladders import Ladder, Ladders, Recipient, Rhythm
from storage.statements import insert_into, table_of
from storage.tables.calendar import LadderTable

ladder = table_of(LadderTable)

# Built once: building a statement takes longer than running it.
ALL = select(ladder.c.programme, ladder.c.recipient, ladder.c.rhythm, ladder.c.rungs, ladder.c.goes_on)

Key = tuple[str, Recipient, Rhythm]
"""The code key of a programme (empty for all), the recipient, and the rhythm."""


class LadderRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ladders(self) -> Ladders:
        rows = await self._session.execute(ALL)
        return Ladders(
            {
                (row.programme, row.recipient, row.rhythm): Ladder(tuple(row.rungs), row.goes_on)
                for row in rows
            }
        )

    async def set(self, key: Key, given: Ladder, *, at: datetime, by: str) -> None:
        """Store a ladder; without rungs nobody is reminded."""
        programme, recipient, rhythm = key
        which = {"programme": programme, "recipient": recipient, "rhythm": rhythm}
        kept = {"rungs": sorted(given.rungs), "goes_on": given.goes_on, "set_at": at, "set_by": by}
        statement = insert_into(self._session, ladder).values(**which, **kept)
        await self._session.execute(statement.on_conflict_do_update(index_elements=list(which), set_=kept))

    async def drop(self, key: Key) -> None:
        """Delete a ladder: that of all programmes counts again, or the default."""
        programme, recipient, rhythm = key
        await self._session.execute(
            delete(ladder).where(
                ladder.c.programme == programme, ladder.c.recipient == recipient, ladder.c.rhythm == rhythm
            )
        )
