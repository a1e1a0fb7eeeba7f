"""Closed quarters with their gaps, and the URs for which one was reopened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar.closings import Reopening
from domain.kit.periods import Period
from storage.calendar_days import CalendarRepository
from storage.statements import dialect_of, insert_once, table_of
from storage.tables.review import ClosingTable, ReopeningTable

closing = table_of(ClosingTable)
reopening = table_of(ReopeningTable)


@dataclass(frozen=True)
class Closing:
    """`missing` holds the gaps of each indicator by UR: {"402": {"Actividad 7.2": ["value"]}}."""

    period: Period
    closed_at: datetime
    closed_by: str
    missing: Mapping[str, Any]


class ClosingRepository:
    def __init__(self, session: AsyncSession, calendar: CalendarRepository) -> None:
        self._session = session
        self._calendar = calendar

    async def close(self, closed: Closing) -> bool:
        """Store a closing; False when the quarter had been closed before."""
        values = {
            "year": closed.period.year,
            "quarter": closed.period.quarter,
            "closed_at": closed.closed_at,
            "closed_by": closed.closed_by,
            "missing": dict(closed.missing),
        }
        first = insert_once(closing, "year", dialect_of(self._session))
        added = await self._session.scalar(first, values)
        self._calendar.forget()
        return added is not None

    async def get(self, period: Period) -> Closing | None:
        query = select(closing).where(closing.c.year == period.year, closing.c.quarter == period.quarter)
        row = (await self._session.execute(query)).first()
        return Closing(period, row.closed_at, row.closed_by, row.missing) if row else None

    async def reopen(self, opened: Reopening) -> None:
        """Reopen a quarter for one UR; this ends an open reopening of the same quarter."""
        which = {"unit_code": opened.unit_code, "year": opened.period.year, "quarter": opened.period.quarter}
        same = [reopening.c[name] == value for name, value in which.items()]
        running = update(reopening).where(*same, reopening.c.ended_at.is_(None))
        await self._session.execute(running.values(ended_at=opened.opened_at))
        values = which | {
            "reason": opened.reason,
            "opened_at": opened.opened_at,
            "opened_by": opened.opened_by,
            "expires_at": opened.expires_at,
        }
        await self._session.execute(insert(reopening).values(values))
        self._calendar.forget()
