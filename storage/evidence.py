"""What the files of evidence are, and where they are used."""

from collections.abc import Collection

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence_warnings import FileUse
from domain.packages import StoredFile
from domain.periods import Period
from storage.programmes import avance, evidence, indicator, programme
from storage.statements import table_of
from storage.tables import EvidenceFileTable

evidence_file = table_of(EvidenceFileTable)

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


class EvidenceRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def uses(self, files: Collection[str]) -> tuple[FileUse, ...]:
        """Return the URs and quarters that stored files prove something of, in order."""
        if not files:
            return ()
        rows = await self._session.execute(USES, {"files": sorted(files)})
        return tuple(FileUse(row.file_sha256, row.unit_code, Period(row.year, row.quarter)) for row in rows)

    async def files(self, hashes: Collection[str]) -> dict[str, StoredFile]:
        """Return what is known of stored files, by their hash."""
        if not hashes:
            return {}
        rows = await self._session.execute(FILES, {"files": sorted(hashes)})
        return {row.sha256: StoredFile(row.sha256, row.size, row.mime) for row in rows}
