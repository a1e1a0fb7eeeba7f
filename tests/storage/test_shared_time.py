"""All processes of one database share one machine time, whatever their clocks are set to."""

from datetime import datetime, timedelta

from app.clock import wall
from storage.engine import Database
from storage.shared_time import KEY, shared_instant
from tests.clocks import NOON, ManualClock


async def shared(database: Database, clock: ManualClock) -> datetime:
    async with database.write() as uow:
        instant = await shared_instant(uow, wall=clock(), seconds=clock.steady(), boot=clock.boot)
        await uow.commit()
    return instant


async def test_a_process_that_starts_after_a_step_goes_by_what_the_others_go_by(
    memory_database: Database,
) -> None:
    clock = ManualClock()
    assert await shared(memory_database, clock) == NOON
    clock.advance(minutes=3)
    clock.step(days=2)

    assert await shared(memory_database, clock) == NOON + timedelta(minutes=3)


async def test_after_a_start_of_the_machine_its_clock_is_gone_by_anew(memory_database: Database) -> None:
    clock = ManualClock()
    await shared(memory_database, clock)
    clock.step(days=2)
    clock.reboot(minutes=2)

    first = await shared(memory_database, clock)
    clock.advance(seconds=5)

    assert first == NOON + timedelta(days=2, minutes=2)
    assert await shared(memory_database, clock) == first + timedelta(seconds=5)


async def test_a_machine_that_does_not_name_its_start_goes_by_its_clock(memory_database: Database) -> None:
    clock = ManualClock()
    clock.boot = ""
    await shared(memory_database, clock)
    clock.step(hours=1)

    assert await shared(memory_database, clock) == NOON + timedelta(hours=1)


async def test_a_differing_value_is_written_again(memory_database: Database) -> None:
    async with memory_database.write() as uow:
        await uow.meta.set(KEY, "nothing")
        await uow.commit()

    assert await shared(memory_database, ManualClock()) == NOON


async def test_on_postgresql_it_is_the_time_of_the_database(database: Database) -> None:
    clock = ManualClock()

    instant = await shared(database, clock)

    is_of_the_server = abs(instant - wall()) < timedelta(minutes=5)
    assert is_of_the_server == (database.dialect == "postgresql")
