"""The workers of a command: processes that read and make files, within the limits of the settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.clock import sleep
from app.settings import Settings
from usecases.evidence.read_file import READING
from workers.calls import Limits, TaskEnd
from workers.pool import Workers

MEGABYTE = 1024 * 1024
ENDS = {
    TaskEnd.MEMORY: "pide más memoria de la que permite PUNTUAL_TASK_MEMORY.",
    TaskEnd.PROCESSOR: "pide más procesador del que permite PUNTUAL_TASK_PROCESSOR.",
    TaskEnd.WALL: "tarda más de lo que permite PUNTUAL_TASK_TIME.",
    TaskEnd.DIED: "el proceso que lo hacía terminó de golpe; inténtelo de nuevo.",
    TaskEnd.GARBLED: "el proceso que lo hacía contestó algo que no se entiende; inténtelo de nuevo.",
}
"""Why a task ended without a result, in words."""


def workers_of(settings: Settings) -> Workers:
    return Workers(sleep=sleep, limits=limits_of(settings), most=settings.workers)


def limits_of(settings: Settings) -> Limits:
    return Limits(settings.task_memory * MEGABYTE, settings.task_processor, settings.task_time)


def reading_limits_of(settings: Settings) -> Limits:
    """Return the limits for reading a file sent in the chat."""
    most = limits_of(settings)
    return Limits(most.memory, min(most.processor, READING.processor), min(most.wall, READING.wall))


@asynccontextmanager
async def working(settings: Settings) -> AsyncIterator[Workers]:
    """Open workers, and close them after the block."""
    workers = workers_of(settings)
    try:
        yield workers
    finally:
        await workers.close()
