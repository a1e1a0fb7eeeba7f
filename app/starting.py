"""The preconditions of `puntual run`: no other process on its file, and a database that answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from app.clock import sleep
from app.offline import CommandFailed, prepare_database
from app.settings import Settings, SettingWrong
from bot.kit.faults import where
from storage.alone import AlreadyRunning, alone_on
from storage.engine import is_in_memory, sync_url
from storage.faults import DATABASE_ERRORS, PASSING, DatabaseFault, fault_of
from storage.leftovers import clear_files, clear_workshops, places_of
from texts.kit.faults import database_fault

log = logging.getLogger(__name__)

T = TypeVar("T")

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
BROKE_DOWN = "Puntual se detuvo por una falla del programa: la bitácora dice dónde."


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Lock a SQLite file for this `puntual run`; raise CommandFailed if another one runs."""
    holding = alone_on(settings.database)
    try:
        holding.__enter__()
    except AlreadyRunning as other:
        text = (
            f"Ya hay un «puntual run» con esta base de datos (proceso {other.pid}): deténgalo antes, "
            "o use PostgreSQL para tener varios."
        )
        raise CommandFailed(text) from other
    except OSError as fault:
        raise CommandFailed(database_fault(fault)) from fault
    try:
        yield
    finally:
        holding.__exit__(None, None, None)


def check_database(settings: Settings) -> None:
    """Fail at once for a permanent fault; `outlast` handles passing ones."""
    try:
        prepare_database(settings)
    except DATABASE_ERRORS as error:
        if fault_of(error) not in PASSING:
            raise


@contextmanager
def breaking_down() -> Iterator[None]:
    """Log the place of a fault of the program: Python's own traceback could quote typed text."""
    try:
        yield
    except (SettingWrong, CommandFailed):
        raise
    except Exception as error:
        if isinstance(error, DATABASE_ERRORS) and fault_of(error) is not DatabaseFault.OTHER:
            raise
        log.exception("bot crashed")
        raise CommandFailed(BROKE_DOWN) from error


def clear_leftovers(settings: Settings) -> int:
    """Delete leftovers of killed writes, backups and restores; return how many."""
    data = settings.data_dir
    files = sum(map(clear_files, (settings.evidence_dir, settings.papers_dir)))
    return files + clear_workshops([data, *_beside(settings.database), *places_of(data)])


async def outlast(work: Callable[[], Awaitable[T]], stopping: asyncio.Event) -> T | None:
    """Retry work that needs the database while it is busy, full or away; None when stopped.

    A process that exited here would be restarted in a loop.
    """
    wait = FIRST_WAIT
    while not stopping.is_set():
        try:
            return await work()
        except DATABASE_ERRORS as error:
            if fault_of(error) not in PASSING:
                raise
            log.warning("database not ready error=%s", where(error))
        await first_of(stopping.wait(), sleep(wait))
        wait = min(2 * wait, LONGEST_WAIT)
    return None


def _beside(url: str) -> list[Path]:
    """Return the folder of a SQLite file, which may hold leftovers of backups and restores."""
    address = sync_url(url)
    if address.get_backend_name() != "sqlite" or is_in_memory(address):
        return []
    return [Path(str(address.database)).parent]


async def first_of(*waits: Awaitable[Any]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    _, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
