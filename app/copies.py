"""`puntual backup` and `puntual restore`: one file with the database and the evidence."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.offline import CommandFailed
from app.settings import Settings
from storage.backup import BackupProblem, back_up, restore
from storage.leftovers import note_place

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


def write_copy(settings: Settings, target: Path) -> None:
    if target.exists():
        raise CommandFailed(f"{target} ya existe: escoja otro nombre para el respaldo.")
    with suppress(OSError):  # it is only for the next start, to know where to look
        note_place(settings.data_dir, target.parent)
    count = _spoken(back_up, settings, target)
    print(f"Respaldo escrito en {target}: base de datos y {count - 1} archivos de evidencia.")


def put_back(settings: Settings, source: Path) -> None:
    if not source.exists():
        raise CommandFailed(f"No existe {source}.")
    count = _spoken(restore, settings, source)
    print(f"Restaurado de {source}: base de datos y {count - 1} archivos de evidencia.")


def _spoken(work: Callable[[str, Path, Path], int], settings: Settings, path: Path) -> int:
    try:
        return work(settings.database, settings.evidence_dir, path)
    except OSError as fault:
        raise CommandFailed(f"{path}: no se pudo leer o escribir ({fault.strerror}).") from fault
    except BackupProblem as problem:
        text = SENTENCES[problem.code].format(detail=problem.detail)
        raise CommandFailed(text) from problem
