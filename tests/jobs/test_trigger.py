"""The trigger calls every tick repeatedly, whatever happened to the last run."""

import asyncio
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

import pytest
from apscheduler.job import Job
from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import OperationalError

from app.clock import wall
from jobs.ticks import Tick
from jobs.trigger import EVERY_SECONDS, Trigger
from storage.faults import kind_of
from tests.clocks import ManualClock, until
from tests.hanging import HANGS

SOON = 0.005
TIMES = 3


class Counter:
    """A tick that counts its calls and signals when there are enough."""

    def __init__(self, error: Exception | None = None) -> None:
        self.calls = 0
        self.enough = asyncio.Event()
        self._error = error

    async def __call__(self) -> int:
        self.calls += 1
        if self.calls == TIMES:
            self.enough.set()
        if self._error:
            raise self._error
        return 1


@contextmanager
def running(ticks: Mapping[str, Tick], every_seconds: float = SOON) -> Iterator[Trigger]:
    trigger = Trigger(ticks, every_seconds, wall=wall)
    trigger.start()
    try:
        yield trigger
    finally:
        trigger.stop()


def jobs_of(trigger: Trigger) -> dict[str, Job]:
    return {job.id: job for job in trigger._scheduler.get_jobs()}


async def calls_enough(*counters: Counter) -> None:
    async with asyncio.timeout(HANGS):
        await asyncio.gather(*(counter.enough.wait() for counter in counters))


async def test_every_tick_is_called_again_and_again() -> None:
    reminders, summary = Counter(), Counter()

    with running({"reminders": reminders, "summary": summary}):
        await calls_enough(reminders, summary)

    assert min(reminders.calls, summary.calls) >= TIMES


async def test_a_tick_that_fails_ends_neither_itself_nor_the_others() -> None:
    failing, sound = Counter(OSError("disk full")), Counter()

    with running({"failing": failing, "sound": sound}):
        await calls_enough(failing, sound)

    assert failing.calls >= TIMES


async def test_a_failure_is_logged_with_its_tick_and_place_and_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR, logger="jobs.trigger")
    failing = Counter(ValueError("20.97 % de Ana Pérez"))

    with running({"reminders": failing}):
        await calls_enough(failing)

    told = r"tick failed tick=reminders error=ValueError test_trigger\.py:\d+ trigger\.py:\d+"
    assert re.fullmatch(told, caplog.messages[0])
    assert caplog.records[0].exc_info is None


async def test_a_failure_is_counted_by_its_tick_and_kind() -> None:
    failing, busy = Counter(KeyError("Ana")), Counter(OperationalError("x", None, LockNotAvailable()))
    failures: list[tuple[str, str]] = []

    trigger = Trigger(
        {"reminders": failing, "summary": busy},
        SOON,
        wall=wall,
        on_failure=lambda tick, error: failures.append((tick, kind_of(error))),
    )
    trigger.start()
    await calls_enough(failing, busy)
    trigger.stop()

    assert set(failures) == {("reminders", "KeyError"), ("summary", "busy")}
    assert len(failures) >= TIMES


async def test_after_the_stop_nothing_is_called() -> None:
    counter = Counter()

    with running({"reminders": counter}) as trigger:
        await calls_enough(counter)

    await until(lambda: not trigger._scheduler.running)
    assert jobs_of(trigger) == {}


async def test_late_runs_are_never_skipped_and_collapse_into_one() -> None:
    with running({"reminders": Counter(), "summary": Counter()}, EVERY_SECONDS) as trigger:
        jobs = jobs_of(trigger)

    assert set(jobs) == {"reminders", "summary"}
    for job in jobs.values():
        assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)


async def test_the_ticks_run_every_minute_unless_told_otherwise() -> None:
    trigger = Trigger({"reminders": Counter()}, wall=wall)

    trigger.start()
    (job,) = jobs_of(trigger).values()
    trigger.stop()

    assert job.trigger.interval.total_seconds() == 60


async def test_the_first_ticks_come_at_once_where_that_is_asked_for() -> None:
    at_once, later = Counter(), Counter()
    due = Trigger({"reminders": at_once}, first_at=wall(), wall=wall)
    waiting = Trigger({"reminders": later}, wall=wall)

    due.start()
    waiting.start()
    await until(lambda: at_once.calls)
    due.stop()
    waiting.stop()

    assert (at_once.calls, later.calls) == (1, 0)


async def test_a_tick_that_has_begun_is_over_before_the_end() -> None:
    has_begun, may_go_on, ended = asyncio.Event(), asyncio.Event(), []

    async def slow() -> int:
        has_begun.set()
        await may_go_on.wait()
        ended.append("tick")
        return 1

    trigger = Trigger({"reminders": slow}, first_at=wall(), wall=wall)
    trigger.start()
    await has_begun.wait()
    ending = asyncio.create_task(trigger.end())
    ending.add_done_callback(lambda _: ended.append("trigger"))
    await asyncio.sleep(0)
    may_go_on.set()
    await ending
    await asyncio.sleep(0)

    assert ended == ["tick", "trigger"]


async def test_the_scheduler_remembers_nothing() -> None:
    with running({"reminders": Counter()}, EVERY_SECONDS):
        pass

    with running({"summary": Counter()}, EVERY_SECONDS) as trigger:
        assert set(jobs_of(trigger)) == {"summary"}


async def test_a_clock_that_was_set_back_silences_no_tick() -> None:
    counter, looks = Counter(), ManualClock()
    trigger = Trigger({"reminders": counter}, EVERY_SECONDS, wall=wall, sleep=looks.sleep)
    trigger.start()
    (job,) = jobs_of(trigger).values()

    job.modify(next_run_time=wall() + timedelta(hours=3))  # as APScheduler has it after three hours back
    await until(lambda: counter.calls)
    trigger.stop()

    assert counter.calls == 1


async def test_a_clock_that_goes_as_it_should_is_left_alone() -> None:
    counter, looks = Counter(), ManualClock()
    trigger = Trigger({"reminders": counter}, EVERY_SECONDS, wall=wall, sleep=looks.sleep)
    trigger.start()
    (job,) = jobs_of(trigger).values()
    first = job.next_run_time

    await until(lambda: len(looks.slept) > TIMES)
    still = job.next_run_time
    trigger.stop()

    assert (still, counter.calls) == (first, 0)


async def test_each_tick_that_ended_well_is_noticed_and_one_that_failed_is_not() -> None:
    sound, failing, noticed = Counter(), Counter(OSError("disk full")), []

    ticks = {"sound": sound, "failing": failing}
    trigger = Trigger(ticks, SOON, wall=wall, on_tick=lambda: noticed.append(1))
    trigger.start()
    await calls_enough(sound, failing)
    trigger.stop()
    await until(lambda: not trigger._under_way)

    assert len(noticed) == sound.calls
