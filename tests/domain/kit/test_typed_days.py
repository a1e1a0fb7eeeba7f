"""Days as they are typed in a dialogue, with and without a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.dialogues.forms import FieldRefused
from domain.kit.dialogues.typed_days import read_day, read_days

AUTUMN = date(2025, 11, 21)
NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30/9", date(2025, 9, 30)),
        ("30/09/2025", date(2025, 9, 30)),
        ("2025-09-30", date(2025, 9, 30)),
        ("el 30 de septiembre", date(2025, 9, 30)),
        ("mar 30 sep", date(2025, 9, 30)),
        ("5 de enero", date(2026, 1, 5)),
        ("5/1", date(2026, 1, 5)),
        ("29/2/2028", date(2028, 2, 29)),
    ],
)
def test_one_day_is_read(text: str, day: date) -> None:
    assert read_day(text, AUTUMN) == day


@pytest.mark.parametrize("text", ["", "mañana", "30", "31/9", "31 de septiembre", "30/9 y 1/10", "30/13"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(FieldRefused, match="day_not_understood"):
        read_day(text, AUTUMN)


def test_the_29_of_february_without_a_year_is_that_of_the_leap_year_at_hand() -> None:
    assert read_day("29 de febrero de 2028", AUTUMN) == date(2028, 2, 29)
    assert read_day("29/2", date(2027, 12, 1)) == date(2028, 2, 29)
    with pytest.raises(FieldRefused):
        read_day("29/2", AUTUMN)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("del 26 al 31 de diciembre", date(2025, 12, 26), date(2025, 12, 31)),
        ("22/12/2025 al 2/1/2026", date(2025, 12, 22), date(2026, 1, 2)),
        ("del 29 de diciembre al 2 de enero", date(2025, 12, 29), date(2026, 1, 2)),
        ("21/7", date(2025, 7, 21), date(2025, 7, 21)),
    ],
)
def test_a_range_is_every_day_of_it(text: str, first: date, last: date) -> None:
    days = read_days(text, AUTUMN)

    assert (days[0], days[-1]) == (first, last)
    assert len(days) == (last - first).days + 1


def test_several_days_are_read_in_order_and_once() -> None:
    assert read_days("31/12, 26/12 y 26 de diciembre", AUTUMN) == (date(2025, 12, 26), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("algún día", "day_not_understood"),
        ("del 31 al 26 de diciembre", "days_turned_round"),
        ("1/10 al 15/12", "days_more_than_a_month"),
        ("del 32 al 31 de diciembre", "day_not_understood"),
        ("de lunes al viernes", "day_not_understood"),
    ],
)
def test_a_list_that_is_none_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FieldRefused, match=problem):
        read_days(text, AUTUMN)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_day_with_its_year_is_read_whatever_is_near(day: date) -> None:
    assert read_day(f"{day:%d/%m/%Y}", NEW_YEAR) == day


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(-180, 180))
def test_a_day_without_a_year_is_the_closest_one(near: date, offset: int) -> None:
    day = near + timedelta(days=offset)
    if (day.month, day.day) != (2, 29):
        assert read_day(f"{day.day}/{day.month}", near) == day


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        days = read_days(text, AUTUMN)
    except FieldRefused:
        return
    assert 1 <= len(days) <= 31
    assert list(days) == sorted(set(days))
