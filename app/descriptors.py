"""Counts the file descriptors that a process has open and may open."""

import logging
import resource
import socket
from asyncio import AbstractEventLoop
from typing import Any

import psutil

from app.findings import Finding
from storage.alone import pid_of_run
from storage.engine import Database
from storage.faults import is_shortage

log = logging.getLogger(__name__)

NEARLY = 0.9
"""Share of descriptors in use from which it is reported."""


def open_descriptors() -> tuple[int, int]:
    """Return the number open and the limit; if none is left to count with, all are open."""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        return psutil.Process().num_fds(), most
    except OSError as error:
        if not is_shortage(error):
            raise
        return most, most


def descriptors_of(pid: int) -> tuple[int, int] | None:
    """Return the same for another process; None where it has ended or we may not look."""
    try:
        process = psutil.Process(pid)
        return process.num_fds(), process.rlimit(psutil.RLIMIT_NOFILE)[0]
    except psutil.Error:
        return None


def tell_of_shortage(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log, as asyncio's exception handler, that descriptors ran out; leave other errors to asyncio.

    asyncio then stops accepting for a second, and tries again.
    """
    if is_shortage(context.get("exception")):
        log.error("out of descriptors used=%s most=%s", *open_descriptors())
    else:
        loop.default_exception_handler(context)


def are_nearly_out(used: int, most: int) -> bool:
    return most != resource.RLIM_INFINITY and used >= NEARLY * most


def descriptors_found(database: str) -> list[Finding]:
    """Look at the bot that is running on a SQLite file; where none is, there is nothing to say."""
    pid = pid_of_run(database)
    return [] if pid is None else _found(pid, "")


async def descriptors_of_each(database: Database) -> list[Finding]:
    """Look at every bot of this machine that works on a PostgreSQL: there may be several."""
    if database.dialect == "sqlite":
        return []
    async with database.read() as uow:
        running = await uow.lives.running(socket.gethostname())
    return [found for each in running for found in _found(each.pid, f" por el proceso {each.pid}")]


def _found(pid: int, whose: str) -> list[Finding]:
    counted = descriptors_of(pid)
    if counted is None:
        return []
    used, most = counted
    text = f"Archivos y conexiones abiertos{whose}: {used} de {most} (LimitNOFILE)"
    if not are_nearly_out(used, most):
        return [Finding(text)]
    return [Finding(f"{text}; suba LimitNOFILE y reinicie Puntual", is_wrong=True)]
