"""The municipality's own calendar: each day and each due date is stored once, as last set."""

from datetime import date

import pytest

from domain.calendar.deadlines import Deadlines, PeriodDates
from domain.calendar.inhabiles import Inhabil
from domain.kit.periods import Period
from domain.reminders.ladders import Recipient, Rhythm
from storage.engine import Database
from storage.statements import table_of
from storage.tables.calendar import LadderTable
from storage.uow import UnitOfWork
from tests.facts import NOW, T3, Office, a_document, a_mir, statements_of
from tests.read_back import set_due_date

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
    await office.do(lambda uow: set_due_date(uow, T3, DAY_BEFORE, "Circular 4"))

    await office.do(lambda uow: set_due_date(uow, T3, LATER, "Circular 5"))

    found = await deadlines(office)
    assert found.due_on(T3) == LATER
    assert list(found.set_by_implan) == [("", T3)]


async def test_the_calendar_takes_four_queries_however_often_it_is_asked_for(office: Office) -> None:
    async def twice(uow: UnitOfWork) -> None:
        assert await uow.calendar.deadlines() is await uow.calendar.deadlines()

    with statements_of(office.database) as statements:
        await office.do(twice)

    assert len([each for each in statements if each.startswith("SELECT")]) == 4


async def test_inhabiles_are_listed_by_year_and_can_be_taken_back(office: Office) -> None:
    async def declare(uow: UnitOfWork) -> None:
        for day in (date(2025, 12, 31), date(2025, 7, 21), date(2026, 1, 2)):
            await uow.calendar.add_inhabil(day, "Descanso", "Gaceta 12")

    await office.do(declare)

    await office.do(lambda uow: uow.calendar.remove_inhabil(date(2025, 7, 21)))

    kept = Inhabil(date(2025, 12, 31), "Descanso", "Gaceta 12")
    assert await office.do(lambda uow: uow.calendar.inhabiles(2025)) == [kept]
    assert await office.do(lambda uow: uow.calendar.inhabil(date(2025, 12, 31))) == kept
    assert await office.do(lambda uow: uow.calendar.inhabil(date(2025, 7, 21))) is None


async def test_one_ur_may_have_dates_of_its_own_until_they_are_taken_back(office: Office) -> None:
    everybody = PeriodDates(due_on=DAY_BEFORE, closes_on=LATER)
    await office.do(lambda uow: uow.calendar.set_dates(T3, "", everybody, "Circular 4"))
    await office.do(lambda uow: uow.calendar.set_dates(T3, "402", PeriodDates(due_on=LATER), "Oficio 5"))

    found = await deadlines(office)
    assert (found.due_on(T3), found.for_unit("402").due_on(T3)) == (DAY_BEFORE, LATER)
    assert await office.do(lambda uow: uow.calendar.source_of(T3, "402")) == "Oficio 5"

    await office.do(lambda uow: uow.calendar.set_dates(T3, "402", PeriodDates(), "Oficio 6"))

    assert (await deadlines(office)).for_unit("402").due_on(T3) == DAY_BEFORE
    assert await office.do(lambda uow: uow.calendar.source_of(T3, "402")) == ""


async def test_a_due_date_that_is_set_keeps_the_other_dates(office: Office) -> None:
    await office.do(lambda uow: uow.calendar.set_dates(T3, "", PeriodDates(closes_on=LATER), "Circular 4"))

    await office.do(lambda uow: set_due_date(uow, T3, DAY_BEFORE, "Circular 5"))

    found = await deadlines(office)
    assert found.set_by_implan[("", T3)] == PeriodDates(due_on=DAY_BEFORE, closes_on=LATER)


async def test_a_ladder_that_begins_earlier_opens_the_quarter_earlier(office: Office) -> None:
    ladder = {
        "programme": "8",
        "recipient": Recipient.ENLACE,
        "rhythm": Rhythm.QUARTERLY,
        "rungs": [-15, 0],
        "goes_on": True,
        "set_at": NOW.now,
        "set_by": "person:1",
    }
    await office.do(lambda uow: uow.session.execute(table_of(LadderTable).insert().values(ladder)))

    assert (await deadlines(office)).first_rung == 15


async def test_the_urs_that_report_are_known_by_year(office: Office) -> None:
    for document in (a_document(), a_mir(unit="504", programme="4"), a_mir(period=Period(2026, 1))):
        await office.register(document)

    known = await office.do(lambda uow: uow.calendar.units_by_year(2025))

    assert known == {2025: ("402", "504"), 2026: ("402",)}
    assert await office.do(lambda uow: uow.calendar.units_by_year(2026)) == {2026: ("402",)}
    assert await office.do(lambda uow: uow.calendar.programme_codes(2025)) == ["08", "4"]
