"""`puntual evidence`: verifies every stored file, and repairs faulty ones from a copy."""

import asyncio
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from tqdm import tqdm

from app.clock import ProductClock, wall
from app.offline import CommandFailed, opened_database
from app.settings import Settings
from domain.evidence.proof_files import FileFault, FileState
from domain.kit.moments import Moment
from storage.copied_files import CopiedFiles, NoCopy, opened_copy
from storage.engine import Database
from storage.files import FileStore
from texts.evidence.proof import STATES, fault_line
from texts.kit.formats import count
from usecases.evidence.check_files import NOTED_TOGETHER, FileChecker, faults_of
from usecases.evidence.repair_file import note_repair

WAY_OUT = (
    "Para repararlos: puntual evidence repair --from RESPALDO, o pida que envíen otra vez el mismo archivo "
    "al chat, como archivo."
)


async def verify_evidence(settings: Settings) -> bool:
    """Read every file, print the faulty ones, and return whether all are intact."""
    async with opened_database(settings) as database:
        total, faults = await _checked(database, settings)
    _print(total, faults, settings)
    return not faults


async def repair_evidence(settings: Settings, clock: ProductClock, sources: Sequence[Path]) -> bool:
    """Restore files that are intact in a copy; print each result and return whether none is faulty."""
    async with opened_database(settings) as database:
        total, faults = await _checked(database, settings)
        if not faults:
            print(f"No hay nada que reparar: {_whole(total)}.")
            return True
        missing = {each.sha256 for each in faults}
        for source in sources:
            missing -= await asyncio.to_thread(_put_back, settings, source, missing)
        repaired = [each for each in faults if each.sha256 not in missing]
        await _note(database, repaired, Moment(clock.now(), settings.zone))
    for each in repaired:
        print(f"Reparado: {_named(each)}")
    left = [each for each in faults if each.sha256 in missing]
    for each in left:
        print(f"Sin reparar, no está entero en la copia: {_named(each)}", file=sys.stderr)
    print(f"{count(len(repaired), 'archivo reparado', 'archivos reparados')} de {len(faults)}.")
    return not left


def lines_of(faults: Collection[FileFault], most: int | None = None) -> list[str]:
    """Return lines for the first faulty files, for a terminal."""
    shown = list(faults)[:most]
    more = len(faults) - len(shown)
    return [*map(fault_line, shown), *([f"y {more} más: puntual evidence verify los nombra"] if more else [])]


async def _checked(database: Database, settings: Settings) -> tuple[int, tuple[FileFault, ...]]:
    files = FileStore(settings.evidence_dir)
    checker = FileChecker(database, files, wall)
    async with database.read() as uow:
        known = [each.sha256 for each in await uow.file_checks.every()]
    found: dict[str, FileState] = {}
    with tqdm(total=len(known), unit="archivo", leave=False, disable=not sys.stderr.isatty()) as bar:
        for start in range(0, len(known), NOTED_TOGETHER):
            part = known[start : start + NOTED_TOGETHER]
            found |= await checker.check(part)
            bar.update(len(part))
    async with database.read() as uow:
        return len(known), await faults_of(uow, found)


def _put_back(settings: Settings, source: Path, wanted: Collection[str]) -> set[str]:
    """Store the wanted files that are intact in a copy, and return their hashes."""
    if not source.exists():
        raise CommandFailed(f"No existe {source}.")
    store = FileStore(settings.evidence_dir)
    try:
        with opened_copy(source) as copy:
            return {sha256 for sha256 in sorted(wanted) if _is_put(store, copy, sha256)}
    except NoCopy as refused:
        raise CommandFailed(
            f"{source}: no es un respaldo ni un paquete de Puntual, o está dañado."
        ) from refused
    except OSError as fault:
        raise CommandFailed(f"{source}: no se pudo leer o escribir ({fault.strerror}).") from fault


def _is_put(store: FileStore, copy: CopiedFiles, sha256: str) -> bool:
    content = copy.content(sha256)
    return content is not None and store.put(content) == sha256


async def _note(database: Database, repaired: Collection[FileFault], moment: Moment) -> None:
    async with database.write() as uow:
        for each in sorted(repaired, key=lambda each: each.sha256):
            await note_repair(uow, each, "cli", moment)
        await uow.commit()


def _print(total: int, faults: tuple[FileFault, ...], settings: Settings) -> None:
    if not faults:
        print(f"Evidencias: {_whole(total)}.")
        return
    if not settings.evidence_dir.is_dir():
        print(f"No está la carpeta {settings.evidence_dir}: revise PUNTUAL_DATA_DIR y el disco.")
    print(f"Evidencias: {count(len(faults), 'archivo', 'archivos')} de {total} no están como se guardaron.")
    for line in lines_of(faults):
        print(f"  {line}")
    told = [f"{amount} {STATES[state]}" for state, amount in _amounts(faults).items()]
    print(f"{', '.join(told)}. {WAY_OUT}")


def _amounts(faults: tuple[FileFault, ...]) -> Mapping[FileState, int]:
    states = [each.state for each in faults]
    return {state: states.count(state) for state in FileState if state in states}


def _named(fault: FileFault) -> str:
    """Name a file without its state."""
    return fault_line(fault).rpartition(": ")[0]


def _whole(total: int) -> str:
    return count(total, "archivo íntegro", "archivos íntegros")
