"""The municipality's own calendar: inhábiles, due dates that IMPLAN set, prórrogas and closings."""

from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Table, bindparam, func, literal_column, null, select, type_coerce, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from domain.calendar.closings import Closings
from domain.calendar.deadlines import FIRST_RUNG_DAYS, Deadlines, PeriodDates
from domain.calendar.inhabiles import Inhabil
from domain.calendar.prorrogas import ProrrogaState
from domain.kit.periods import Period
from domain.kit.workdays import Workdays
from domain.reminders.ladders import Recipient, Rhythm
from storage.statements import insert_into, table_of
from storage.tables.calendar import InhabilTable, LadderTable, PeriodDatesTable
from storage.tables.records import ProgrammeTable
from storage.tables.review import ClosingTable, ProrrogaTable, ReopeningTable
from storage.types import LocalDate, UtcDateTime

inhabil = table_of(InhabilTable)
period_dates = table_of(PeriodDatesTable)
programme = table_of(ProgrammeTable)
prorroga = table_of(ProrrogaTable)
closing = table_of(ClosingTable)
reopening = table_of(ReopeningTable)

# Built once: building a statement takes longer than running it.
INHABILES = select(inhabil.c.day)
DATES = select(period_dates)
RUNGS = select(LadderTable.rungs).where(
    LadderTable.recipient == Recipient.ENLACE, LadderTable.rhythm == Rhythm.QUARTERLY
)
REPORTING = (
    select(programme.c.year, programme.c.unit_code)
    .where(programme.c.year >= bindparam("first"))
    .distinct()
    .order_by(programme.c.year, programme.c.unit_code)
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
"""All exceptions of the calendar, in one query."""


class CalendarRepository:
    """Caches what it reads during the unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._deadlines: Deadlines | None = None

    async def deadlines(self) -> Deadlines:
        if self._deadlines is None:
            self._deadlines = await self._read()
        return self._deadlines

    def forget(self) -> None:
        """Drop the cache: the calendar has changed."""
        self._deadlines = None

    async def add_inhabil(self, day: date, name: str, source: str) -> None:
        """Declare an inhábil; one already declared gets this name and source."""
        await self._put(inhabil, {"day": day}, {"name": name, "source": source})

    async def remove_inhabil(self, day: date) -> None:
        await self._session.execute(inhabil.delete().where(inhabil.c.day == day))
        self.forget()

    async def inhabiles(self, year: int) -> list[Inhabil]:
        """Return the inhábiles of a year, in order."""
        query = select(inhabil).where(inhabil.c.day.between(date(year, 1, 1), date(year, 12, 31)))
        rows = await self._session.execute(query.order_by(inhabil.c.day))
        return [Inhabil(row.day, row.name, row.source) for row in rows]

    async def inhabil(self, day: date) -> Inhabil | None:
        row = (await self._session.execute(select(inhabil).where(inhabil.c.day == day))).first()
        return Inhabil(row.day, row.name, row.source) if row else None

    async def set_dates(self, period: Period, unit_code: str, dates: PeriodDates, source: str) -> None:
        """Store the dates that IMPLAN set for a quarter, of one UR or (empty) all; no dates delete it."""
        which = {"year": period.year, "quarter": period.quarter, "unit_code": unit_code}
        if dates == PeriodDates():
            same = [period_dates.c[name] == value for name, value in which.items()]
            await self._session.execute(period_dates.delete().where(*same))
        else:
            await self._put(period_dates, which, {**asdict(dates), "source": source})
        self.forget()

    async def source_of(self, period: Period, unit_code: str) -> str:
        """Return the source of the dates that were set; empty where none are."""
        row = period_dates.c
        query = select(row.source).where(
            row.year == period.year, row.quarter == period.quarter, row.unit_code == unit_code
        )
        return await self._session.scalar(query) or ""

    async def units_by_year(self, first: int) -> dict[int, tuple[str, ...]]:
        """Return the URs that have a programme, by its year, from a year on."""
        rows = await self._session.execute(REPORTING, {"first": first})
        return {
            year: tuple(row.unit_code for row in same) for year, same in groupby(rows, lambda row: row.year)
        }

    async def programme_codes(self, year: int) -> list[str]:
        """Return the codes of the programmes of a year, as they are printed."""
        query = select(programme.c.code).where(programme.c.year == year).distinct()
        return list(await self._session.scalars(query.order_by(programme.c.code)))

    async def _put(self, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
        insert = insert_into(self._session, table).values(**key, **values)
        await self._session.execute(insert.on_conflict_do_update(index_elements=list(key), set_=values))
        self.forget()

    async def _read(self) -> Deadlines:
        days = (await self._session.scalars(INHABILES)).all()
        dates = (await self._session.execute(DATES)).all()
        exceptions = (await self._session.execute(EXCEPTIONS)).all()
        prorrogas = {_of(row): row.day for row in exceptions if row.what == "prorroga"}
        return Deadlines(
            Workdays(frozenset(days)),
            {_of(row): _dates(row) for row in dates},
            prorrogas,
            _closings(exceptions),
            first_rung=await self._first_rung(),
        )

    async def _first_rung(self) -> int:
        rungs = (await self._session.scalars(RUNGS)).all()
        return max([FIRST_RUNG_DAYS, *(-min(each, default=0) for each in rungs)])


def _dates(row: Row[Any]) -> PeriodDates:
    return PeriodDates(row.opens_on, row.due_on, row.received_until, row.closes_on)


def _closings(exceptions: Any) -> Closings:
    return Closings(
        closed_at={_of(row)[1]: row.at for row in exceptions if row.what == "closing"},
        reopened_until={_of(row): row.at for row in exceptions if row.what == "reopening"},
    )


def _of(row: Row[Any]) -> tuple[str, Period]:
    return row.unit_code, Period(row.year, row.quarter)
