"""`puntual backup` and `puntual restore`: one file with the database and the evidence files."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from app.clock import ProductClock
from app.findings import local_minute
from app.offline import CommandFailed
from app.settings import Settings
from domain.evidence.proof_files import FileState
from storage.backup import back_up, faulty_files, restore
from storage.backup_archive import MANIFEST, BackupProblem, read_manifest
from storage.backup_facts import copy_facts
from storage.leftovers import note_place
from texts.kit.formats import count
from usecases.delivery.after_restore import RESTORED_AT, RESTORED_FROM

NAMED_BY_VERIFY = (
    "«puntual evidence verify» los nombra; para repararlos: puntual evidence repair --from OTRO-RESPALDO"
)
SENTENCES = {
    "not_empty": "La base de datos ya tiene datos: restaure en una vacía.",
    "running": "Hay un «puntual run» con esta base de datos (proceso {detail}): deténgalo antes.",
    "no_database": "No hay base de datos que respaldar: revise PUNTUAL_DATABASE_URL.",
    "no_tool": "Falta el programa {detail}: instale el cliente de PostgreSQL de la versión de su servidor.",
    "tool_failed": "PostgreSQL no pudo hacerlo: {detail}",
    "not_a_copy": "Ese archivo no es un respaldo de Puntual.",
    "other_dialect": "El respaldo es de otra clase de base de datos ({detail}): restaure en una igual.",
    "damaged": "El respaldo está dañado y no se restauró nada ({detail}).",
}


def write_copy(settings: Settings, clock: ProductClock, target: Path) -> None:
    """Write a backup; afterwards raise CommandFailed if it holds faulty evidence."""
    if target.exists():
        raise CommandFailed(f"{target} ya existe: escoja otro nombre para el respaldo.")
    with suppress(OSError):  # only the next start needs it, to clear leftovers
        note_place(settings.data_dir, target.parent)
    facts = copy_facts(settings.database, clock.now())
    work = partial(back_up, settings.database, settings.evidence_dir, target, facts)
    held = _spoken(work, target)
    print(f"Respaldo escrito en {target}: base de datos y {held - 1} archivos de evidencia.")
    faults = read_manifest(target).faults
    if faults:
        raise CommandFailed(f"{_faulty(faults)} en el respaldo. {NAMED_BY_VERIFY}")


def put_back(settings: Settings, clock: ProductClock, source: Path) -> None:
    """Restore a backup; afterwards raise CommandFailed if files that the database names are faulty."""
    if not source.exists():
        raise CommandFailed(f"No existe {source}.")
    made_at, restored_at = _made_at(source), clock.now()
    marks = {RESTORED_FROM: made_at.isoformat(), RESTORED_AT: restored_at.isoformat()}
    work = partial(restore, settings.database, settings.evidence_dir, source, marks=marks)
    held = _spoken(work, source)
    print(f"Restaurado de {source}: base de datos y {held - 1} archivos de evidencia.")
    since, until = (local_minute(each, settings.zone) for each in (made_at, restored_at))
    print(
        f"Lo que se envió entre el {since} y el {until} no se sabe: ningún recordatorio ni resumen de ese "
        "tiempo se repite, y los que siguen salen como siempre."
    )
    faults = faulty_files(settings.database, settings.evidence_dir)
    if faults:
        raise CommandFailed(f"{_faulty(faults)} en lo restaurado. {NAMED_BY_VERIFY}")


def _made_at(source: Path) -> datetime:
    """Return when a backup was made; in older versions, by the clock of its machine."""
    try:
        made_at = read_manifest(source).made_at
        if made_at is not None:
            return made_at
        with ZipFile(source) as archive:
            return datetime(*archive.getinfo(MANIFEST).date_time).astimezone()
    except BackupProblem as problem:
        raise CommandFailed(SENTENCES[problem.code]) from problem
    except OSError as fault:
        raise CommandFailed(f"{source}: no se pudo leer o escribir ({fault.strerror}).") from fault


def _faulty(faults: Mapping[str, FileState]) -> str:
    some = count(len(faults), "archivo de evidencia", "archivos de evidencia")
    return f"{some} con falla (alterados o que faltan)"


def _spoken(work: Callable[[], int], path: Path) -> int:
    try:
        return work()
    except OSError as fault:
        raise CommandFailed(f"{path}: no se pudo leer o escribir ({fault.strerror}).") from fault
    except BackupProblem as problem:
        text = SENTENCES[problem.code].format(detail=problem.detail)
        raise CommandFailed(text) from problem
