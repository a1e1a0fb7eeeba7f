"""Corrections requested after sending; each is decided once."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.avances import Avance
from domain.kit.periods import Period
from domain.review.corrections import Correction, CorrectionState
from storage.statements import rows_changed, table_of
from storage.tables.records import IndicatorTable, ProgrammeTable
from storage.tables.review import CorrectionTable

correction = table_of(CorrectionTable)
indicator = table_of(IndicatorTable)
programme = table_of(ProgrammeTable)

AVANCE = TypeAdapter(Avance)

WITH_YEAR = (
    select(correction, programme.c.year)
    .join(indicator, indicator.c.id == correction.c.indicator_id)
    .join(programme, programme.c.id == indicator.c.programme_id)
)


class CorrectionRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ask(
        self,
        indicator_id: int,
        period: Period,
        *,
        proposed: Avance,
        before: Avance | None,
        reason: str,
        at: datetime,
        by: int,
    ) -> int:
        """Store a request and return its id."""
        values = {
            "indicator_id": indicator_id,
            "quarter": period.quarter,
            "draft": AVANCE.dump_python(proposed, mode="json"),
            "before": AVANCE.dump_python(before, mode="json") if before else None,
            "reason": reason,
            "state": CorrectionState.ASKED,
            "asked_at": at,
            "asked_by": by,
        }
        new_id = await self._session.scalar(insert(correction).returning(correction.c.id), values)
        assert new_id is not None
        return int(new_id)

    async def get(self, correction_id: int) -> Correction | None:
        query = WITH_YEAR.where(correction.c.id == correction_id)
        row = (await self._session.execute(query)).first()
        return _correction(row) if row else None

    async def asked_of(self, indicator_id: int, period: Period) -> Correction | None:
        """Return the undecided request, if there is one."""
        query = WITH_YEAR.where(
            correction.c.indicator_id == indicator_id,
            correction.c.quarter == period.quarter,
            correction.c.state == CorrectionState.ASKED,
        )
        row = (await self._session.execute(query.order_by(correction.c.id).limit(1))).first()
        return _correction(row) if row else None

    async def decide(
        self, correction_id: int, state: CorrectionState, decision: str | None, *, at: datetime, by: int
    ) -> bool:
        """Store a decision; False when there is one already."""
        change = (
            update(correction)
            .where(correction.c.id == correction_id, correction.c.state == CorrectionState.ASKED)
            .values(state=state, decision=decision, decided_at=at, decided_by=by)
        )
        return await rows_changed(self._session, change) == 1


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        id=row.id,
        indicator_id=row.indicator_id,
        period=Period(row.year, row.quarter),
        proposed=AVANCE.validate_python(row.draft),
        before=AVANCE.validate_python(row.before) if row.before else None,
        reason=row.reason,
        state=row.state,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        decision=row.decision,
    )
