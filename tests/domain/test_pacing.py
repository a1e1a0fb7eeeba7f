"""Pacing: in no window more than the budget, after no pause less than was asked for."""

from datetime import datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from domain.pacing import CLOCK_STEP, Rate, Rates, admit
from tests.clocks import NOON

SECOND = timedelta(seconds=1)
GAPS = st.lists(st.integers(0, 400).map(lambda ms: timedelta(milliseconds=ms)), min_size=1, max_size=200)


def leave(gaps: list[timedelta], rate: Rate) -> list[datetime]:
    """Ask at each instant, and return when each message left: at once, or when its slot opened."""
    at, tat, left = NOON, None, []
    for gap in gaps:
        at += gap
        admission = admit(tat, at, rate.interval, rate.burst)
        at, tat = max(at, admission.allowed_at), admission.new_tat
        left.append(at)
    return left


@given(GAPS, st.integers(1, 5))
@example([timedelta(0)] * 100, 1)
def test_no_window_holds_more_than_the_budget(gaps: list[timedelta], burst: int) -> None:
    left = leave(gaps, Rate(Rate.per_second(28).interval, burst))

    for start in left:
        assert sum(start <= at < start + SECOND for at in left) <= 28 + burst - 1


@given(GAPS)
def test_who_waits_as_told_is_let_through(gaps: list[timedelta]) -> None:
    rate = Rates().private
    tat = None
    at = NOON
    for gap in gaps:
        at += gap
        told = admit(tat, at, rate.interval, rate.burst).allowed_at
        admission = admit(tat, told, rate.interval, rate.burst)

        assert admission.allowed_at == told
        at, tat = told, admission.new_tat


def test_there_is_no_burst_at_the_start() -> None:
    left = leave([timedelta(0)] * 29, Rates().everybody)

    assert left[1] > left[0]
    assert left[28] >= left[0] + SECOND


def test_a_chat_takes_three_at_once_and_then_one_a_second() -> None:
    left = leave([timedelta(0)] * 5, Rates().private)

    assert [(at - NOON).total_seconds() for at in left] == [0, 0, 0, 1, 2]


def test_a_group_takes_twenty_a_minute() -> None:
    left = leave([timedelta(0)] * 60, Rates().of_chat(-100))

    for start in left:
        assert sum(start <= at < start + timedelta(minutes=1) for at in left) <= 20


def test_a_clock_that_steps_back_does_not_stop_everything() -> None:
    rate = Rates().everybody
    tat = admit(None, NOON + timedelta(hours=1), rate.interval, rate.burst).new_tat

    assert admit(tat, NOON, rate.interval, rate.burst).allowed_at == NOON
    assert admit(NOON + CLOCK_STEP, NOON, rate.interval, rate.burst).allowed_at == NOON + CLOCK_STEP
