"""The municipality's own calendar: each day and each due date once, as last set."""

from datetime import date

import pytest

from domain.deadlines import Deadlines
from storage.engine import Database
from storage.uow import UnitOfWork
from tests.facts import T3, Office, statements_of

LAST_DAY = date(2025, 9, 30)
DAY_BEFORE = date(2025, 9, 29)
LATER = date(2025, 10, 3)


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


async def deadlines(office: Office) -> Deadlines:
    return await office.do(lambda uow: uow.calendar.deadlines())


async def test_without_facts_the_law_decides(office: Office) -> None:
    assert await deadlines(office) == Deadlines()


async def test_an_inhabil_moves_the_due_date(office: Office) -> None:
    await office.do(lambda uow: uow.calendar.add_inhabil(LAST_DAY, "Descanso", "Gaceta 12"))

    assert (await deadlines(office)).due_on(T3) == DAY_BEFORE


async def test_an_inhabil_declared_twice_is_one_day(office: Office) -> None:
    await office.do(lambda uow: uow.calendar.add_inhabil(LAST_DAY, "Descanso", "Gaceta 12"))

    await office.do(lambda uow: uow.calendar.add_inhabil(LAST_DAY, "Descanso", "Gaceta 13"))

    assert (await deadlines(office)).workdays.inhabiles == {LAST_DAY}


async def test_the_last_due_date_set_for_a_quarter_counts(office: Office) -> None:
    await office.do(lambda uow: uow.calendar.set_due_date(T3, DAY_BEFORE, "Circular 4"))

    await office.do(lambda uow: uow.calendar.set_due_date(T3, LATER, "Circular 5"))

    found = await deadlines(office)
    assert found.due_on(T3) == LATER
    assert list(found.set_by_implan) == [T3]


async def test_the_calendar_takes_three_queries_however_often_it_is_asked_for(office: Office) -> None:
    async def twice(uow: UnitOfWork) -> None:
        assert await uow.calendar.deadlines() is await uow.calendar.deadlines()

    with statements_of(office.database) as statements:
        await office.do(twice)

    assert len([each for each in statements if each.startswith("SELECT")]) == 3
