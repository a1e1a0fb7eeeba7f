"""Who handed a quarter in when, and the resulting ranking."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.summary.punctuality import HandIn, Placed, ReportOutcome, ranked

DUE, AFTER = date(2025, 9, 30), date(2025, 10, 8)


def hand_in(code: str, day: int | None = None, *, due_on: date = DUE) -> HandIn:
    """`day` counts from the first of September."""
    sent_on = None if day is None else date(2025, 9, 1) + timedelta(days=day - 1)
    return HandIn(code, f"Área {code}", due_on, sent_on)


def places(*hand_ins: HandIn, today: date = AFTER) -> list[tuple[str, int | None, ReportOutcome]]:
    return [(each.hand_in.code, each.place, each.outcome) for each in ranked(hand_ins, today)]


def test_those_of_one_day_share_a_place_and_the_next_one_counts_them() -> None:
    assert places(hand_in("504", 18), hand_in("402", 24), hand_in("304", 18)) == [
        ("304", 1, ReportOutcome.ON_TIME),
        ("504", 1, ReportOutcome.ON_TIME),
        ("402", 3, ReportOutcome.ON_TIME),
    ]


def test_on_its_due_day_is_on_time_and_the_day_after_is_late() -> None:
    assert places(hand_in("402", 30), hand_in("504", 31)) == [
        ("402", 1, ReportOutcome.ON_TIME),
        ("504", 2, ReportOutcome.LATE),
    ]


def test_a_prorroga_keeps_somebody_on_time_before_whoever_was_late_on_an_earlier_day() -> None:
    given_time = hand_in("402", 33, due_on=date(2025, 10, 3))

    assert places(hand_in("504", 31), given_time) == [
        ("402", 1, ReportOutcome.ON_TIME),
        ("504", 2, ReportOutcome.LATE),
    ]


def test_late_on_the_last_day_on_time_of_another_is_no_tie() -> None:
    given_time = hand_in("402", 31, due_on=date(2025, 10, 3))

    assert [place for _, place, _ in places(given_time, hand_in("504", 31))] == [1, 2]


def test_who_has_not_sent_has_no_place_and_may_still_have_time() -> None:
    assert places(hand_in("402", due_on=date(2025, 10, 8)), hand_in("504"), hand_in("304", 40)) == [
        ("304", 1, ReportOutcome.LATE),
        ("504", None, ReportOutcome.NOT_SENT),
        ("402", None, ReportOutcome.STILL_OPEN),
    ]


hand_ins = st.lists(
    st.builds(hand_in, st.integers(100, 999).map(str), st.none() | st.integers(1, 45)),
    unique_by=lambda each: each.code,
)


@given(hand_ins)
def test_everybody_is_ranked_once_and_an_earlier_day_never_has_a_later_place(every: list[HandIn]) -> None:
    found = ranked(every, AFTER)

    assert {each.hand_in for each in found} == set(every)
    sent = [each for each in found if each.hand_in.sent_on is not None]
    assert all((each.place is None) == (each.hand_in.sent_on is None) for each in found)
    for one in sent:
        before = sum(_key(each) < _key(one) for each in sent)
        assert one.place == before + 1


def _key(placed: Placed) -> tuple[bool, date]:
    return placed.outcome is ReportOutcome.LATE, placed.hand_in.sent_on or date.max
