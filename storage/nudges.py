"""Nudges: who had a UR reminded, and how often on one day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.periods import Period
from storage.statements import dialect_of, insert_once, table_of
from storage.tables.reminders import NudgeTable

nudge = table_of(NudgeTable)

# Built once: building a statement takes longer than running it.
OF_DAY = select(nudge).where(nudge.c.day == bindparam("of_day")).order_by(nudge.c.count)
LATEST_OF_DAY = (
    select(nudge)
    .where(nudge.c.day == bindparam("of_day"), nudge.c.unit_code == bindparam("unit"))
    .order_by(nudge.c.count.desc())
    .limit(1)
)


@dataclass(frozen=True)
class GivenNudge:
    """A nudge; `count` numbers those of one UR and day, from 1. `by` is the actor as in the audit trail."""

    unit_code: str
    period: Period
    day: date
    count: int
    at: datetime
    by: str


class NudgeRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, given: GivenNudge) -> int | None:
        """Store a nudge and return its id; None when that number exists already."""
        values = {
            "unit_code": given.unit_code,
            "year": given.period.year,
            "quarter": given.period.quarter,
            "day": given.day,
            "count": given.count,
            "at": given.at,
            "by": given.by,
        }
        once = insert_once(nudge, "id", dialect_of(self._session))
        added: int | None = await self._session.scalar(once, values)
        return added

    async def latest(self, unit_code: str, day: date) -> GivenNudge | None:
        row = (await self._session.execute(LATEST_OF_DAY, {"of_day": day, "unit": unit_code})).first()
        return _nudge(row) if row else None

    async def of_day(self, day: date) -> dict[str, GivenNudge]:
        """Return the last nudge of each UR on a day."""
        return {row.unit_code: _nudge(row) for row in await self._session.execute(OF_DAY, {"of_day": day})}


def _nudge(row: Row[Any]) -> GivenNudge:
    return GivenNudge(
        row.unit_code, Period(row.year, row.quarter), row.day, row._mapping["count"], row.at, row.by
    )
