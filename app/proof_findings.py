"""Findings of `puntual doctor` about evidence files and the audit trail."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from app.audit_proof import PROBLEMS, line_of
from app.clock import wall
from app.evidence_command import WAY_OUT, lines_of
from app.findings import Finding, details, local_minute
from app.settings import Settings
from domain.evidence.audit_chain import ChainCheck
from domain.evidence.proof_files import FileState
from storage.engine import Database
from storage.file_checks import KnownFile
from storage.files import FileStore
from texts.kit.formats import count
from usecases.delivery.after_restore import RESTORED_AT, RESTORED_FROM
from usecases.evidence.check_files import FileChecker, faults_of
from usecases.evidence.verify_audit import unaudited_values

TRAIL = 200
"""Entries at the end of the audit trail that are verified."""
SHOWN = 10
RESTORE_TOLD = timedelta(days=3)
MOST_READ = 512_000_000
"""Bytes of evidence that the doctor reads; the nightly reading reads all."""


async def proof_found(database: Database, settings: Settings, now: datetime) -> list[Finding]:
    return [
        *await _evidence(database, settings),
        *await _trail(database),
        *await _restore(database, settings, now),
    ]


async def _restore(database: Database, settings: Settings, now: datetime) -> list[Finding]:
    """Report for some days that a backup was restored: messages sent since it was made are unknown."""
    async with database.read() as uow:
        made_at, at = await uow.meta.get_instant(RESTORED_FROM), await uow.meta.get_instant(RESTORED_AT)
    if made_at is None or at is None or now - at > RESTORE_TOLD:
        return []
    since, until = (local_minute(each, settings.zone) for each in (made_at, at))
    span = f"Restaurado el {until} de un respaldo del {since}"
    text = f"{span}: lo que se envió entre tanto no se sabe ni se repite"
    return [Finding(text, is_warning=True)]


async def _evidence(database: Database, settings: Settings) -> list[Finding]:
    """Check that each file exists, and read some of them, doubtful ones first."""
    store = FileStore(settings.evidence_dir)
    async with database.read() as uow:
        known = await uow.file_checks.every()
    if not known:
        return []
    read = _in_reach(sorted(known, key=lambda each: _doubt(each, store)))
    found = await FileChecker(database, store, wall).check([each.sha256 for each in read])
    async with database.read() as uow:
        states = await uow.file_checks.faults() | found
        faults = await faults_of(uow, states)
    if faults:
        some = count(len(faults), "archivo", "archivos")
        text = f"Evidencias: {some} de {len(known)} no están como se guardaron"
        return [Finding(text, is_wrong=True), *details([*lines_of(faults, SHOWN), WAY_OUT])]
    return [_whole(len(known), len(read), known, settings)]


def _in_reach(files: Iterable[KnownFile]) -> list[KnownFile]:
    reached, room = [], MOST_READ
    for each in files:
        room -= each.size
        if room >= 0:
            reached.append(each)
    return reached


def _doubt(known: KnownFile, store: FileStore) -> tuple[bool, bool, float]:
    """Sort key: files of wrong size or with a fault first, then files written since the last reading."""
    size, written_at = _on_disk(store.path(known.sha256))
    is_odd = size != known.size or known.state not in (None, FileState.OK)
    last = known.checked_at.timestamp() if known.checked_at else 0.0
    return not is_odd, written_at < last, last


def _on_disk(path: Path) -> tuple[int, float]:
    try:
        found = path.stat()
    except OSError:
        return -1, 0.0
    return found.st_size, found.st_mtime


def _whole(total: int, read: int, known: list[KnownFile], settings: Settings) -> Finding:
    if read == total:
        return Finding(f"Evidencias: {count(total, 'archivo íntegro', 'archivos íntegros')}")
    others = _since(known, settings)
    text = f"Evidencias: {read} de {total} archivos leídos ahora e íntegros; los demás, {others}"
    return Finding(text, is_warning=any(each.checked_at is None for each in known))


def _since(known: list[KnownFile], settings: Settings) -> str:
    instants: list[datetime] = [each.checked_at for each in known if each.checked_at]
    if len(instants) < len(known):
        return "no todos se han leído: «puntual evidence verify» los lee"
    return f"a partir del {min(instants).astimezone(settings.zone):%Y-%m-%d}"


async def _trail(database: Database) -> list[Finding]:
    """Verify the end and the length of the audit trail; `puntual audit --verify` verifies all of it."""
    async with database.read() as uow:
        verdict = await uow.audit.verify_tail(TRAIL)
        unaudited = await unaudited_values(uow)
    findings = []
    if verdict.problem is not None:
        text = f"Historial: {_broken(verdict)}; ejecute «puntual audit --verify»"
        findings.append(Finding(text, is_wrong=True))
    if unaudited:
        some = count(len(unaudited), "valor no es el que dice", "valores no son los que dice")
        findings.append(Finding(f"Informes: {some} el historial", is_wrong=True))
        findings += details(map(line_of, unaudited[:SHOWN]))
    return findings


def _broken(verdict: ChainCheck) -> str:
    if verdict.broken_at is not None:
        return f"la cadena está rota en el asiento {verdict.broken_at}"
    assert verdict.problem is not None
    return PROBLEMS[verdict.problem]
