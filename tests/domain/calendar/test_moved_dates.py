"""What a change of the calendar moves, and for whom."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar.closings import Closings
from domain.calendar.deadlines import Deadlines, PeriodDates
from domain.calendar.moved_dates import DateMove, QuarterDate, date_of, moves_between
from domain.kit.periods import Period
from domain.kit.workdays import Workdays
from tests.builders import T2, T3, deadlines
from tests.facts import local

TODAY = local(date(2025, 9, 24))
DUE, MONDAY = date(2025, 9, 30), date(2025, 9, 29)
UNITS = {2025: ("402", "504")}
INHABIL = deadlines(DUE)


def due_moves(before: Deadlines, after: Deadlines) -> list[tuple[str, date | None, date | None]]:
    moves = moves_between(before, after, UNITS, TODAY)
    return [(each.unit_code, each.before, each.after) for each in moves if each.kind is QuarterDate.DUE]


def test_an_inhabil_on_the_due_day_moves_it_for_every_ur() -> None:
    assert due_moves(Deadlines(), INHABIL) == [("402", DUE, MONDAY), ("504", DUE, MONDAY)]


def test_nothing_moves_without_a_change() -> None:
    assert moves_between(INHABIL, INHABIL, UNITS, TODAY) == ()


def test_a_prorroga_that_still_runs_is_not_moved() -> None:
    given_ = {("402", T3): date(2025, 10, 3)}
    before, after = Deadlines(prorrogas=given_), Deadlines(Workdays(frozenset({DUE})), prorrogas=given_)

    assert due_moves(before, after) == [("504", DUE, MONDAY)]


def test_a_row_of_one_ur_moves_only_that_one() -> None:
    after = Deadlines(set_by_implan={("504", T3): PeriodDates(due_on=MONDAY)})

    assert due_moves(Deadlines(), after) == [("504", DUE, MONDAY)]


def test_what_is_over_moves_nobody() -> None:
    after = deadlines(date(2025, 6, 30))

    assert moves_between(Deadlines(), after, UNITS, TODAY) == ()
    assert after.due_on(T2) == date(2025, 6, 27)


def test_a_closed_quarter_moves_nobody() -> None:
    shut = Closings({T3: TODAY.now})
    after = Deadlines(Workdays(frozenset({DUE})), closings=shut)

    assert due_moves(Deadlines(closings=shut), after) == []


def test_reception_that_moves_alone_is_told_too() -> None:
    after = deadlines(date(2025, 10, 2))

    assert moves_between(Deadlines(), after, {2025: ("402",)}, TODAY) == (
        DateMove("402", T3, QuarterDate.RECEIVED, date(2025, 10, 7), date(2025, 10, 8)),
    )


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        (QuarterDate.OPENS, date(2025, 9, 15)),
        (QuarterDate.DUE, DUE),
        (QuarterDate.RECEIVED, date(2025, 10, 7)),
        (QuarterDate.CLOSES, None),
    ],
)
def test_each_kind_is_its_date(kind: QuarterDate, day: date | None) -> None:
    assert date_of(kind, Deadlines(), T3) == day


DAYS = st.frozensets(st.dates(date(2025, 9, 15), date(2026, 1, 15)), max_size=12)


@given(DAYS, DAYS)
def test_whatever_moves_is_told_once_for_each_ur_and_date(
    before: frozenset[date], after: frozenset[date]
) -> None:
    was, is_ = Deadlines(Workdays(before)), Deadlines(Workdays(after))

    moves = moves_between(was, is_, UNITS, TODAY)

    assert len({(each.unit_code, each.period, each.kind) for each in moves}) == len(moves)
    for quarter in (3, 4):
        period = Period(2025, quarter)
        has_moved = was.due_on(period) != is_.due_on(period)
        told = {each.unit_code for each in moves if (each.period, each.kind) == (period, QuarterDate.DUE)}
        is_ahead = max(was.due_on(period), is_.due_on(period)) >= TODAY.today
        assert told == (set(UNITS[2025]) if has_moved and is_ahead else set())


@given(DAYS)
def test_a_change_and_its_undoing_move_the_same_days_back(days: frozenset[date]) -> None:
    there = moves_between(Deadlines(), Deadlines(Workdays(days)), UNITS, TODAY)
    back = moves_between(Deadlines(Workdays(days)), Deadlines(), UNITS, TODAY)

    assert {(m.unit_code, m.period, m.kind, m.before, m.after) for m in there} == {
        (m.unit_code, m.period, m.kind, m.after, m.before) for m in back
    }


def test_a_quarter_is_never_due_on_a_day_off() -> None:
    days = frozenset(date(2025, 12, 20) + timedelta(days=each) for each in range(12))

    assert Deadlines(Workdays(days)).due_on(Period(2025, 4)) == date(2025, 12, 19)
