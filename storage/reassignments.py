"""«No me corresponde»: indicators that an enlace says are not theirs, and IMPLAN's one answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.periods import Period
from domain.reminders.reassignments import Reassignment, ReassignmentState
from storage.statements import rows_changed, table_of
from storage.tables.reminders import ReassignmentTable

reassignment = table_of(ReassignmentTable)

# Built once: building a statement takes longer than running it.
MUTED = select(reassignment.c.person_id, reassignment.c.indicator_id).where(
    reassignment.c.year == bindparam("of_year"), reassignment.c.state != ReassignmentState.KEPT
)
BY_ID = select(reassignment).where(reassignment.c.id == bindparam("which"))
OPEN = select(reassignment).where(reassignment.c.state == ReassignmentState.OPEN).order_by(reassignment.c.id)
LATEST = (
    select(reassignment)
    .where(
        reassignment.c.person_id == bindparam("person"),
        reassignment.c.indicator_id == bindparam("indicator"),
        reassignment.c.year == bindparam("of_year"),
    )
    .order_by(reassignment.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class ReassignmentDecision:
    """IMPLAN's answer to an open one; `by` is the actor as in the audit trail."""

    state: ReassignmentState
    by: str
    at: datetime


class ReassignmentRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ask(self, asked: Reassignment) -> int:
        """Store one and return its new id."""
        values = {
            "person_id": asked.person_id,
            "unit_code": asked.unit_code,
            "indicator_id": asked.indicator_id,
            "year": asked.period.year,
            "quarter": asked.period.quarter,
            "reason": asked.reason,
            "state": asked.state,
            "asked_at": asked.asked_at,
        }
        new_id: int = (
            await self._session.execute(insert(reassignment).values(values).returning(reassignment.c.id))
        ).scalar_one()
        return new_id

    async def decide(self, reassignment_id: int, given: ReassignmentDecision) -> bool:
        """Record an answer; False when there is one already."""
        undecided = (
            reassignment.c.id == reassignment_id,
            reassignment.c.state == ReassignmentState.OPEN,
        )
        values = {"state": given.state, "decided_by": given.by, "decided_at": given.at}
        decided = await rows_changed(self._session, update(reassignment).where(*undecided).values(values))
        return decided == 1

    async def get(self, reassignment_id: int) -> Reassignment | None:
        row = (await self._session.execute(BY_ID, {"which": reassignment_id})).first()
        return _reassignment(row) if row else None

    async def awaited(self) -> list[Reassignment]:
        """Return those that IMPLAN has not answered, oldest first."""
        return [_reassignment(row) for row in await self._session.execute(OPEN)]

    async def latest(self, person_id: int, indicator_id: int, year: int) -> Reassignment | None:
        """Return the latest one of an indicator in a year."""
        which = {"person": person_id, "indicator": indicator_id, "of_year": year}
        row = (await self._session.execute(LATEST, which)).first()
        return _reassignment(row) if row else None

    async def muted(self, year: int) -> frozenset[tuple[int, int]]:
        """Return the pairs (person id, indicator id) that are not reminded."""
        rows = await self._session.execute(MUTED, {"of_year": year})
        return frozenset((row.person_id, row.indicator_id) for row in rows)


def _reassignment(row: Row[Any]) -> Reassignment:
    return Reassignment(
        id=row.id,
        person_id=row.person_id,
        unit_code=row.unit_code,
        indicator_id=row.indicator_id,
        period=Period(row.year, row.quarter),
        reason=row.reason,
        state=row.state,
        asked_at=row.asked_at,
        decided_by=row.decided_by,
    )
