"""The trigger: APScheduler calls the ticks every minute, without stored state."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from domain.kit.error_places import place_of
from jobs.ticks import Tick
from storage.faults import DATABASE_ERRORS, fault_of

log = logging.getLogger(__name__)

EVERY_SECONDS = 60
LOOK_EVERY = 5.0
"""Seconds between checks that APScheduler does not sleep too long."""

OnFailure = Callable[[str, Exception], None]
"""Called with the name and the error of a failed tick."""


def _unheard(_: str, __: Exception) -> None:
    pass


def _unnoticed() -> None:
    pass


class Trigger:
    """Runs each tick once a minute; the database knows what was already written.

    Missed runs are merged into one and never skipped for being late. The first runs are at `first_at`,
    else a minute after the start: a process that crashes earlier plans nothing.

    APScheduler uses `wall`, the machine's clock: set back by three hours, it would pause that long. So a
    check every few seconds of monotonic time runs at once any job more than one interval away.
    """

    def __init__(
        self,
        ticks: Mapping[str, Tick],
        every_seconds: float = EVERY_SECONDS,
        on_failure: OnFailure = _unheard,
        first_at: datetime | None = None,
        *,
        wall: Callable[[], datetime],
        on_tick: Callable[[], None] = _unnoticed,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._on_failure = on_failure
        self._every = timedelta(seconds=every_seconds)
        self._wall = wall
        self._on_tick = on_tick
        self._sleep = sleep
        self._watch: asyncio.Task[None] | None = None
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
        self._watch = asyncio.create_task(self._look_again(), name="steady")

    def stop(self) -> None:
        self._unwatch()
        self._scheduler.shutdown(wait=False)

    async def end(self) -> None:
        """Start no more ticks; stop when running ones have ended, so that no commit is cut off."""
        self._unwatch()
        self._scheduler.pause()
        if self._under_way:
            await asyncio.wait(self._under_way)
        self.stop()

    def _unwatch(self) -> None:
        if self._watch is not None:
            self._watch.cancel()

    async def _look_again(self) -> None:
        while True:
            await self._sleep(LOOK_EVERY)
            self._wake()

    def _wake(self) -> None:
        """Run jobs now that a clock set back has delayed."""
        wall = self._wall()
        late = [job for job in self._scheduler.get_jobs() if job.next_run_time - wall > self._every]
        for job in late:
            job.modify(next_run_time=wall)
        if late:
            log.warning("clock was set back ticks=%s", len(late))

    async def _survives(self, name: str, tick: Tick) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            await tick()
            self._on_tick()
        except DATABASE_ERRORS as error:
            log.warning("tick failed tick=%s error=%s fault=%s", name, type(error).__name__, fault_of(error))
            self._on_failure(name, error)
        except Exception as error:  # noqa: BLE001 - the next minute tries again: the rows say what is due
            # Its message may quote text that somebody wrote.
            log.error("tick failed tick=%s error=%s", name, place_of(error))  # noqa: TRY400
            self._on_failure(name, error)
