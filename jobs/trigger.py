"""The clock: APScheduler calls the ticks every minute and remembers nothing."""

import logging
from collections.abc import Callable, Mapping

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

    Missed runs collapse into one and are never skipped for being late.
    """

    def __init__(
        self,
        ticks: Mapping[str, Tick],
        every_seconds: float = EVERY_SECONDS,
        on_failure: OnFailure = _unheard,
    ) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        for name, tick in ticks.items():
            trigger = IntervalTrigger(seconds=every_seconds, timezone="UTC")
            self._scheduler.add_job(_surviving, trigger, args=(name, tick, on_failure), id=name)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)


async def _surviving(name: str, tick: Tick, on_failure: OnFailure) -> None:
    try:
        await tick()
    except DATABASE_ERRORS as error:
        log.warning("tick failed tick=%s error=%s fault=%s", name, type(error).__name__, fault_of(error))
        on_failure(name, error)
    except Exception as error:  # noqa: BLE001 - the next minute tries again: the rows say what is due
        # Its words may be what somebody wrote.
        log.error("tick failed tick=%s error=%s", name, place_of(error))  # noqa: TRY400
        on_failure(name, error)
