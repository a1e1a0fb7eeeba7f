"""Read stored files of evidence, store their state, and list what the damaged ones prove."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from domain.evidence.proof_files import FileFault, FileState
from storage.engine import Database
from storage.files import FileStore
from storage.uow import UnitOfWork

NOTED_TOGETHER = 200


class FileChecker:
    """Reads files outside any transaction; `wall` is the machine's clock."""

    def __init__(self, database: Database, files: FileStore, wall: Callable[[], datetime]) -> None:
        self._database = database
        self._files = files
        self._wall = wall

    async def check(self, hashes: Collection[str]) -> dict[str, FileState]:
        """Read whole files, store their state, and return those that are not as they were stored."""
        found: dict[str, FileState] = {}
        ordered = sorted(hashes)
        for start in range(0, len(ordered), NOTED_TOGETHER):
            part = await asyncio.to_thread(self._files.states, ordered[start : start + NOTED_TOGETHER])
            await self.note(part)
            found |= part
        return {sha256: state for sha256, state in found.items() if state is not FileState.OK}

    async def note(self, states: Mapping[str, FileState]) -> None:
        async with self._database.write() as uow:
            await uow.file_checks.note(states, self._wall())
            await uow.commit()


async def faults_of(uow: UnitOfWork, states: Mapping[str, FileState]) -> tuple[FileFault, ...]:
    """Return damaged files with what they prove, in the order of URs and quarters; uncited ones last."""
    places = await uow.evidence.places(states)
    names = await uow.file_checks.names(states)
    faults = [
        FileFault(sha256, state, names.get(sha256, ""), places.get(sha256, ()))
        for sha256, state in states.items()
    ]
    return tuple(sorted(faults, key=_order))


def _order(fault: FileFault) -> tuple[bool, str, str, str]:
    first = fault.places[0] if fault.places else None
    where = (first.unit_code, str(first.period)) if first else ("", "")
    return (first is None, *where, fault.sha256)
