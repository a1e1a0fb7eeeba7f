"""Own hours as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.dialogues.forms import FieldRefused
from domain.reminders.own_hours import EARLIEST, LATEST, SHORTEST, read_hours

TEN, THREE = 600, 900


@pytest.mark.parametrize(
    "text",
    [
        "10:00 a 15:00",
        "10 a 15",
        "de 10 a 15",
        "de las 10 a las 15",
        "10:00-15:00",
        "10.00 – 15.00",
        "10 am a 3 pm",
        "10 a.m. a 3 p.m.",
        "10 hrs a 15 horas",
        "  10:00   hasta  las 15:00 ",
    ],
)
def test_hours_are_read(text: str) -> None:
    assert read_hours(text) == (TEN, THREE)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "hours_not_understood"),
        ("en la tarde", "hours_not_understood"),
        ("10:00", "hours_not_understood"),
        ("25:00 a 26:00", "hours_not_understood"),
        ("10:75 a 15:00", "hours_not_understood"),
        ("13 pm a 15 pm", "hours_not_understood"),
        ("0 am a 10 am", "hours_not_understood"),
        ("15 a 10", "hours_turned_round"),
        ("10 a 10", "hours_turned_round"),
        ("3 a 10", "hours_at_night"),
        ("10 a 23", "hours_at_night"),
        ("10:00 a 10:30", "hours_too_short"),
    ],
)
def test_nonsense_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FieldRefused, match=problem):
        read_hours(text)


def test_noon_and_midnight_in_two_halves() -> None:
    assert read_hours("12 pm a 3 pm") == (720, THREE)
    with pytest.raises(FieldRefused, match="hours_at_night"):
        read_hours("12 am a 3 pm")


@given(st.text(max_size=40))
def test_what_is_read_is_a_window_of_the_day(text: str) -> None:
    try:
        start, end = read_hours(text)
    except FieldRefused:
        return
    assert EARLIEST <= start <= end - SHORTEST <= LATEST - SHORTEST
