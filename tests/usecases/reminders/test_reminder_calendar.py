"""The ladder on special dates: year ends, leap days, holidays, summer time of 2022, moved days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.kit.periods import Period
from domain.reminders.messages import Reminder
from tests.facts import ANA, Office, a_mir, local
from tests.read_back import set_due_date
from usecases.reminders.plan_reminders import write_reminders

LADDER = [-10, -5, -3, -1, 0, 1]


async def reminded(office: Office, first: date, last: date, period: Period) -> dict[int, date]:
    """Tick each morning and return the day of each rung of a quarter."""
    day = first
    while day <= last:
        moment = local(day, 9)
        await office.do(lambda uow, moment=moment: write_reminders(uow, moment))  # type: ignore[misc]
        day += timedelta(days=1)
    said = [each for each in await office.said(ANA) if isinstance(each, Reminder)]
    return {item.rung: each.day for each in said for item in each.items if each.day and item.period == period}


async def an_office(office: Office, year: int) -> Office:
    await office.register(a_mir(period=Period(year, 1)))
    await office.lets_in(ANA)
    return office


@pytest.mark.parametrize(
    ("period", "days"),
    [
        pytest.param(
            Period(2024, 4),
            # 25 December and the new year are not worked; 31 December is a Tuesday.
            [(2024, 12, 16), (2024, 12, 23), (2024, 12, 26), (2024, 12, 30), (2024, 12, 31), (2025, 1, 2)],
            id="4T closes in the holidays and the first day past due is of the next year",
        ),
        pytest.param(
            Period(2024, 1),
            # Holy Thursday and Friday are worked unless the Cabildo says otherwise; the 18th is not.
            [(2024, 3, 14), (2024, 3, 22), (2024, 3, 26), (2024, 3, 28), (2024, 3, 29), (2024, 4, 1)],
            id="1T of a leap year",
        ),
        pytest.param(
            Period(2022, 1),
            # The clocks went forward on Sunday, 3 April.
            [(2022, 3, 16), (2022, 3, 24), (2022, 3, 28), (2022, 3, 30), (2022, 3, 31), (2022, 4, 1)],
            id="1T of 2022, with the change of the hour behind it",
        ),
    ],
)
async def test_the_ladder_falls_on_business_days(
    period: Period, days: list[tuple[int, int, int]], office: Office
) -> None:
    expected = dict(zip(LADDER, (date(*day) for day in days), strict=True))
    await an_office(office, period.year)

    found = await reminded(office, expected[-10] - timedelta(days=4), expected[1], period)

    assert found == expected


async def test_the_inhabiles_of_december_bring_the_whole_ladder_forward(office: Office) -> None:
    await an_office(office, 2025)
    for day in [*range(19, 25), *range(26, 32)]:
        await office.do(
            lambda uow, day=date(2025, 12, day): uow.calendar.add_inhabil(day, "Vacaciones", "Gaceta")  # type: ignore[misc]
        )

    found = await reminded(office, date(2025, 12, 1), date(2026, 1, 2), Period(2025, 4))

    assert found == {
        -10: date(2025, 12, 4),
        -5: date(2025, 12, 11),
        -3: date(2025, 12, 15),
        -1: date(2025, 12, 17),
        0: date(2025, 12, 18),
        1: date(2026, 1, 2),
    }


async def test_the_fourth_quarter_stays_owed_until_the_next_one_opens(
    office: Office,
) -> None:
    await an_office(office, 2025)

    found = await reminded(office, date(2026, 1, 5), date(2026, 3, 20), Period(2025, 4))

    opened = max(found.values())
    assert opened == date(2026, 3, 13)
    assert all(rung > 0 for rung in found)


async def test_a_prorroga_may_end_on_a_leap_day(office: Office) -> None:
    await an_office(office, 2023)
    period, leap_day = Period(2023, 4), date(2024, 2, 29)
    await office.do(lambda uow: set_due_date(uow, period, leap_day, "Circular 1"))

    found = await reminded(office, date(2024, 2, 14), date(2024, 3, 1), period)

    assert found == {
        -10: date(2024, 2, 15),
        -5: date(2024, 2, 22),
        -3: date(2024, 2, 26),
        -1: date(2024, 2, 28),
        0: leap_day,
        1: date(2024, 3, 1),
    }


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2022, 3, 31), 15), (date(2022, 4, 4), 14)])
async def test_nine_is_nine_on_the_wall_before_and_after_the_clocks_moved(
    day: date, utc_hour: int, office: Office
) -> None:
    await an_office(office, 2022)
    nine = datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    moment = local(day, 9)
    assert moment.now == nine

    before = local(day, 8, 59)
    assert await office.do(lambda uow: write_reminders(uow, before)) == 0
    assert await office.do(lambda uow: write_reminders(uow, moment)) == 1


async def test_a_due_day_that_moves_back_past_given_rungs_gives_the_latest(
    office: Office,
) -> None:
    """On the 23rd the rung of five days was given; then the day moves from the 30th to the 26th."""
    await an_office(office, 2025)
    await reminded(office, date(2025, 9, 15), date(2025, 9, 23), Period(2025, 3))

    await office.do(lambda uow: set_due_date(uow, Period(2025, 3), date(2025, 9, 26), "Circular 9"))
    await reminded(office, date(2025, 9, 24), date(2025, 9, 29), Period(2025, 3))

    said = [each for each in await office.said(ANA) if isinstance(each, Reminder)]
    told = [(each.day, item.due_on.day, item.rung) for each in said for item in each.items]
    september = {day: date(2025, 9, day) for day in range(15, 30)}
    assert told[-6:] == [
        (september[15], 30, -10),
        (september[23], 30, -5),
        (september[24], 26, -3),
        (september[25], 26, -1),
        (september[26], 26, 0),
        (september[29], 26, 1),
    ]


async def test_a_due_day_that_moves_into_the_past_is_past_due_at_once(office: Office) -> None:
    await an_office(office, 2025)
    await reminded(office, date(2025, 9, 25), date(2025, 9, 25), Period(2025, 3))

    await office.do(lambda uow: set_due_date(uow, Period(2025, 3), date(2025, 9, 24), "Circular 9"))
    found = await reminded(office, date(2025, 9, 26), date(2025, 9, 26), Period(2025, 3))

    assert found == {-3: date(2025, 9, 25), 2: date(2025, 9, 26)}
