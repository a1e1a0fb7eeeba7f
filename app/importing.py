"""`puntual import`: each file whole or not at all, and everything it noticed said aloud."""

import sys
from pathlib import Path

from app.clock import Clock
from app.offline import opened_database
from app.settings import Settings
from bot.texts.formats import count
from documents.reader import read_document
from domain.moments import Moment
from domain.reports import DocumentRefused, ImportedProgramme
from storage.engine import Database
from usecases.import_document import ImportResult, import_document


async def import_files(settings: Settings, clock: Clock, paths: list[Path]) -> bool:
    """Import each file whole or not at all; return whether every one was taken."""
    async with opened_database(settings) as database:
        moment = Moment(clock.now(), settings.zone)
        return all([await _import_file(database, moment, path) for path in paths])


async def _import_file(database: Database, moment: Moment, path: Path) -> bool:
    documents = _read(path)
    for result in await _store(database, moment, documents or ()):
        _print_result(path, result)
    return documents is not None


def _read(path: Path) -> tuple[ImportedProgramme, ...] | None:
    """Return what the file holds, or None after saying why it was refused."""
    try:
        return read_document(path.name, path.read_bytes())
    except DocumentRefused as refused:
        print(f"{path.name}: no se importó nada.", file=sys.stderr)
        for error in refused.errors:
            print(f"  {error.place}: {error.text}", file=sys.stderr)
    except OSError as error:
        print(f"{path}: no se puede leer ({error.strerror}).", file=sys.stderr)
    return None


async def _store(
    database: Database, moment: Moment, documents: tuple[ImportedProgramme, ...]
) -> list[ImportResult]:
    async with database.write() as uow:
        results = [await import_document(uow, document, moment) for document in documents]
        await uow.commit()
    return results


def _print_result(path: Path, result: ImportResult) -> None:
    document = result.document
    when = str(document.period) if document.period else f"MIR {document.year}"
    indicators = count(len(document.indicators), "indicador", "indicadores")
    changes = count(result.changed, "cambio", "cambios") if result.changed else "sin cambios"
    title = f"{document.unit.code} {document.unit.name} · PP {document.programme.code} · {when}"
    print(f"{path.name}: {title} · {indicators} · {changes}")
    for flag in result.flags:
        mark = "CONFIRMAR" if flag.needs_confirmation else "aviso"
        print(f"  [{mark}] línea {flag.source_line}: {flag.text}")
    for kept in result.kept:
        what = "las metas de la MIR" if kept.what == "goals" else "el valor capturado"
        print(
            f"  [aviso] {kept.level}: se conservó {what} ({kept.registered}); el archivo dice {kept.imported}"
        )
