"""The gap summary of a day is written once for everybody who receives it."""

import asyncio
from datetime import date, time

import pytest

from domain.access import Role
from domain.messages import Summary
from storage.engine import Database
from tests.facts import ANA, BETO, CARLA, NOW, Office, a_mir, local
from usecases.plan_summary import due_summaries, write_summaries

AT_EIGHT = time(8)
THURSDAY, FRIDAY, SATURDAY = (date(2025, 9, day) for day in (25, 26, 27))


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_mir())
    await office.lets_in(ANA, Role.IMPLAN, None)
    return office


async def tick(office: Office, day: date = THURSDAY, hour: int = 8, minute: int = 0) -> int:
    moment = local(day, hour, minute)
    return await office.do(lambda uow: write_summaries(uow, moment, AT_EIGHT))


async def test_before_the_hour_nothing_is_written(office: Office) -> None:
    assert await tick(office, hour=7, minute=59) == 0


async def test_at_the_hour_implan_gets_the_summary_of_the_day(office: Office) -> None:
    assert await tick(office) == 1

    (row,) = await office.rows()
    assert await office.said() == [Summary(THURSDAY)]
    assert (row.key, row.person_id) == ("summary:2025-09-25:1", 1)


async def test_a_second_run_adds_nothing(office: Office) -> None:
    await tick(office)

    assert await tick(office, hour=22) == 0


async def test_the_next_day_has_its_own_summary(office: Office) -> None:
    await tick(office)

    assert await tick(office, FRIDAY) == 1


async def test_there_is_no_summary_on_a_day_off(office: Office) -> None:
    assert await tick(office, SATURDAY) == 0


async def test_there_is_no_summary_where_no_unit_reports(memory_database: Database) -> None:
    office = Office(memory_database)
    await office.lets_in(ANA, Role.IMPLAN, None)

    assert await tick(office) == 0


async def test_only_who_is_reachable_and_of_implan_receives_it(office: Office) -> None:
    await office.lets_in(BETO, Role.IMPLAN, None)
    await office.do(lambda uow: uow.people.mark_unreachable(BETO, "bloqueó al bot", NOW.now))
    await office.lets_in(CARLA, Role.CONSULTA, None)
    await office.lets_in(CARLA, Role.ENLACE, "402")

    due = await office.do(lambda uow: due_summaries(uow, NOW))

    assert [person.chat_id for person in due] == [ANA]


async def test_two_processes_at_once_write_it_once(database_url: str) -> None:
    one, other = Database(database_url), Database(database_url)
    await Office(one).register(a_mir())
    await Office(one).lets_in(ANA, Role.IMPLAN, None)

    written = await asyncio.gather(*(tick(Office(each)) for each in (one, other, one, other)))

    await one.dispose()
    await other.dispose()
    assert sum(written) == 1
