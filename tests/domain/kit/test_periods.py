"""Quarters: every way to write one, and where each begins and ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.periods import QUARTERS, Period, PeriodNotUnderstood

PERIODS = st.builds(Period, st.integers(2000, 2100), st.sampled_from(QUARTERS))
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "3T2025",
        "3t2025",
        "3T 2025",
        "3t 2025",
        "3 T 2025",
        " 3T2025 ",
        "\t3T2025\n",
        "3T\u00a02025",
        "2025-T3",
        "2025-t3",
        "2025T3",
        "2025 T3",
        "2025/T3",
        "2025 - T 3",
        "T3 2025",
        "t3 2025",
        "T3-2025",
        "T3/2025",
        "T32025",
    ],
)
def test_a_quarter_is_read_in_every_spelling(text: str) -> None:
    assert Period.parse(text) == Period(2025, 3)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("   ", id="blank"),
        pytest.param("0T2025", id="quarter 0"),
        pytest.param("5T2025", id="quarter 5"),
        pytest.param("13T2025", id="two digits of quarter"),
        pytest.param("3T25", id="two digits of year"),
        pytest.param("3T20255", id="five digits of year"),
        pytest.param("-3T2025", id="negative"),
        pytest.param("3T", id="no year"),
        pytest.param("2025", id="no quarter"),
        pytest.param("3Q2025", id="english"),
        pytest.param("3T2025 2T2025", id="two quarters"),
        pytest.param("2025-T3x", id="something after"),
        pytest.param("tercer trimestre 2025", id="in words"),
    ],
)
def test_anything_else_is_refused_with_what_was_written(text: str) -> None:
    with pytest.raises(PeriodNotUnderstood) as refusal:
        Period.parse(text)

    assert refusal.value.text == text


@pytest.mark.parametrize("text", ["3T1999", "3T2101", "T1 9999"])
def test_a_year_out_of_reach_is_refused(text: str) -> None:
    with pytest.raises(PeriodNotUnderstood):
        Period.parse(text)


@pytest.mark.parametrize(
    ("year", "quarter"),
    [
        pytest.param(2025, 0, id="quarter 0"),
        pytest.param(2025, 5, id="quarter 5"),
        pytest.param(1999, 4, id="1999"),
        pytest.param(2101, 1, id="2101"),
    ],
)
def test_a_period_that_cannot_be_is_not_built(year: int, quarter: int) -> None:
    with pytest.raises(PeriodNotUnderstood) as refusal:
        Period(year, quarter)

    assert refusal.value.text == f"{quarter}T{year}"


@given(st.text())
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        period = Period.parse(text)
    except PeriodNotUnderstood:
        return

    assert period.quarter in QUARTERS


@given(PERIODS)
def test_what_is_written_reads_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        (1, date(2024, 1, 1), date(2024, 3, 31)),
        (2, date(2024, 4, 1), date(2024, 6, 30)),
        (3, date(2024, 7, 1), date(2024, 9, 30)),
        (4, date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_a_quarter_has_three_whole_months(quarter: int, first: date, last: date) -> None:
    period = Period(2024, quarter)

    assert (period.first_day, period.last_day) == (first, last)


def test_the_last_quarter_of_all_ends_too() -> None:
    assert Period(2100, 4).last_day == date(2100, 12, 31)


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2024, 2, 29), "1T2024"),
        (date(2025, 3, 31), "1T2025"),
        (date(2025, 4, 1), "2T2025"),
        (date(2025, 12, 31), "4T2025"),
        (date(2026, 1, 1), "1T2026"),
    ],
)
def test_a_day_belongs_to_one_quarter(day: date, period: str) -> None:
    assert str(Period.of(day)) == period


@given(DAYS)
def test_the_quarter_of_a_day_holds_it(day: date) -> None:
    period = Period.of(day)

    assert period.first_day <= day <= period.last_day


def test_quarters_follow_each_other_over_the_new_year() -> None:
    fourth = Period(2025, 4)

    assert fourth.next() == Period(2026, 1)
    assert Period(2026, 1).previous() == fourth


@given(PERIODS.filter(lambda period: period < Period(2100, 4)))
def test_the_next_quarter_begins_the_day_after(period: Period) -> None:
    following = period.next()

    assert following.first_day == period.last_day + timedelta(days=1)
    assert following.previous() == period


@given(PERIODS, PERIODS)
def test_quarters_sort_as_their_days_do(one: Period, other: Period) -> None:
    assert (one < other) == (one.first_day < other.first_day)
