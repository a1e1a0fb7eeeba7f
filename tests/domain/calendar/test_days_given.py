"""Days of a prórroga or a reopening, as people type them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.days_given import MOST_DAYS, day_after, read_days
from domain.kit.dialogues.forms import FieldRefused
from domain.kit.workdays import Workdays

DUE = date(2025, 9, 30)
"""A Tuesday."""
WORKDAYS = Workdays()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3", 3),
        (" 3 días ", 3),
        ("3 dias hábiles", 3),
        ("tres", 3),
        ("Cinco días hábiles más", 5),
        ("un día", 1),
        ("uno", 1),
        ("20", 20),
        ("3 de octubre", 3),
        ("hasta el viernes 3 de octubre", 3),
        ("3 oct", 3),
        ("03/10/2025", 3),
        ("3/10", 3),
        ("hasta el 3/10", 3),
        ("6 de octubre de 2025", 4),
    ],
)
def test_a_number_or_a_day_is_read(text: str, days: int) -> None:
    assert read_days(text, DUE, WORKDAYS) == days


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "days_not_understood"),
        ("pronto", "days_not_understood"),
        ("3 o 4", "days_not_understood"),
        ("2.5", "days_not_understood"),
        ("-3", "days_not_understood"),
        ("31/9", "days_not_understood"),
        ("31 de septiembre", "days_not_understood"),
        ("el 3 de octubre o el 6 de octubre", "days_not_understood"),
        ("0", "days_none"),
        ("cero días", "days_none"),
        ("21", "days_too_many"),
        ("9999", "days_too_many"),
        ("15 de diciembre", "days_too_many"),
        ("30 de septiembre", "day_not_later"),
        ("29/9", "day_not_later"),
        ("3 de octubre de 2024", "day_not_later"),
        ("4 de octubre", "day_not_worked"),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(FieldRefused) as refused:
        read_days(text, DUE, WORKDAYS)

    assert refused.value.problem == problem


def test_a_day_in_january_is_of_the_next_year() -> None:
    assert read_days("6 de enero", date(2025, 12, 31), WORKDAYS) == 3
    assert read_days("6/1", date(2025, 12, 31), WORKDAYS) == 3


def test_29_february_of_a_year_that_has_none_is_not_taken_for_the_next() -> None:
    with pytest.raises(FieldRefused):
        read_days("29/2", date(2024, 12, 31), WORKDAYS)


@given(st.integers(1, MOST_DAYS), st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_the_last_day_of_so_many_days_is_read_as_so_many(days: int, start: date) -> None:
    last = day_after(WORKDAYS, start, days)

    assert read_days(f"{last.day:02}/{last.month:02}/{last.year}", start, WORKDAYS) == days


@given(st.text(max_size=40))
def test_anything_else_is_refused_and_nothing_breaks(text: str) -> None:
    with suppress(FieldRefused):
        assert 1 <= read_days(text, DUE, WORKDAYS) <= MOST_DAYS
