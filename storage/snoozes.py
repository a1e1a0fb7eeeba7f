"""Snoozes: reminders put off, one open for each person and quarter, each given again once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.periods import Period
from domain.reminders.snoozing import Snooze
from storage.statements import insert_into, rows_changed, table_of
from storage.tables.reminders import OPEN_SNOOZE, SnoozeTable
from storage.types import UtcDateTime

snooze = table_of(SnoozeTable)

# Built once: building a statement takes longer than running it.
OPEN = select(snooze).where(snooze.c.reminded_at.is_(None)).order_by(snooze.c.id)
OPEN_OF = OPEN.where(snooze.c.year == bindparam("of_year"), snooze.c.quarter == bindparam("of_quarter"))
DUE = OPEN.where(snooze.c.until_at <= bindparam("now", type_=UtcDateTime()))


class SnoozeRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put_off(self, person_id: int, period: Period, *, until: datetime, at: datetime) -> int:
        """Put a reminder off and return the row's id; an open snooze gets the new time."""
        which = {"person_id": person_id, "year": period.year, "quarter": period.quarter}
        instants = {"asked_at": at, "until_at": until}
        put = insert_into(self._session, snooze).values(which | instants)
        again = put.on_conflict_do_update(
            index_elements=list(which), index_where=text(OPEN_SNOOZE), set_=instants
        )
        kept: int = (await self._session.execute(again.returning(snooze.c.id))).scalar_one()
        return kept

    async def open_of(self, period: Period) -> Mapping[int, Snooze]:
        """Return the open snoozes of a quarter, by person."""
        which = {"of_year": period.year, "of_quarter": period.quarter}
        return {row.person_id: _snooze(row) for row in await self._session.execute(OPEN_OF, which)}

    async def due(self, now: datetime) -> list[Snooze]:
        """Return snoozes that are due, oldest first."""
        return [_snooze(row) for row in await self._session.execute(DUE, {"now": now})]

    async def drop(self, person_id: int, period: Period, now: datetime) -> None:
        """End a person's snooze of a quarter: they were reminded anyway."""
        which = (snooze.c.person_id == person_id, snooze.c.year == period.year)
        still_open = (*which, snooze.c.quarter == period.quarter, snooze.c.reminded_at.is_(None))
        await self._session.execute(update(snooze).where(*still_open).values(reminded_at=now))

    async def end(self, snooze_id: int, now: datetime) -> bool:
        """End a due snooze; False when it was ended or put off again meanwhile."""
        still_due = (snooze.c.id == snooze_id, snooze.c.reminded_at.is_(None), snooze.c.until_at <= now)
        return (
            await rows_changed(self._session, update(snooze).where(*still_due).values(reminded_at=now)) == 1
        )


def _snooze(row: Row[Any]) -> Snooze:
    return Snooze(
        row.id, row.person_id, Period(row.year, row.quarter), row.asked_at, row.until_at, row.reminded_at
    )
