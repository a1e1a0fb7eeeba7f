"""A lease has one holder at a time, on both databases."""

from datetime import UTC, datetime, timedelta

from storage.engine import Database

NOON = datetime(2025, 9, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def take(database: Database, holder: str, wall: datetime) -> bool:
    async with database.write() as uow:
        taken = await uow.leases.take("poll", holder, wall, MINUTE)
        await uow.commit()
    return taken


async def test_a_free_lease_is_taken_once(database: Database) -> None:
    first = await take(database, "one", NOON)

    second = await take(database, "two", NOON)

    assert (first, second) == (True, False)


async def test_its_holder_prolongs_it(database: Database) -> None:
    await take(database, "one", NOON)

    prolonged = await take(database, "one", NOON + MINUTE / 2)

    assert prolonged
    assert not await take(database, "two", NOON + MINUTE)


async def test_a_lease_that_is_over_goes_to_who_asks(database: Database) -> None:
    await take(database, "one", NOON)

    assert await take(database, "two", NOON + MINUTE)
    assert not await take(database, "one", NOON + MINUTE)


async def test_a_lease_given_back_is_free_at_once(database: Database) -> None:
    await take(database, "one", NOON)

    async with database.write() as uow:
        await uow.leases.give_back("poll", "one")
        await uow.commit()

    assert await take(database, "two", NOON)


async def test_only_its_holder_gives_it_back(database: Database) -> None:
    await take(database, "one", NOON)

    async with database.write() as uow:
        await uow.leases.give_back("poll", "two")
        await uow.commit()

    assert not await take(database, "two", NOON)
