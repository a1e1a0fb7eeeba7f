"""After a change of the calendar, reminders follow the new dates, each rung once."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pytest

from domain.calendar.deadlines import PeriodDates
from domain.calendar.prorrogas import Prorroga, ProrrogaState
from domain.kit.periods import Period
from domain.reminders.messages import Reminder
from storage.prorrogas import Decision
from tests.facts import ANA, T3, Office, a_mir, local
from usecases.reminders.plan_reminders import write_reminders

THREE_BEFORE = date(2025, 9, 25)
CHRISTMAS_EVE = date(2025, 12, 24)


@pytest.fixture
async def owing(office: Office) -> Office:
    for year in (2024, 2025):
        await office.register(a_mir(period=Period(year, 1)))
    await office.lets_in(ANA)
    return office


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=each) for each in range((last - first).days + 1))


async def reminded(office: Office, among: Iterable[date], period: Period = T3) -> list[tuple[date, int]]:
    """Tick at nine and at noon of each day; return the new rungs of a quarter with their day."""
    before = len(await office.said(ANA))
    for day in among:
        for hour in (9, 12):
            moment = local(day, hour)
            await office.do(lambda uow, at=moment: write_reminders(uow, at))  # type: ignore[misc]
    return [
        (each.day, item.rung)
        for each in (await office.said(ANA))[before:]
        if isinstance(each, Reminder) and each.day is not None
        for item in each.items
        if item.period == period
    ]


async def moves_due(office: Office, day: date, period: Period = T3) -> None:
    await office.do(lambda uow: uow.calendar.set_dates(period, "", PeriodDates(due_on=day), "Circular 4"))


async def test_a_due_day_that_moves_back_past_rungs_given_goes_on_from_the_new_one(owing: Office) -> None:
    given = await reminded(owing, days(date(2025, 9, 15), THREE_BEFORE))
    assert [rung for _, rung in given] == [-10, -5, -3]

    await moves_due(owing, date(2025, 9, 26))

    assert await reminded(owing, [THREE_BEFORE]) == [], "one message a day"
    assert await reminded(owing, days(date(2025, 9, 26), date(2025, 9, 30))) == [
        (date(2025, 9, 26), 0),
        (date(2025, 9, 29), 1),
        (date(2025, 9, 30), 2),
    ]


async def test_a_due_day_that_moves_to_today_is_late_tomorrow(owing: Office) -> None:
    await reminded(owing, days(date(2025, 9, 15), THREE_BEFORE))

    await moves_due(owing, THREE_BEFORE)

    assert await reminded(owing, days(THREE_BEFORE, date(2025, 9, 26))) == [(date(2025, 9, 26), 1)]


async def test_a_due_day_that_moves_on_begins_its_ladder_where_it_stands(owing: Office) -> None:
    await reminded(owing, days(date(2025, 9, 15), date(2025, 9, 30)))

    await moves_due(owing, date(2025, 10, 3))

    assert await reminded(owing, days(date(2025, 10, 1), date(2025, 10, 6))) == [
        (date(2025, 10, 1), -3),
        (date(2025, 10, 2), -1),
        (date(2025, 10, 3), 0),
        (date(2025, 10, 6), 1),
    ]


async def test_an_inhabil_declared_in_the_middle_moves_what_is_still_to_come(owing: Office) -> None:
    await reminded(owing, days(date(2025, 9, 15), date(2025, 9, 23)))

    await owing.do(lambda uow: uow.calendar.add_inhabil(date(2025, 9, 30), "Descanso", "Gaceta 12"))

    assert await reminded(owing, days(date(2025, 9, 24), date(2025, 9, 30))) == [
        (date(2025, 9, 24), -3),
        (date(2025, 9, 26), -1),
        (date(2025, 9, 29), 0),
    ]


async def test_the_close_of_the_year_in_holidays(owing: Office) -> None:
    for day in (26, 29, 30, 31):
        holiday = date(2025, 12, day)
        await owing.do(lambda uow, day=holiday: uow.calendar.add_inhabil(day, "Vacaciones", "Gaceta 40"))  # type: ignore[misc]

    given = await reminded(owing, days(date(2025, 12, 8), date(2026, 1, 5)), Period(2025, 4))

    assert given == [
        (date(2025, 12, 10), -10),
        (date(2025, 12, 17), -5),
        (date(2025, 12, 19), -3),
        (date(2025, 12, 23), -1),
        (CHRISTMAS_EVE, 0),
        (date(2026, 1, 2), 1),
        (date(2026, 1, 5), 2),
    ]


async def test_a_leap_day_is_a_due_day_like_another(owing: Office) -> None:
    first = Period(2024, 1)
    await moves_due(owing, date(2024, 2, 29), first)

    assert await reminded(owing, days(date(2024, 2, 28), date(2024, 3, 1)), first) == [
        (date(2024, 2, 28), -1),
        (date(2024, 2, 29), 0),
        (date(2024, 3, 1), 1),
    ]


async def test_a_prorroga_begins_a_ladder_of_its_own(owing: Office) -> None:
    asked = Prorroga(
        0, "402", T3, 3, "Cambió el enlace", "", ProrrogaState.ASKED, local(date(2025, 9, 29)).now, 1
    )
    given = await owing.do(lambda uow: uow.prorrogas.ask(asked))
    await reminded(owing, days(date(2025, 9, 15), date(2025, 9, 29)))

    until = Decision(1, local(date(2025, 9, 29)).now, date(2025, 10, 3), 3)
    await owing.do(lambda uow: uow.prorrogas.decide(given, until))

    rungs = await reminded(owing, days(date(2025, 9, 30), date(2025, 10, 3)))
    assert [rung for _, rung in rungs] == [-3, -1, 0]
