"""The summaries of a day are written once for everybody who receives them."""

import asyncio
from datetime import date, time

import pytest

from domain.delivery.outcomes import OutboxRow
from domain.kit.access import Role
from domain.summary.messages import GapsBook, GapsPicture, Summary
from storage.engine import Database
from tests.facts import (
    AN_OFICIO,
    ANA,
    BETO,
    CARLA,
    NOW,
    T3,
    Office,
    a_mir,
    a_row,
    an_avance,
    local,
    statements_of,
)
from usecases.summary.plan_summary import due_summaries, write_summaries

AT_EIGHT = time(8)
MONDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (date(2025, 9, day) for day in (22, 24, 25, 26, 27))
LAST, OVER = date(2025, 10, 7), date(2025, 10, 8)
"""The last day of reception, and the one after it."""


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_mir(a_row("Componente 7"), a_row("Actividad 7.1")))
    await office.lets_in(ANA, Role.IMPLAN, None)
    return office


async def tick(office: Office, day: date = THURSDAY, hour: int = 8, minute: int = 0) -> int:
    moment = local(day, hour, minute)
    return await office.do(lambda uow: write_summaries(uow, moment, AT_EIGHT))


async def summaries(office: Office, chat_id: int = ANA) -> list[OutboxRow]:
    return [row for row in await office.rows(chat_id) if row.kind == "summary"]


async def keys(office: Office, chat_id: int = ANA) -> list[str | None]:
    return [row.key for row in await office.rows(chat_id)]


async def reports(office: Office, level: str = "Componente 7") -> None:
    report = await office.report()
    found = next(each for each in report.indicators if str(each.facts.level) == level)
    await office.save(found.id, an_avance("25", evidence=(AN_OFICIO,)))


async def test_before_the_hour_nothing_is_written(office: Office) -> None:
    assert await tick(office, hour=7, minute=59) == 0


async def test_at_the_hour_implan_gets_the_summary_of_the_day_and_its_files_after_it(office: Office) -> None:
    assert await tick(office) == 1

    assert await office.said() == [Summary(THURSDAY, period=T3), GapsPicture(T3), GapsBook(T3)]
    assert await keys(office) == [
        "summary:2025-09-25:1",
        "summary:2025-09-25:1:picture",
        "summary:2025-09-25:1:excel",
    ]
    assert {row.person_id for row in await office.rows()} == {1}


async def test_a_second_run_adds_nothing_and_does_not_count_the_gaps_again(office: Office) -> None:
    await tick(office)
    rows = await office.rows()

    with statements_of(office.database) as statements:
        assert await tick(office, hour=22) == 0

    assert await office.rows() == rows
    assert not any("FROM programme" in statement for statement in statements)


async def test_the_next_day_has_its_own_summary(office: Office) -> None:
    await tick(office)

    assert await tick(office, FRIDAY) == 1


async def test_how_every_unit_stood_is_kept_with_the_summary(office: Office) -> None:
    await tick(office)
    await reports(office)
    await tick(office, hour=9)

    taken = await office.do(lambda uow: uow.snapshots.last(T3))

    assert taken is not None
    assert (taken.day, taken.at) == (THURSDAY, local(THURSDAY, 8).now)
    assert {code: stand.gaps for code, stand in taken.units.items()} == {"402": 2}


async def test_without_news_no_file_follows(office: Office) -> None:
    await tick(office)
    await tick(office, FRIDAY)
    await reports(office)
    await tick(office, date(2025, 9, 29))

    said = await keys(office)

    assert [key for key in said if key and key.endswith("picture")] == [
        "summary:2025-09-25:1:picture",
        "summary:2025-09-29:1:picture",
    ]


async def test_somebody_who_joins_later_on_the_day_gets_it_and_what_was_kept_stays(office: Office) -> None:
    await tick(office)
    await office.lets_in(BETO, Role.IMPLAN, None)

    assert await tick(office, hour=11) == 1

    assert len(await summaries(office, ANA)) == len(await summaries(office, BETO)) == 1
    taken = await office.do(lambda uow: uow.snapshots.last(T3))
    assert taken is not None
    assert taken.at == local(THURSDAY, 8).now


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
    assert await office.do(lambda uow: due_summaries(uow, local(SATURDAY))) == []


async def test_two_processes_at_once_write_it_once(database_url: str) -> None:
    one, other = Database(database_url), Database(database_url)
    await Office(one).register(a_mir())
    await Office(one).lets_in(ANA, Role.IMPLAN, None)

    written = await asyncio.gather(*(tick(Office(each)) for each in (one, other, one, other)))

    rows = await Office(one).rows()
    await one.dispose()
    await other.dispose()
    assert sum(written) == 1
    assert len(rows) == 3
