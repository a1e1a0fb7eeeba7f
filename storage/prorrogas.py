"""Prórrogas: requests, and the one decision of IMPLAN on each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar.prorrogas import Prorroga, ProrrogaState
from domain.kit.periods import Period
from storage.calendar_days import CalendarRepository
from storage.statements import rows_changed, table_of
from storage.tables.review import ProrrogaTable

prorroga = table_of(ProrrogaTable)

# Built once: building a statement takes longer than running it.
BY_ID = select(prorroga).where(prorroga.c.id == bindparam("which"))
AWAITED = select(prorroga).where(prorroga.c.state == ProrrogaState.ASKED).order_by(prorroga.c.id)
OF_QUARTER = (
    select(prorroga)
    .where(prorroga.c.year == bindparam("of_year"), prorroga.c.quarter == bindparam("of_quarter"))
    .order_by(prorroga.c.unit_code, prorroga.c.id)
)
AWAITED_OF_UNIT = AWAITED.where(
    prorroga.c.unit_code == bindparam("unit"),
    prorroga.c.year == bindparam("of_year"),
    prorroga.c.quarter == bindparam("of_quarter"),
)


@dataclass(frozen=True)
class Decision:
    """Granted until a day, or refused without one; `by` is the person who decided."""

    by: int
    at: datetime
    until_on: date | None = None
    days: int | None = None
    text: str = ""


class ProrrogaRepository:
    def __init__(self, session: AsyncSession, calendar: CalendarRepository) -> None:
        self._session = session
        self._calendar = calendar

    async def ask(self, asked: Prorroga) -> int:
        """Store a request and return its new id."""
        values = {
            "unit_code": asked.unit_code,
            "year": asked.period.year,
            "quarter": asked.period.quarter,
            "days": asked.days,
            "reason": asked.reason,
            "oficio": asked.oficio or None,
            "state": ProrrogaState.ASKED,
            "asked_at": asked.asked_at,
            "asked_by": asked.asked_by,
        }
        new_id: int = (
            await self._session.execute(insert(prorroga).values(values).returning(prorroga.c.id))
        ).scalar_one()
        return new_id

    async def decide(self, prorroga_id: int, decision: Decision) -> bool:
        """Record a decision; False when there is one already."""
        state = ProrrogaState.GRANTED if decision.until_on else ProrrogaState.REFUSED
        values = {
            "state": state,
            "until_on": decision.until_on,
            "decided_at": decision.at,
            "decided_by": decision.by,
            "decision": decision.text or None,
        }
        if decision.days is not None:
            values["days"] = decision.days
        undecided = (prorroga.c.id == prorroga_id, prorroga.c.state == ProrrogaState.ASKED)
        decided = await rows_changed(self._session, update(prorroga).where(*undecided).values(values))
        self._calendar.forget()
        return decided == 1

    async def get(self, prorroga_id: int) -> Prorroga | None:
        row = (await self._session.execute(BY_ID, {"which": prorroga_id})).first()
        return _prorroga(row) if row else None

    async def awaited(self) -> list[Prorroga]:
        """Return undecided requests, oldest first."""
        return [_prorroga(row) for row in await self._session.execute(AWAITED)]

    async def of_period(self, period: Period) -> list[Prorroga]:
        """Return those of every UR in a quarter, decided or not."""
        which = {"of_year": period.year, "of_quarter": period.quarter}
        return [_prorroga(row) for row in await self._session.execute(OF_QUARTER, which)]

    async def awaited_of(self, unit_code: str, period: Period) -> Prorroga | None:
        which = {"unit": unit_code, "of_year": period.year, "of_quarter": period.quarter}
        row = (await self._session.execute(AWAITED_OF_UNIT, which)).first()
        return _prorroga(row) if row else None


def _prorroga(row: Row[Any]) -> Prorroga:
    return Prorroga(
        id=row.id,
        unit_code=row.unit_code,
        period=Period(row.year, row.quarter),
        days=row.days,
        reason=row.reason,
        oficio=row.oficio or "",
        state=row.state,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        until_on=row.until_on,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        decision=row.decision or "",
    )
