"""Random steps of a clock, ticks and answers: each rung is heard once on its day, whatever the clock said."""

import asyncio
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kit.clocks import is_apart
from storage.engine import Database
from tests.astray.machine import RUNG_DAYS, Astray, Heard, reminders
from tests.databases import opened_in_memory
from tests.facts import ANA, OAXACA, local
from tests.postgres import empty_tables

BEGIN, LAST = date(2025, 9, 22), date(2025, 9, 30)
OPEN, SHUT = time(9), time(18)
HALF_PAST = 30
"""Ticks come at half past, so that a clock that is right to five minutes has the hour right."""


@dataclass(frozen=True)
class Step:
    """Somebody sets the clock."""

    minutes: int


@dataclass(frozen=True)
class Pass:
    """Hours in which the process ticks."""

    hours: int


@dataclass(frozen=True)
class Do:
    """`answer`, `right` (the clock is put right) or `restart`."""

    what: str


MINUTES = [-40 * 24 * 60, -3 * 24 * 60, -24 * 60, -180, -6, -4, 4, 6, 180, 24 * 60, 3 * 24 * 60, 40 * 24 * 60]
DEEDS = st.one_of(
    st.sampled_from(MINUTES).map(Step),
    st.integers(1, 14).map(Pass),
    st.sampled_from(["answer", "right", "restart"]).map(Do),
)
FORWARDS = st.one_of(
    st.sampled_from([minutes for minutes in MINUTES if minutes > 0]).map(Step),
    st.integers(1, 14).map(Pass),
    st.sampled_from(["answer", "right"]).map(Do),
)


class Reckoning:
    """Whom a clock that never went astray would have told what, by nothing but the days of the rungs."""

    def __init__(self) -> None:
        self.highest = -1
        self.heard: list[datetime] = []

    def tick(self, now: datetime) -> None:
        there = now.astimezone(OAXACA)
        rung = sum(day <= there.date() for day in RUNG_DAYS) - 1
        is_open = there.weekday() < 5 and OPEN <= there.time() < SHUT
        if is_open and rung > self.highest:
            self.highest = rung
            self.heard.append(now)


class Story:
    def __init__(self, astray: Astray) -> None:
        self.astray = astray
        self.reckoning = Reckoning()
        self.steps = 0

    @property
    def is_wrong(self) -> bool:
        return is_apart(self.astray.machine() - self.astray.true())

    async def ticks(self) -> None:
        if not self.is_wrong:
            self.reckoning.tick(self.astray.true())
        await self.astray.ticks_once()

    async def does(self, deed: Step | Pass | Do) -> None:
        match deed:
            case Step(minutes):
                self.steps += 1
                self.astray.machine.step(minutes=minutes)
                await self.ticks()
            case Pass(hours):
                for _ in range(hours):
                    self.astray.passes(hours=1)
                    await self.ticks()
            case Do("answer"):
                assert [each.chat_id for each in await self.astray.answers()] == [ANA]
            case Do("right"):
                self.astray.is_put_right()
                await self.ticks()
            case _:
                self.astray.restart()
                await self.ticks()

    async def ends(self) -> None:
        """Put the clock right, and live on to the last day."""
        self.astray.is_put_right()
        await self.ticks()
        while self.astray.today <= LAST:
            if OPEN <= self.astray.true().astimezone(OAXACA).time() < time(12):
                await self.ticks()
            self.astray.passes(hours=1)


async def lived(database: Database, deeds: list[Step | Pass | Do], *, says_the_time: bool) -> Story:
    astray = Astray(database, local(BEGIN, 7, HALF_PAST), says_the_time=says_the_time)
    await astray.moves_in()
    story = Story(astray)
    for deed in deeds:
        if astray.today <= LAST - timedelta(days=1):
            await story.does(deed)
    await story.ends()
    return story


def split(story: Story) -> tuple[list[datetime], list[Heard]]:
    """Return when reminders were heard by a clock that was right, and those that were heard by one ahead."""
    heard = reminders(story.astray.telegram.heard)
    wrong = [each for each in heard if each.was_wrong]
    return [each.at for each in heard if not each.was_wrong], wrong


@given(deeds=st.lists(DEEDS, max_size=9))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_where_telegram_says_the_time_no_rung_is_heard_early_late_or_twice(
    sqlite_image: sqlite3.Connection, deeds: list[Step | Pass | Do]
) -> None:
    async def told() -> None:
        database = await opened_in_memory(sqlite_image)
        story = await lived(database, deeds, says_the_time=True)
        await database.dispose()

        assert split(story) == (story.reckoning.heard, [])

    asyncio.run(told())


@given(deeds=st.lists(FORWARDS, max_size=9))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_where_only_messages_tell_the_time_one_a_step_is_early_and_each_is_heard_on_its_day(
    sqlite_image: sqlite3.Connection, deeds: list[Step | Pass | Do]
) -> None:
    async def told() -> None:
        database = await opened_in_memory(sqlite_image)
        story = await lived(database, deeds, says_the_time=False)
        await database.dispose()
        right, early = split(story)

        assert right == story.reckoning.heard
        assert len(early) <= story.steps

    asyncio.run(told())


@given(deeds=st.lists(DEEDS, min_size=2, max_size=5))
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_so_it_is_on_postgresql(postgres_tables: str, deeds: list[Step | Pass | Do]) -> None:
    async def told() -> None:
        empty_tables(postgres_tables)
        database = Database(postgres_tables)
        story = await lived(database, deeds, says_the_time=True)
        await database.dispose()

        assert split(story) == (story.reckoning.heard, [])

    asyncio.run(told())
