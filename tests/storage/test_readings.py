"""Tries to read a file are counted across crashes, for a day, by machine time."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.engine import Database

NOON = datetime(2025, 9, 25, 18, tzinfo=UTC)
DAY = timedelta(days=1)
FILE = "ab" * 32


async def begin(database: Database, now: datetime = NOON) -> bool:
    async with database.write() as uow:
        may = await uow.readings.begin(FILE, now, most=2, since=now - DAY)
        await uow.commit()
    return may


async def test_a_file_is_tried_twice(database: Database) -> None:
    assert [await begin(database) for _ in range(4)] == [True, True, False, False]


async def test_a_file_that_was_read_may_be_read_again(database: Database) -> None:
    for _ in range(4):
        assert await begin(database)
        async with database.write() as uow:
            await uow.readings.forget(FILE)
            await uow.commit()


async def test_a_file_that_was_given_up_is_not_tried_again_that_day(database: Database) -> None:
    await begin(database)
    async with database.write() as uow:
        await uow.readings.give_up(FILE, "memory", 2)
        await uow.commit()

    assert not await begin(database, NOON + DAY - timedelta(minutes=1))
    assert await begin(database, NOON + DAY + timedelta(minutes=1))


@pytest.mark.parametrize("step", [timedelta(hours=-3), timedelta(days=-400), timedelta(days=2)])
async def test_what_was_begun_by_another_clock_counts_no_more(database: Database, step: timedelta) -> None:
    for _ in range(3):
        await begin(database)

    assert await begin(database, NOON + step)
