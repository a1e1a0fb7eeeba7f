"""Evidence files: their metadata and their uses."""

from collections.abc import Collection
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence.evidence_warnings import FileUse
from domain.evidence.proof_files import ProofPlace
from domain.evidence.proofs import cited_in, grouped
from domain.kit.evidence import Evidence
from domain.kit.indicators import Level
from domain.kit.periods import Period
from domain.papers.packages import FileFacts
from storage.indicator_rows import evidence_of
from storage.programmes import avance, evidence, indicator, programme
from storage.statements import table_of
from storage.tables.records import EvidenceFileTable

evidence_file = table_of(EvidenceFileTable)

AT_ONCE = 500
"""Hashes in one query: databases limit the number of parameters."""

# Built once: building a statement takes longer than running it.
USES = (
    select(evidence.c.file_sha256, programme.c.unit_code, programme.c.year, avance.c.quarter)
    .select_from(programme.join(indicator).join(avance).join(evidence))
    .where(evidence.c.file_sha256.in_(bindparam("files", expanding=True)))
    .distinct()
    .order_by(programme.c.unit_code, programme.c.year, avance.c.quarter, evidence.c.file_sha256)
)
FILES = select(evidence_file.c.sha256, evidence_file.c.size, evidence_file.c.mime).where(
    evidence_file.c.sha256.in_(bindparam("files", expanding=True))
)
OF_FILES = (
    select(
        programme.c.unit_code,
        programme.c.year,
        avance.c.indicator_id,
        indicator.c.level_kind,
        indicator.c.level_number,
        avance.c.quarter,
        *(column for column in evidence.c if column.name != "id"),
    )
    .select_from(programme.join(indicator).join(avance).join(evidence))
    .where(
        avance.c.id.in_(
            select(evidence.c.avance_id).where(evidence.c.file_sha256.in_(bindparam("files", expanding=True)))
        )
    )
    .order_by(
        programme.c.unit_code, programme.c.year, avance.c.quarter, evidence.c.avance_id, evidence.c.position
    )
)


class EvidenceRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def uses(self, files: Collection[str]) -> tuple[FileUse, ...]:
        """Return the URs and quarters that stored files belong to, in order."""
        if not files:
            return ()
        rows = await self._session.execute(USES, {"files": sorted(files)})
        return tuple(FileUse(row.file_sha256, row.unit_code, Period(row.year, row.quarter)) for row in rows)

    async def places(self, files: Collection[str]) -> dict[str, tuple[ProofPlace, ...]]:
        """Return what each file proves; a file of an album proves what the album cites."""
        found: dict[str, list[ProofPlace]] = {}
        rows = [
            row for part in parts_of(files) for row in await self._session.execute(OF_FILES, {"files": part})
        ]
        for _, group in groupby(rows, key=lambda row: row.avance_id):
            own = list(group)
            place = partial(_place, own[0])
            for proof in grouped(map(evidence_of, own)):
                for sha256 in {each.file_sha256 for each in proof if each.file_sha256 in files}:
                    found.setdefault(str(sha256), []).append(place(cited_in(proof)[0]))
        return {sha256: tuple(places) for sha256, places in found.items()}

    async def files(self, hashes: Collection[str]) -> dict[str, FileFacts]:
        """Return the metadata of stored files, by hash."""
        if not hashes:
            return {}
        rows = await self._session.execute(FILES, {"files": sorted(hashes)})
        return {row.sha256: FileFacts(row.sha256, row.size, row.mime) for row in rows}


def _place(row: Row[Any], proof: Evidence) -> ProofPlace:
    period, level = Period(row.year, row.quarter), str(Level(row.level_kind, row.level_number))
    return ProofPlace(row.indicator_id, row.unit_code, period, level, proof)


def parts_of(files: Collection[str]) -> list[list[str]]:
    """Split hashes into batches small enough for one query."""
    ordered = sorted(files)
    return [ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE)]
