"""The results of reading the stored evidence files."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, bindparam, case, null, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from domain.evidence.proof_files import FileState
from storage.evidence import evidence_file, parts_of
from storage.statements import Insert, dialect_of, still_to_do, table_of
from storage.tables.proof import FAULTY, FileCheckTable

check = table_of(FileCheckTable)


def _note(insert: Insert) -> Executable:
    new = insert.excluded
    is_new_fault = (check.c.state == FileState.OK) | (new.state == FileState.OK)
    return insert.on_conflict_do_update(
        index_elements=["sha256"],
        set_={
            "state": new.state,
            "checked_at": new.checked_at,
            "found_at": case((is_new_fault, new.found_at), else_=check.c.found_at),
            "told_at": case((is_new_fault, null()), else_=check.c.told_at),
        },
    )


# Built once: building a statement takes longer than running it.
NOTE = {"sqlite": _note(sqlite.insert(check)), "postgresql": _note(postgresql.insert(check))}
TELL = (
    update(check)
    .where(check.c.sha256 == bindparam("which"))
    .values(told_at=bindparam("told", type_=check.c.told_at.type))
)
AFTER = (
    select(evidence_file.c.sha256, evidence_file.c.size)
    .where(evidence_file.c.sha256 > bindparam("after"))
    .order_by(evidence_file.c.sha256)
    .limit(bindparam("amount"))
)
EVERY = (
    select(evidence_file.c.sha256, evidence_file.c.size, check.c.state, check.c.checked_at)
    .select_from(evidence_file.outerjoin(check, check.c.sha256 == evidence_file.c.sha256))
    .order_by(evidence_file.c.sha256)
)
FAULTS = select(check).where(still_to_do(check, FAULTY)).order_by(check.c.sha256)
UNTOLD = FAULTS.where(check.c.told_at.is_(None))
STATES = select(check.c.sha256, check.c.state).where(
    check.c.sha256.in_(bindparam("files", expanding=True)), still_to_do(check, FAULTY)
)
NAMES = select(evidence_file.c.sha256, evidence_file.c.name).where(
    evidence_file.c.sha256.in_(bindparam("files", expanding=True))
)


@dataclass(frozen=True)
class KnownFile:
    """A stored file as the database knows it; no state means it was not read since it was stored."""

    sha256: str
    size: int
    state: FileState | None = None
    checked_at: datetime | None = None


class FileCheckRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self, found: Mapping[str, FileState], at: datetime) -> None:
        """Store the states of files; a reported fault is not reported again until it was repaired."""
        rows: list[dict[str, Any]] = [
            {
                "sha256": sha256,
                "state": state,
                "checked_at": at,
                "found_at": None if state is FileState.OK else at,
                "told_at": None,
            }
            for sha256, state in sorted(found.items())
        ]
        if rows:
            await self._session.execute(NOTE[dialect_of(self._session)], rows)

    async def after(self, sha256: str, amount: int) -> list[KnownFile]:
        """Return the next files in order of hash."""
        rows = await self._session.execute(AFTER, {"after": sha256, "amount": amount})
        return [KnownFile(row.sha256, row.size) for row in rows]

    async def every(self) -> list[KnownFile]:
        return [KnownFile(*row) for row in await self._session.execute(EVERY)]

    async def faults(self) -> dict[str, FileState]:
        """Return the files known to be altered, missing or unreadable."""
        return {row.sha256: row.state for row in await self._session.execute(FAULTS)}

    async def untold(self) -> dict[str, FileState]:
        return {row.sha256: row.state for row in await self._session.execute(UNTOLD)}

    async def are_faulty(self, files: Collection[str]) -> dict[str, FileState]:
        """Return those of some files that are known to be faulty."""
        found: dict[str, FileState] = {}
        for part in parts_of(files):
            found |= {row.sha256: row.state for row in await self._session.execute(STATES, {"files": part})}
        return found

    async def names(self, files: Collection[str]) -> dict[str, str]:
        """Return the names that senders gave to files."""
        found: dict[str, str] = {}
        for part in parts_of(files):
            found |= {row.sha256: row.name for row in await self._session.execute(NAMES, {"files": part})}
        return found

    async def tell(self, files: Collection[str], at: datetime) -> None:
        """Record that IMPLAN was told of these faults."""
        if files:
            await self._session.execute(TELL, [{"which": sha256, "told": at} for sha256 in sorted(files)])
