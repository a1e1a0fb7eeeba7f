"""The municipality's own calendar: inhábiles and the due dates that IMPLAN set."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.deadlines import Deadlines
from domain.periods import Period
from domain.workdays import Workdays
from storage.tables import DueDateTable, InhabilTable


class CalendarRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def deadlines(self) -> Deadlines:
        days = (await self._session.scalars(select(InhabilTable.day))).all()
        due_dates = (await self._session.scalars(select(DueDateTable))).all()
        set_by_implan = {Period(row.year, row.quarter): row.due_on for row in due_dates}
        return Deadlines(Workdays(frozenset(days)), set_by_implan)

    async def add_inhabil(self, day: date, name: str, source: str) -> None:
        await self._session.merge(InhabilTable(day=day, name=name, source=source))
        await self._session.flush()

    async def set_due_date(self, period: Period, due_on: date, source: str) -> None:
        row = DueDateTable(year=period.year, quarter=period.quarter, due_on=due_on, source=source)
        await self._session.merge(row)
        await self._session.flush()
