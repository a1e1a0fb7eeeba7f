"""A quarter of forty UR under a stopped clock, each with seeded behaviour."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, time

import pytest

from domain.reminders.rehearsals import REMINDERS, RehearsedDay
from storage.engine import Database
from storage.schema import metadata
from tests.stories.behaviours import LAST, Kind, every_day, is_workday
from tests.stories.living_city import NINE, City, Planned
from tests.stories.reference import Item

Told = tuple[datetime, int, list[Item]]
"""When, to whom (by Telegram id), and of which UR as whom on which rung."""


@pytest.fixture(scope="module", params=[1, 2])
def city(request: pytest.FixtureRequest) -> City:
    """Simulate a quarter once for each seed; the tests check different results of it."""

    async def live() -> City:
        database = Database("sqlite://")
        async with database.engine.begin() as connection:
            await connection.run_sync(metadata().create_all)
        city = City(database, request.param)
        try:
            await city.begins()
            await city.lives_through(every_day())
        finally:
            await database.dispose()
        return city

    return asyncio.run(live())


def test_every_behaviour_is_lived(city: City) -> None:
    assert len(city.lives) == 40
    assert {life.kind for life in city.lives} == set(Kind)
    assert len({life.enlace for life in city.lives if life.enlace}) < sum(
        life.enlace > 0 for life in city.lives
    )


def test_everybody_gets_exactly_what_the_reference_says(city: City) -> None:
    assert told(city.planned) == told(city.expected)
    assert len(city.planned) > 200


def test_nobody_gets_more_than_one_unasked_reminder_a_day(city: City) -> None:
    assert [each for each, count in city.per_day().items() if count > 1] == []


def test_nobody_who_handed_in_is_reminded_of_it(city: City) -> None:
    assert city.told_in_vain == []


def test_nobody_who_owes_is_skipped(city: City) -> None:
    """A UR that owes is reminded of on each of its rungs the same day."""
    heard = {(each.at.date(), code) for each in city.got for code in each.codes}

    assert [each for each in city.due_to_hear if each not in heard] == []
    assert len(city.due_to_hear) > 200


def test_no_reminder_reaches_anybody_on_a_day_off_or_in_quiet_hours(city: City) -> None:
    instants = [each.at for each in city.got]

    assert all(is_workday(at.date()) and time(9) <= at.time() < time(18) for at in instants)


@pytest.mark.parametrize("which", [0, 1], ids=["the evening before", "a minute before"])
def test_each_morning_is_as_it_was_rehearsed(which: int, city: City) -> None:
    lived = [each for each in told(city.planned) if each[0].time() == NINE]
    days = [each[min(which, len(each) - 1)] for day, each in city.rehearsed.items() if day <= LAST]

    assert rehearsed(city, days) == lived


def told(planned: Iterable[Planned]) -> list[Told]:
    return sorted((each.at, each.person, sorted(each.items)) for each in planned)


def rehearsed(city: City, days: Iterable[RehearsedDay]) -> list[Told]:
    """Return the reminders that a rehearsal shows for nine o'clock."""
    return sorted(
        (
            notice.at,
            city.telegram_ids[notice.person_id],
            sorted((line.unit_code, line.recipient.value, line.rung) for line in notice.lines),
        )
        for day in days
        for notice in day.notices
        if notice.kind in REMINDERS and notice.at.time() == NINE
    )
