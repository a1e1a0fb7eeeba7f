"""What was reported and its proof; a save based on an older reading is refused."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.avances import Avance
from domain.evidence import Evidence
from domain.periods import Period
from storage.programmes import avance_of, evidence_of
from storage.statements import insert_into, table_of
from storage.tables import AvanceTable, EvidenceFileTable, EvidenceTable, IndicatorTable

evidence_file = table_of(EvidenceFileTable)


class StaleAvance(Exception):
    """Somebody else saved the avance since it was read."""

    def __init__(self, indicator_id: int, stored: Avance | None) -> None:
        super().__init__(indicator_id)
        self.indicator_id = indicator_id
        self.stored = stored


class AvanceRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, indicator_id: int, period: Period) -> Avance | None:
        row = await self._row(indicator_id, period.quarter)
        return avance_of(row, await self._evidence(row.id)) if row else None

    async def save(self, indicator_id: int, quarter: int, avance: Avance, *, at: datetime, by: str) -> Avance:
        """Store an avance read at `avance.version` (0 for a new one) and return it as stored.

        Raise StaleAvance when the stored version is another one.
        """
        await self._queue_up(indicator_id)
        row = await self._row(indicator_id, quarter)
        if avance.version != (row.version if row else 0):
            raise StaleAvance(indicator_id, avance_of(row, await self._evidence(row.id)) if row else None)
        if row is None:
            row = AvanceTable(indicator_id=indicator_id, quarter=quarter)
            self._session.add(row)
        row.state, row.value, row.justification = avance.state, avance.value, avance.justification
        row.version, row.is_imported = avance.version + 1, avance.is_imported
        row.saved_at, row.saved_by = at, by
        await self._session.flush()
        await self._replace_evidence(row.id, avance.evidence)
        return avance_of(row, avance.evidence)

    async def remember_file(self, sha256: str, *, size: int, mime: str, name: str, at: datetime) -> None:
        """Record a stored file; the same content sent again keeps its first name."""
        insert = insert_into(self._session, evidence_file).values(
            sha256=sha256, size=size, mime=mime, name=name, stored_at=at
        )
        await self._session.execute(insert.on_conflict_do_nothing())

    async def _queue_up(self, indicator_id: int) -> None:
        """Let one at a time save an indicator; two first saves have no avance yet that they could lock."""
        indicator = select(IndicatorTable.id).where(IndicatorTable.id == indicator_id)
        await self._session.execute(indicator.with_for_update())

    async def _row(self, indicator_id: int, quarter: int) -> AvanceTable | None:
        query = select(AvanceTable).where(
            AvanceTable.indicator_id == indicator_id, AvanceTable.quarter == quarter
        )
        # What was read before queueing may have been overtaken.
        fresh = query.execution_options(populate_existing=True)
        return (await self._session.scalars(fresh)).one_or_none()

    async def _evidence(self, avance_id: int) -> list[Evidence]:
        query = select(EvidenceTable).where(EvidenceTable.avance_id == avance_id)
        rows = await self._session.scalars(query.order_by(EvidenceTable.position))
        return [evidence_of(row) for row in rows]

    async def _replace_evidence(self, avance_id: int, evidence: tuple[Evidence, ...]) -> None:
        await self._session.execute(delete(EvidenceTable).where(EvidenceTable.avance_id == avance_id))
        self._session.add_all(
            _evidence_row(avance_id, position, each) for position, each in enumerate(evidence, start=1)
        )
        await self._session.flush()


def _evidence_row(avance_id: int, position: int, evidence: Evidence) -> EvidenceTable:
    return EvidenceTable(
        avance_id=avance_id,
        position=position,
        type=evidence.type,
        raw=evidence.raw,
        numbers=list(evidence.numbers),
        dated_on=evidence.dated_on,
        date_kind=evidence.date_kind,
        issuer=evidence.issuer,
        url=evidence.url,
        flags=list(evidence.flags),
        file_sha256=evidence.file_sha256,
    )
