"""Pacing: in no window more than the budget, after no pause less than was asked for."""

from datetime import datetime, timedelta
from heapq import heappop, heappush

from hypothesis import example, given
from hypothesis import strategies as st

from domain.delivery.pacing import BULK_SHARE, Rate, Rates, Turns, Window, admit, reserve
from domain.kit.clocks import CLOCK_STEP
from tests.clocks import NOON

SECOND = timedelta(seconds=1)
MILLISECONDS = st.integers(0, 400).map(lambda ms: timedelta(milliseconds=ms))
GAPS = st.lists(MILLISECONDS, min_size=1, max_size=200)


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


@given(GAPS, st.integers(1, 8), st.integers(1, 3))
def test_slots_reserved_together_are_those_of_one_after_another(
    gaps: list[timedelta], count: int, burst: int
) -> None:
    rate = Rate(Rate.per_second(28).interval, burst)
    at, together, alone = NOON, None, None
    for gap in gaps[:20]:
        at += gap
        reserved = reserve(together, at, rate, count, ahead=SECOND * 60)
        together = reserved.new_tat
        for slot in reserved.slots:
            admission = admit(alone, at, rate.interval, rate.burst)
            alone = admission.new_tat

            assert slot == admission.allowed_at
        assert len(reserved.slots) == count


def test_no_slot_is_reserved_farther_ahead_than_asked() -> None:
    rate = Rate(timedelta(milliseconds=100))

    reserved = reserve(None, NOON, rate, 10, ahead=timedelta(milliseconds=250))

    assert [(slot - NOON).total_seconds() for slot in reserved.slots] == [0, 0.1, 0.2]
    assert reserve(reserved.new_tat, NOON, rate, 1, ahead=timedelta(0)).slots == ()


def counted(
    limit: int, calls: list[tuple[timedelta, timedelta, timedelta]]
) -> list[tuple[datetime, datetime]]:
    """Make calls of (pause before it, way out, way back); return when each began and was counted."""
    window, at = Window(limit), NOON
    in_the_air: list[tuple[datetime, datetime]] = []
    made: list[tuple[datetime, datetime]] = []
    for pause, out, back in calls:
        at += pause
        while True:
            while in_the_air and in_the_air[0][0] <= at:
                ended, began = heappop(in_the_air)
                window.end(began, ended)
            opens_at = window.opens_at(at)
            if opens_at == at:
                break
            at = opens_at or in_the_air[0][0]
        window.begin()
        made.append((at, at + out))
        heappush(in_the_air, (at + out + back, at))
    return made


@given(
    st.integers(1, 30),
    st.lists(st.tuples(MILLISECONDS, MILLISECONDS, MILLISECONDS), min_size=1, max_size=120),
    MILLISECONDS,
)
def test_the_receiver_never_counts_more_than_its_limit(
    limit: int, calls: list[tuple[timedelta, timedelta, timedelta]], shortest: timedelta
) -> None:
    """However long each way takes; one call was as short as a call can be."""
    way = shortest / 2
    calls = [(pause, way + out, way + back) for pause, out, back in calls]
    made = counted(limit, [(timedelta(0), way, way), *calls])

    for _, start in made:
        assert sum(start <= at < start + SECOND for _, at in made) <= limit


@given(st.integers(0, 125).map(lambda ms: timedelta(milliseconds=ms)))
def test_calls_that_all_take_as_long_lose_one_percent_at_most(way: timedelta) -> None:
    made = counted(30, [(timedelta(0), way, way)] * 300)

    assert made[-1][0] - made[0][0] <= SECOND * 10 * 1.01


def test_a_window_without_a_limit_is_always_open() -> None:
    window = Window(Rate(timedelta(0)).in_a_second)
    window.begin()
    window.end(NOON, NOON)

    assert window.opens_at(NOON) == NOON


def test_a_clock_that_steps_back_does_not_close_the_window() -> None:
    window = Window(1)
    window.begin()
    window.end(NOON, NOON)

    assert window.opens_at(NOON) == NOON + SECOND
    assert window.opens_at(NOON - timedelta(hours=1)) == NOON - timedelta(hours=1)


@given(st.lists(st.tuples(st.booleans(), st.booleans()).filter(any), min_size=1, max_size=60))
def test_answers_go_first_and_bulk_gets_its_share(waiting: list[tuple[bool, bool]]) -> None:
    turns, skipped = Turns(), 0
    for answers, bulk in waiting:
        goes = turns.is_for_bulk(answers=answers, bulk=bulk)

        assert bulk if goes else answers
        skipped = 0 if goes or not bulk else skipped + 1
        assert skipped < BULK_SHARE


def test_while_answers_never_end_one_in_five_is_bulk() -> None:
    turns = Turns()

    assert [turns.is_for_bulk(answers=True, bulk=True) for _ in range(10)] == [
        False,
        False,
        False,
        False,
        True,
    ] * 2
