"""`puntual doctor`: checks the installation, one line for each finding with what to do."""

import errno
import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryFile

from app.clock import ProductClock
from app.clock_findings import clock_findings, signs_of_life
from app.descriptors import descriptors_found, descriptors_of_each
from app.findings import Finding, details
from app.letterhead import letterhead_of
from app.listening import open_listener, why_not, written
from app.lives import ends_found
from app.offline import HALF_WAY
from app.open_to_others import found_open
from app.parked import reason
from app.proof_findings import proof_found
from app.settings import Settings, SettingWrong
from app.telegram_connection import telegrams_clock_of
from app.telegram_findings import telegram_findings, telegram_notes
from domain.delivery.outcomes import InboxState, OutboxState
from domain.kit.access import Action
from storage.checks import problem_in
from storage.engine import Database
from storage.faults import DATABASE_ERRORS, DatabaseFault, fault_of
from storage.migrate import DatabaseState, database_state, missing_tables
from storage.queues.parked import count_failed_orders, failed_orders
from texts.kit.faults import DATABASE_FAULTS, database_fault

SAFE_SQLITE = (3, 51, 3)
"""Before this version two connections that checkpoint at once can corrupt the file."""

STATE_WORDS = {
    DatabaseState.EMPTY: "está vacía: ejecute «puntual migrate»",
    DatabaseState.BEHIND: "es de una versión anterior: ejecute «puntual migrate»",
    DatabaseState.AHEAD: "es de una versión más nueva: actualice Puntual",
    DatabaseState.INCOMPLETE: f"le faltan tablas de su versión ({{tables}}): {HALF_WAY}",
    DatabaseState.UNMARKED: f"tiene tablas sin marca de versión: {HALF_WAY}",
}
ENOUGH_SPACE, LAST_SPACE = 100, 10
"""Megabytes: below the first is a warning, below the second is wrong."""
SHOWN = 10
"""Problems of each kind that are listed one by one."""
TRY_AGAIN = "Para intentarlo de nuevo o darlo por visto: «puntual parked»"


async def examine(settings: Settings, clock: ProductClock) -> bool:
    """Print every finding and return whether none is wrong."""
    findings = [
        *_settings(settings),
        *await _database(settings, clock),
        *_disk(settings),
        *descriptors_found(settings.database),
        *await telegram_findings(settings, telegrams := telegrams_clock_of(clock)),
        *found_open(settings),
        *clock_findings(settings, clock, telegrams),
    ]
    for finding in findings:
        print(finding)
    return not any(finding.is_wrong for finding in findings)


def _settings(settings: Settings) -> list[Finding]:
    try:
        settings.require()
        letterhead_of(settings)
    except SettingWrong as missing:
        return [Finding(str(missing), is_wrong=True)]
    findings = [*_place_to_listen(settings.address)]
    if settings.failpoints:
        text = "PUNTUAL_FAILPOINTS hace tropezar al bot, solo para pruebas"
        return [Finding(text, is_warning=True), *findings]
    return [*([] if any(each.is_wrong for each in findings) else [Finding("Ajustes: completos")]), *findings]


def _place_to_listen(address: tuple[str, int] | None) -> list[Finding]:
    """Try to listen on the bot's address; it may be taken by the bot itself."""
    if address is None:
        return []
    try:
        open_listener(*address).close()
    except OSError as error:
        place = f"PUNTUAL_LISTEN={written(address)}"
        if error.errno == errno.EADDRINUSE:
            return [Finding(f"{place} ya está en uso: por Puntual, si está en marcha", is_warning=True)]
        return [Finding(f"No se puede escuchar en {place}: {why_not(error)}", is_wrong=True)]
    return []


async def _database(settings: Settings, clock: ProductClock) -> list[Finding]:
    try:
        state = database_state(settings.database)
        if state is not DatabaseState.CURRENT:
            return [_state(settings, state)]
        database = Database(settings.database)
        try:
            return [
                Finding("Base de datos: al día"),
                *_engine(database),
                *await _soundness(database),
                *await _contents(database, settings),
                *await _papers(database, clock),
                *await descriptors_of_each(database),
                *await ends_found(database, settings, clock.machine.wall()),
                *await telegram_notes(database, settings),
                *await signs_of_life(database, settings, clock),
                *await proof_found(database, settings, clock.now()),
            ]
        finally:
            await database.dispose()
    except (*DATABASE_ERRORS, OSError) as error:
        return [Finding(f"Base de datos: {_fault(error)}", is_wrong=True)]


def _fault(error: Exception) -> str:
    sentence = database_fault(error)
    return f"{sentence} ({type(error).__name__})" if fault_of(error) is DatabaseFault.OTHER else sentence


def _state(settings: Settings, state: DatabaseState) -> Finding:
    told = f"Base de datos: {STATE_WORDS[state]}"
    if state is DatabaseState.INCOMPLETE:
        told = told.format(tables=", ".join(missing_tables(settings.database)))
    return Finding(told, is_wrong=True)


async def _soundness(database: Database) -> list[Finding]:
    """Check that the database can be written and, on SQLite, read every page."""
    async with database.write() as uow:
        problem = await problem_in(uow.session)
    if problem is None:
        return []
    return [Finding(f"Base de datos: {DATABASE_FAULTS[DatabaseFault.DAMAGED]} ({problem})", is_wrong=True)]


def _disk(settings: Settings) -> list[Finding]:
    """Check the evidence folder, or the place where it will be created; leave nothing behind."""
    folder = settings.data_dir.resolve()
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if not place.is_dir():
        return [Finding(f"Archivos: {place} no es una carpeta; revise PUNTUAL_DATA_DIR", is_wrong=True)]
    if not _takes_files(place):
        text = f"Archivos: no se puede escribir en {place}; dé permiso o cambie PUNTUAL_DATA_DIR"
        return [Finding(text, is_wrong=True)]
    free = shutil.disk_usage(place).free // 1_000_000
    if free >= ENOUGH_SPACE:
        return []
    text = f"Archivos: quedan {free} MB en el disco de {place}; libere espacio"
    return [Finding(text, is_wrong=free < LAST_SPACE, is_warning=True)]


def _takes_files(place: Path) -> bool:
    """Try to write a file: permission bits mean nothing for root. A full disk is another finding."""
    try:
        with TemporaryFile(dir=place):
            return True
    except OSError as fault:
        return fault_of(fault) is DatabaseFault.FULL


def _engine(database: Database) -> list[Finding]:
    if database.dialect != "sqlite" or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return []
    text = f"SQLite {sqlite3.sqlite_version}: use un solo proceso; desde la 3.51.3 no hace falta cuidarlo"
    return [Finding(text, is_warning=True)]


async def _contents(database: Database, settings: Settings) -> list[Finding]:
    async with database.read() as uow:
        inbox, outbox = await uow.inbox.counts(), await uow.outbox.counts()
        units = [unit.code for unit in await uow.programmes.units()]
        people = await uow.people.everybody()
        parked = await uow.inbox.parked(SHOWN)
        dead, unknown = [
            await uow.outbox.in_state(state, SHOWN) for state in (OutboxState.DEAD, OutboxState.UNKNOWN)
        ]
    # Each is shown by number and fault, never by content.
    findings = [
        _queue("mensajes recibidos sin poder atender", inbox.get(InboxState.PARKED, 0), is_wrong=True),
        *details(f"m{update_id}: {reason(error)}" for update_id, error in parked),
        _queue("envíos rechazados", outbox.get(OutboxState.DEAD, 0), is_wrong=True),
        *details(f"e{row.id} ({row.kind}): {row.error}" for row in dead),
        _queue("envíos sin saber si llegaron", outbox.get(OutboxState.UNKNOWN, 0), is_wrong=False),
        *details(f"e{row.id} ({row.kind}): {row.error}" for row in unknown),
    ]
    if parked or dead or unknown:
        findings.append(Finding(TRY_AGAIN, is_detail=True))
    for person in people:
        if person.unreachable_since is not None:
            since = f"{person.unreachable_since.astimezone(settings.zone):%Y-%m-%d}"
            text = f"Sin poder escribirle desde {since}: persona {person.actor.person_id}"
            findings.append(Finding(text, is_wrong=True))
    reached = {
        c for p in people if not p.unreachable_since for c in p.actor.units_for(Action.RECEIVE_REMINDERS)
    }
    alone = sorted(set(units) - reached)
    if alone:
        findings.append(Finding(f"UR sin enlace localizable: {', '.join(alone)}", is_warning=True))
    return findings


async def _papers(database: Database, clock: ProductClock) -> list[Finding]:
    """List documents that could not be made or sent lately; the people who ordered them were told."""
    async with database.read() as uow:
        count = await count_failed_orders(uow.session, clock.now())
        latest = await failed_orders(uow.session, clock.now(), SHOWN)
    what = "documentos que no se pudieron hacer en los últimos siete días"
    findings = [
        _queue(what, count, is_wrong=True),
        *details(f"d{order.id} ({order.kind}): {order.error}" for order in latest),
    ]
    return [*findings, Finding(TRY_AGAIN, is_detail=True)] if latest else findings


def _queue(what: str, count: int, *, is_wrong: bool) -> Finding:
    return Finding(f"{count} {what}", is_wrong=is_wrong and count > 0, is_warning=count > 0)
