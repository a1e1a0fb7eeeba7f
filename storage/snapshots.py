"""The state of every UR at each daily summary, so that the next one can tell what changed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.clocks import MOST_APART
from domain.kit.periods import Period
from domain.summary.changes import Snapshot, UnitStand
from storage.statements import rows_changed, table_of
from storage.tables.reminders import SummarySnapshotTable

snapshot = table_of(SummarySnapshotTable)

UNITS = TypeAdapter(dict[str, UnitStand])

# Built once: building a statement takes longer than running it.
LATEST = (
    select(snapshot)
    .where(snapshot.c.year == bindparam("of_year"), snapshot.c.quarter == bindparam("of_quarter"))
    .order_by(snapshot.c.at.desc(), snapshot.c.id.desc())
    .limit(1)
)
LATEST_BEFORE = LATEST.where(snapshot.c.day < bindparam("before"))
LATEST_OF_DAY = LATEST.where(snapshot.c.day == bindparam("of_day"))


@dataclass(frozen=True)
class TakenSnapshot:
    """A snapshot and its instant."""

    day: date
    at: datetime
    units: Snapshot


class SnapshotRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, period: Period, taken: TakenSnapshot) -> None:
        values = {
            "year": period.year,
            "quarter": period.quarter,
            "day": taken.day,
            "at": taken.at,
            "units": UNITS.dump_python(dict(taken.units), mode="json", exclude_defaults=True),
        }
        await self._session.execute(insert(snapshot), values)

    async def last(self, period: Period) -> TakenSnapshot | None:
        row = (await self._session.execute(LATEST, _of(period))).first()
        return _taken(row) if row else None

    async def before(self, period: Period, day: date) -> TakenSnapshot | None:
        """Return the last snapshot of an earlier day."""
        row = (await self._session.execute(LATEST_BEFORE, {**_of(period), "before": day})).first()
        return _taken(row) if row else None

    async def of_day(self, period: Period, day: date) -> TakenSnapshot | None:
        row = (await self._session.execute(LATEST_OF_DAY, {**_of(period), "of_day": day})).first()
        return _taken(row) if row else None

    async def take_back(self, now: datetime) -> None:
        """Delete snapshots taken by a clock that was ahead."""
        await self._session.execute(snapshot.delete().where(snapshot.c.at > now + MOST_APART))

    async def prune(self, before: datetime) -> int:
        """Delete snapshots taken before an instant; return how many."""
        return await rows_changed(self._session, snapshot.delete().where(snapshot.c.at < before))


def _of(period: Period) -> dict[str, int]:
    return {"of_year": period.year, "of_quarter": period.quarter}


def _taken(row: Row[Any]) -> TakenSnapshot:
    return TakenSnapshot(row.day, row.at, UNITS.validate_python(row.units))
