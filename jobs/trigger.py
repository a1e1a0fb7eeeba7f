"""The clock: APScheduler calls the ticks every minute and remembers nothing."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from domain.places import place_of
from jobs.ticks import Tick
from storage.faults import DATABASE_ERRORS, fault_of

log = logging.getLogger(__name__)

EVERY_SECONDS = 60

OnFailure = Callable[[str, Exception], None]
"""Told which tick failed, and by what."""


def _unheard(_: str, __: Exception) -> None:
    pass


class Trigger:
    """Runs each tick once a minute; the database knows what was already written.

    Missed runs collapse into one and are never skipped for being late. The first ones come at
    `first_at`, else a minute after the start: then a process that never gets as old plans nothing.
    """

    def __init__(
        self,
        ticks: Mapping[str, Tick],
        every_seconds: float = EVERY_SECONDS,
        on_failure: OnFailure = _unheard,
        first_at: datetime | None = None,
    ) -> None:
        self._on_failure = on_failure
        self._under_way: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        first = {} if first_at is None else {"next_run_time": first_at}
        for name, tick in ticks.items():
            trigger = IntervalTrigger(seconds=every_seconds, timezone="UTC")
            self._scheduler.add_job(self._survives, trigger, args=(name, tick), id=name, **first)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def end(self) -> None:
        """Begin no more; stop when the ticks that have begun are over: none is broken off in a commit."""
        self._scheduler.pause()
        if self._under_way:
            await asyncio.wait(self._under_way)
        self.stop()

    async def _survives(self, name: str, tick: Tick) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            await tick()
        except DATABASE_ERRORS as error:
            log.warning("tick failed tick=%s error=%s fault=%s", name, type(error).__name__, fault_of(error))
            self._on_failure(name, error)
        except Exception as error:  # noqa: BLE001 - the next minute tries again: the rows say what is due
            # Its words may be what somebody wrote.
            log.error("tick failed tick=%s error=%s", name, place_of(error))  # noqa: TRY400
            self._on_failure(name, error)
