"""`puntual import`: imports each file in one transaction, and prints every oddity."""

import asyncio
import sys
from pathlib import Path

from app.clock import ProductClock
from app.offline import opened_database
from app.settings import Settings
from app.working import ENDS, working
from domain.kit.moments import Moment
from domain.kit.reports import DocumentRefused, ImportedProgramme
from storage.engine import Database
from texts.kit.formats import count
from usecases.imports.import_document import ImportResult, import_document
from usecases.kit.makers import DOCUMENT_READ
from workers.calls import TaskEnded, call
from workers.runner import TaskRunner


async def import_files(settings: Settings, clock: ProductClock, paths: list[Path]) -> bool:
    """Import each file in one transaction; return whether all were imported."""
    async with opened_database(settings) as database, working(settings) as works:
        moment = Moment(clock.now(), settings.zone)
        return all([await _import_file(database, works, moment, path) for path in paths])


async def _import_file(database: Database, works: TaskRunner, moment: Moment, path: Path) -> bool:
    documents = await _read(works, path)
    for result in await _store(database, moment, documents or ()):
        _print_result(path, result)
    return documents is not None


async def _read(works: TaskRunner, path: Path) -> tuple[ImportedProgramme, ...] | None:
    """Return the content of a file, or None after printing the refusal."""
    try:
        content = await asyncio.to_thread(path.read_bytes)
        found: tuple[ImportedProgramme, ...] = await works.value(call(DOCUMENT_READ, path.name, content))
    except DocumentRefused as refused:
        print(f"{path.name}: no se importó nada.", file=sys.stderr)
        for error in refused.errors:
            print(f"  {error.place}: {error.text}", file=sys.stderr)
    except OSError as error:
        print(f"{path}: no se puede leer ({error.strerror}).", file=sys.stderr)
    except TaskEnded as ended:
        print(f"{path.name}: no se importó nada; leerlo {ENDS[ended.end]}", file=sys.stderr)
    else:
        return found
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
