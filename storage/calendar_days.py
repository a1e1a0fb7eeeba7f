"""The municipality's own calendar: inhábiles, due dates that IMPLAN set, prórrogas and closings."""

from datetime import date
from typing import Any

from sqlalchemy import Row, func, literal_column, null, select, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from domain.closings import Closings
from domain.deadlines import Deadlines
from domain.periods import Period
from domain.prorrogas import ProrrogaState
from domain.workdays import Workdays
from storage.statements import table_of
from storage.tables_calendar import InhabilTable, PeriodDatesTable
from storage.tables_review import ClosingTable, ProrrogaTable, ReopeningTable
from storage.types import LocalDate, UtcDateTime

prorroga = table_of(ProrrogaTable)
closing = table_of(ClosingTable)
reopening = table_of(ReopeningTable)

# Built once: building a statement takes longer than running it.
INHABILES = select(InhabilTable.day)
DUE_DATES = select(PeriodDatesTable.year, PeriodDatesTable.quarter, PeriodDatesTable.due_on).where(
    PeriodDatesTable.unit_code == "", PeriodDatesTable.due_on.is_not(None)
)
EXCEPTIONS = union_all(
    select(
        literal_column("'prorroga'").label("what"),
        prorroga.c.unit_code,
        prorroga.c.year,
        prorroga.c.quarter,
        func.max(prorroga.c.until_on, type_=LocalDate()).label("day"),
        type_coerce(null(), UtcDateTime()).label("at"),
    )
    .where(prorroga.c.state == ProrrogaState.GRANTED)
    .group_by(prorroga.c.unit_code, prorroga.c.year, prorroga.c.quarter),
    select(
        literal_column("'closing'"),
        literal_column("''"),
        closing.c.year,
        closing.c.quarter,
        null(),
        closing.c.closed_at,
    ),
    select(
        literal_column("'reopening'"),
        reopening.c.unit_code,
        reopening.c.year,
        reopening.c.quarter,
        null(),
        reopening.c.expires_at,
    ).where(reopening.c.ended_at.is_(None)),
)
"""What is not as for everybody else, in one question."""


class CalendarRepository:
    """Keeps what it has read for as long as the unit of work lasts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._deadlines: Deadlines | None = None

    async def deadlines(self) -> Deadlines:
        if self._deadlines is None:
            self._deadlines = await self._read()
        return self._deadlines

    def forget(self) -> None:
        """Read again next time: what the dates are made of has changed."""
        self._deadlines = None

    async def add_inhabil(self, day: date, name: str, source: str) -> None:
        await self._session.merge(InhabilTable(day=day, name=name, source=source))
        await self._session.flush()
        self.forget()

    async def set_due_date(self, period: Period, due_on: date, source: str) -> None:
        row = PeriodDatesTable(
            year=period.year, quarter=period.quarter, unit_code="", due_on=due_on, source=source
        )
        await self._session.merge(row)
        await self._session.flush()
        self.forget()

    async def _read(self) -> Deadlines:
        days = (await self._session.scalars(INHABILES)).all()
        due_dates = (await self._session.execute(DUE_DATES)).all()
        set_by_implan = {Period(row.year, row.quarter): row.due_on for row in due_dates}
        exceptions = (await self._session.execute(EXCEPTIONS)).all()
        prorrogas = {_of(row): row.day for row in exceptions if row.what == "prorroga"}
        return Deadlines(Workdays(frozenset(days)), set_by_implan, prorrogas, _closings(exceptions))


def _closings(exceptions: Any) -> Closings:
    return Closings(
        closed_at={_of(row)[1]: row.at for row in exceptions if row.what == "closing"},
        reopened_until={_of(row): row.at for row in exceptions if row.what == "reopening"},
    )


def _of(row: Row[Any]) -> tuple[str, Period]:
    return row.unit_code, Period(row.year, row.quarter)
