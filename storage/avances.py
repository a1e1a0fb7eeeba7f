"""Avances and their evidence; a save based on an outdated version is refused."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.avances import Avance
from domain.kit.evidence import Evidence
from domain.kit.indicators import Level
from domain.kit.periods import Period
from storage.indicator_rows import avance_of, evidence_of
from storage.programmes import avance, evidence, indicator, programme
from storage.queues.overtaken import Overtaken
from storage.statements import dialect_of, hold_rows, insert_once, table_of
from storage.tables.records import EvidenceFileTable

evidence_file = table_of(EvidenceFileTable)

# Built once: building a statement takes longer than running it.
AVANCE = select(avance).where(
    avance.c.indicator_id == bindparam("indicator"), avance.c.quarter == bindparam("of_quarter")
)
EVIDENCE = select(evidence).where(evidence.c.avance_id == bindparam("avance")).order_by(evidence.c.position)
NEW_AVANCE = insert(avance).returning(avance.c.id)
NEXT_VERSION = update(avance).where(avance.c.id == bindparam("of_avance"))
NEW_EVIDENCE = insert(evidence)
NO_EVIDENCE = delete(evidence).where(evidence.c.avance_id == bindparam("avance"))
QUEUE_UP = select(indicator.c.id).where(indicator.c.id == bindparam("indicator")).with_for_update()


REPORTED = (
    select(
        indicator.c.id,
        programme.c.unit_code,
        indicator.c.level_kind,
        indicator.c.level_number,
        avance.c.quarter,
        avance.c.state,
        avance.c.value,
    )
    .select_from(programme.join(indicator).outerjoin(avance))
    .order_by(indicator.c.id)
)


@dataclass(frozen=True)
class ReportedValue:
    """The value of an indicator in a quarter; no quarter where the indicator has none at all."""

    indicator_id: int
    unit_code: str
    level: str
    quarter: int | None
    state: str | None
    value: Decimal | None


class StaleAvance(Overtaken):
    """The avance was saved by another writer since it was read."""

    def __init__(self, indicator_id: int, stored: Avance | None) -> None:
        super().__init__(indicator_id)
        self.indicator_id = indicator_id
        self.stored = stored


class AvanceRepository:
    def __init__(self, session: AsyncSession, forget: Callable[[], None]) -> None:
        """`forget` is called on every write, so that caches drop what they read."""
        self._session = session
        self._forget = forget

    async def get(self, indicator_id: int, period: Period) -> Avance | None:
        row = await self._row(indicator_id, period.quarter)
        return avance_of(row, await self._evidence(row.id)) if row else None

    async def reported(self) -> list[ReportedValue]:
        """Return every value, and each indicator that has none."""
        rows = await self._session.execute(REPORTED)
        return [
            ReportedValue(
                row.id,
                row.unit_code,
                str(Level(row.level_kind, row.level_number)),
                row.quarter,
                row.state.value if row.state else None,
                row.value,
            )
            for row in rows
        ]

    async def save(self, indicator_id: int, quarter: int, saved: Avance, *, at: datetime, by: str) -> Avance:
        """Store an avance read at `saved.version` (0 for a new one) and return it as stored.

        Raise StaleAvance when the stored version is another one.
        """
        self._forget()
        # Take a lock: for two first saves there is no row yet to lock.
        await hold_rows(self._session, QUEUE_UP, {"indicator": indicator_id})
        row = await self._row(indicator_id, quarter)
        if saved.version != (row.version if row else 0):
            raise StaleAvance(indicator_id, avance_of(row, await self._evidence(row.id)) if row else None)
        values = {
            "state": saved.state,
            "value": saved.value,
            "cause": saved.cause,
            "justification": saved.justification,
            "action": saved.action,
            "recovery_on": saved.recovery_on,
            "evidence_raw": saved.evidence_raw,
            "version": saved.version + 1,
            "is_imported": saved.is_imported,
            "saved_at": at,
            "saved_by": by,
        }
        if row is None:
            key = {"indicator_id": indicator_id, "quarter": quarter}
            avance_id = await self._session.scalar(NEW_AVANCE, key | values)
        else:
            avance_id = row.id
            await self._session.execute(NEXT_VERSION.values(values), {"of_avance": avance_id})
            await self._session.execute(NO_EVIDENCE, {"avance": avance_id})
        await self._add_evidence(avance_id, saved.evidence)
        return replace(saved, version=saved.version + 1)

    async def remember_file(self, sha256: str, *, size: int, mime: str, name: str, at: datetime) -> None:
        """Record a stored file; a content sent again keeps its first name."""
        values = {"sha256": sha256, "size": size, "mime": mime, "name": name, "stored_at": at}
        await self._session.execute(insert_once(evidence_file, "sha256", dialect_of(self._session)), values)

    async def _row(self, indicator_id: int, quarter: int) -> Row[Any] | None:
        which = {"indicator": indicator_id, "of_quarter": quarter}
        return (await self._session.execute(AVANCE, which)).first()

    async def _evidence(self, avance_id: int) -> list[Evidence]:
        return [evidence_of(row) for row in await self._session.execute(EVIDENCE, {"avance": avance_id})]

    async def _add_evidence(self, avance_id: int, proofs: tuple[Evidence, ...]) -> None:
        rows = [_values(avance_id, place, each) for place, each in enumerate(proofs, start=1)]
        if rows:
            await self._session.execute(NEW_EVIDENCE, rows)


def _values(avance_id: int, position: int, proof: Evidence) -> dict[str, Any]:
    return {
        "avance_id": avance_id,
        "position": position,
        "type": proof.type,
        "raw": proof.raw,
        "numbers": list(proof.numbers),
        "dated_on": proof.dated_on,
        "date_kind": proof.date_kind,
        "issuer": proof.issuer,
        "url": proof.url,
        "flags": list(proof.flags),
        "file_sha256": proof.file_sha256,
        "album": proof.album,
    }
