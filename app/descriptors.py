"""How many files and connections a process holds open, and how many it may."""

import logging
import resource
from asyncio import AbstractEventLoop
from typing import Any

import psutil

from app.findings import Finding
from storage.alone import pid_of_run
from storage.faults import is_shortage

log = logging.getLogger(__name__)

NEARLY = 0.9
"""Share of what may be open at which it is told: what is left is soon gone."""


def open_descriptors() -> tuple[int, int]:
    """Return how many are open and how many may be; where none is left to look with, all of them."""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        return psutil.Process().num_fds(), most
    except OSError as error:
        if not is_shortage(error):
            raise
        return most, most


def descriptors_of(pid: int) -> tuple[int, int] | None:
    """Return the same of another process; None where it has ended or is not ours to look at."""
    try:
        process = psutil.Process(pid)
        return process.num_fds(), process.rlimit(psutil.RLIMIT_NOFILE)[0]
    except psutil.Error:
        return None


def tell_of_shortage(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say in our words that nobody can be let in: of what asyncio says there only the first word is kept.

    asyncio stops listening for a second then, and tries again.
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
    counted = descriptors_of(pid) if pid is not None else None
    if counted is None:
        return []
    used, most = counted
    text = f"Archivos y conexiones abiertos: {used} de {most} (LimitNOFILE)"
    if not are_nearly_out(used, most):
        return [Finding(text)]
    return [Finding(f"{text}; suba LimitNOFILE y reinicie Puntual", is_wrong=True)]
