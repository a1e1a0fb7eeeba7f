"""Business days: the holidays of the law, the municipality's own, and counting between them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kit.periods import Period
from domain.kit.workdays import Workdays, legal_holidays

# LFT art. 74: 1 January, first Monday of February, third Monday of March, 1 May, 16 September, third Monday
# of November, 25 December; and 1 October every six years, when the federal government changes.
HOLIDAYS = {
    2024: ["01-01", "02-05", "03-18", "05-01", "09-16", "10-01", "11-18", "12-25"],
    2025: ["01-01", "02-03", "03-17", "05-01", "09-16", "11-17", "12-25"],
    2026: ["01-01", "02-02", "03-16", "05-01", "09-16", "11-16", "12-25"],
    2027: ["01-01", "02-01", "03-15", "05-01", "09-16", "11-15", "12-25"],
    2028: ["01-01", "02-07", "03-20", "05-01", "09-16", "11-20", "12-25"],
    2029: ["01-01", "02-05", "03-19", "05-01", "09-16", "11-19", "12-25"],
    2030: ["01-01", "02-04", "03-18", "05-01", "09-16", "10-01", "11-18", "12-25"],
}

TUESDAY = date(2025, 7, 22)
FRIDAY = date(2025, 7, 18)
SATURDAY = date(2025, 7, 19)
SUNDAY = date(2025, 7, 20)
LUNES_DEL_CERRO = date(2025, 7, 21)
HOLY_WEEK_2024 = frozenset({date(2024, 3, 28), date(2024, 3, 29)})

DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(Workdays, st.frozensets(DAYS, max_size=20))
UNHURRIED = settings(deadline=None)  # the first look at a year builds its holidays
COUNTS = st.integers(-60, 60)


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_holidays_are_those_of_the_law(year: int) -> None:
    law = {date.fromisoformat(f"{year}-{day}") for day in HOLIDAYS[year]}

    assert legal_holidays(year) == law


def test_holy_week_is_not_a_holiday_of_the_law() -> None:
    assert all(Workdays().is_workday(day) for day in HOLY_WEEK_2024)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(FRIDAY, True, id="friday"),
        pytest.param(SATURDAY, False, id="saturday"),
        pytest.param(SUNDAY, False, id="sunday"),
        pytest.param(LUNES_DEL_CERRO, True, id="an ordinary monday"),
        pytest.param(date(2025, 9, 16), False, id="a holiday on tuesday"),
        pytest.param(date(2024, 10, 1), False, id="change of government"),
        pytest.param(date(2025, 10, 1), True, id="1 october of other years"),
        pytest.param(date(2024, 2, 29), True, id="29 february"),
    ],
)
def test_business_days_are_monday_to_friday_less_holidays(day: date, works: bool) -> None:
    assert Workdays().is_workday(day) is works


def test_a_day_the_cabildo_declared_is_not_worked() -> None:
    workdays = Workdays(frozenset({LUNES_DEL_CERRO}))

    assert not workdays.is_workday(LUNES_DEL_CERRO)
    assert workdays.shift(FRIDAY, 1) == TUESDAY
    assert workdays.until(FRIDAY, TUESDAY) == 1


@pytest.mark.parametrize(
    ("day", "count", "shifted"),
    [
        pytest.param(FRIDAY, 0, FRIDAY, id="zero stays"),
        pytest.param(SATURDAY, 0, SATURDAY, id="zero stays on a weekend"),
        pytest.param(FRIDAY, 1, LUNES_DEL_CERRO, id="over the weekend"),
        pytest.param(SATURDAY, 1, LUNES_DEL_CERRO, id="from saturday forward"),
        pytest.param(SATURDAY, -1, FRIDAY, id="from saturday back"),
        pytest.param(LUNES_DEL_CERRO, -1, FRIDAY, id="back over the weekend"),
        pytest.param(date(2025, 9, 15), 1, date(2025, 9, 17), id="over a holiday"),
        pytest.param(date(2024, 2, 28), 1, date(2024, 2, 29), id="to 29 february"),
        pytest.param(date(2025, 2, 28), 1, date(2025, 3, 3), id="no 29 february"),
        pytest.param(date(2025, 12, 31), 1, date(2026, 1, 2), id="over the new year"),
    ],
)
def test_shifting_counts_business_days_only(day: date, count: int, shifted: date) -> None:
    assert Workdays().shift(day, count) == shifted


@pytest.mark.parametrize(
    ("day", "target", "count"),
    [
        pytest.param(FRIDAY, FRIDAY, 0, id="the same day"),
        pytest.param(FRIDAY, SUNDAY, 0, id="to the weekend"),
        pytest.param(FRIDAY, TUESDAY, 2, id="over the weekend"),
        pytest.param(TUESDAY, FRIDAY, -2, id="already past"),
        pytest.param(SUNDAY, LUNES_DEL_CERRO, 1, id="from sunday"),
        pytest.param(date(2025, 9, 25), date(2025, 9, 30), 3, id="the issue's example"),
    ],
)
def test_the_distance_counts_the_target_and_not_the_start(day: date, target: date, count: int) -> None:
    assert Workdays().until(day, target) == count


@UNHURRIED
@given(CALENDARS, DAYS, COUNTS)
def test_the_distance_undoes_the_shift_from_a_business_day(workdays: Workdays, day: date, count: int) -> None:
    start = workdays.shift(day, 1)

    assert workdays.until(start, workdays.shift(start, count)) == count


@UNHURRIED
@given(CALENDARS, DAYS, COUNTS)
def test_shifting_there_and_back_returns_to_a_business_day(workdays: Workdays, day: date, count: int) -> None:
    start = workdays.shift(day, 1)

    assert workdays.shift(workdays.shift(start, count), -count) == start


@UNHURRIED
@given(CALENDARS, DAYS, COUNTS.filter(bool))
def test_a_shift_lands_on_a_business_day(workdays: Workdays, day: date, count: int) -> None:
    assert workdays.is_workday(workdays.shift(day, count))


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("1T2022", date(2022, 3, 31)),
        ("2T2022", date(2022, 6, 30)),
        ("3T2022", date(2022, 9, 30)),
        ("4T2022", date(2022, 12, 30)),
        ("1T2023", date(2023, 3, 31)),
        ("2T2023", date(2023, 6, 30)),
        ("3T2023", date(2023, 9, 29)),
        ("4T2023", date(2023, 12, 29)),
        ("1T2024", date(2024, 3, 29)),
        ("2T2024", date(2024, 6, 28)),
        ("3T2024", date(2024, 9, 30)),
        ("4T2024", date(2024, 12, 31)),
        ("1T2025", date(2025, 3, 31)),
        ("2T2025", date(2025, 6, 30)),
        ("3T2025", date(2025, 9, 30)),
        ("4T2025", date(2025, 12, 31)),
        ("1T2026", date(2026, 3, 31)),
        ("2T2029", date(2029, 6, 29)),
        ("4T2028", date(2028, 12, 29)),
        ("3T2030", date(2030, 9, 30)),
    ],
)
def test_the_last_business_day_of_a_quarter(period: str, last: date) -> None:
    assert Workdays().last_of(Period.parse(period)) == last


def test_the_last_business_day_comes_before_holy_week_when_the_cabildo_closes_it() -> None:
    workdays = Workdays(HOLY_WEEK_2024)

    assert workdays.last_of(Period(2024, 1)) == date(2024, 3, 27)


@UNHURRIED
@given(CALENDARS, st.builds(Period, st.integers(2022, 2030), st.integers(1, 4)))
def test_no_business_day_of_the_quarter_follows_the_last_one(workdays: Workdays, period: Period) -> None:
    last = workdays.last_of(period)

    assert workdays.is_workday(last)
    assert workdays.until(last, period.last_day) == 0
    assert last <= period.last_day < last + timedelta(days=60)
