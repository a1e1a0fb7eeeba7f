"""How far a clock is off, and which instants are still valid."""

from datetime import timedelta

import pytest

from domain.kit.clocks import (
    CLOCK_STEP,
    MOST_APART,
    is_apart,
    is_believed,
    is_from_the_future,
    off_by,
    written_length,
)
from tests.clocks import NOON


@pytest.mark.parametrize("sign", [1, -1])
def test_five_minutes_are_not_too_far(sign: int) -> None:
    assert not is_apart(sign * MOST_APART)
    assert is_apart(sign * (MOST_APART + timedelta(microseconds=1)))


def test_what_was_set_in_the_future_is_not_waited_for() -> None:
    assert is_believed(NOON - timedelta(days=400), NOON)
    assert is_believed(NOON + CLOCK_STEP, NOON)
    assert not is_believed(NOON + CLOCK_STEP + timedelta(microseconds=1), NOON)


@pytest.mark.parametrize(
    ("length", "told"),
    [
        ({"days": 2, "hours": 3, "minutes": 59}, "2 d 3 h"),
        ({"days": 1, "minutes": 5}, "1 d 5 min"),
        ({"hours": -3}, "3 h"),
        ({"seconds": 59}, "0 min"),
    ],
)
def test_a_length_is_written_by_its_largest_parts(length: dict[str, float], told: str) -> None:
    assert written_length(timedelta(**length)) == told


def test_a_clock_is_ahead_or_behind() -> None:
    assert off_by(timedelta(hours=2)) == "2 h ahead of Telegram's; set it"
    assert off_by(timedelta(minutes=-7)) == "7 min behind Telegram's; set it"


@pytest.mark.parametrize(("minutes", "is_early"), [(-60, False), (5, False), (6, True)])
def test_what_was_written_later_than_now_was_written_by_a_clock_ahead(minutes: int, is_early: bool) -> None:
    assert is_from_the_future(NOON + timedelta(minutes=minutes), NOON) == is_early
