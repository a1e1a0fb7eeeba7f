"""Deadlines: due days, the end of reception, and the quarter in play."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar.closings import Closings
from domain.calendar.deadlines import Deadlines, PeriodDates
from domain.kit.periods import Period
from domain.kit.workdays import Workdays
from tests.builders import T1, T2, T3, T4, deadlines
from tests.facts import local

DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(Workdays, st.frozensets(DAYS, max_size=20))
UNHURRIED = settings(deadline=None)  # the first look at a year builds its holidays
BY_LAW = deadlines()


def test_a_quarter_is_due_on_its_last_business_day() -> None:
    assert BY_LAW.due_on(T3) == date(2025, 9, 30)


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2025, 10, 3), id="after the quarter"),
        pytest.param(date(2025, 9, 26), id="before its end"),
        pytest.param(date(2025, 9, 28), id="on a sunday"),
    ],
)
def test_implan_sets_the_due_day_of_one_quarter(day: date) -> None:
    by_implan = deadlines(T3_2025=day)

    assert by_implan.due_on(T3) == day
    assert by_implan.due_on(T4) == BY_LAW.due_on(T4)


def test_a_due_day_may_be_29_february() -> None:
    leap = deadlines(T1_2024=date(2024, 2, 29))

    assert leap.workdays_left(Period(2024, 1), date(2024, 2, 28)) == 1
    assert leap.received_until(Period(2024, 1)) == date(2024, 3, 7)


@pytest.mark.parametrize(
    ("period", "until"),
    [
        pytest.param("1T2024", date(2024, 4, 5), id="the 5 april of the seeds"),
        pytest.param("2T2024", date(2024, 7, 5), id="2T2024"),
        pytest.param("3T2024", date(2024, 10, 8), id="over the change of government"),
        pytest.param("3T2025", date(2025, 10, 7), id="3T2025"),
        pytest.param("4T2025", date(2026, 1, 8), id="over the new year"),
        pytest.param("3T2030", date(2030, 10, 8), id="the next change of government"),
    ],
)
def test_reception_ends_five_business_days_after_the_due_day(period: str, until: date) -> None:
    assert BY_LAW.received_until(Period.parse(period)) == until


def test_reception_of_1t2024_ends_the_same_day_when_holy_week_is_closed() -> None:
    closed = deadlines(date(2024, 3, 28), date(2024, 3, 29))

    assert closed.due_on(Period(2024, 1)) == date(2024, 3, 27)
    assert closed.received_until(Period(2024, 1)) == date(2024, 4, 5)


def test_reception_follows_the_due_day_implan_set() -> None:
    assert deadlines(T3_2025=date(2025, 10, 3)).received_until(T3) == date(2025, 10, 10)


def test_inhabiles_make_reception_longer() -> None:
    assert deadlines(date(2025, 10, 2), date(2025, 10, 3)).received_until(T3) == date(2025, 10, 9)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        pytest.param(date(2025, 9, 15), 10, id="first rung"),
        pytest.param(date(2025, 9, 25), 3, id="thursday before"),
        pytest.param(date(2025, 9, 27), 2, id="saturday before"),
        pytest.param(date(2025, 9, 30), 0, id="due day"),
        pytest.param(date(2025, 10, 1), -1, id="one day late"),
        pytest.param(date(2025, 10, 5), -3, id="sunday after"),
    ],
)
def test_the_days_left_are_business_days(today: date, left: int) -> None:
    assert BY_LAW.workdays_left(T3, today) == left


@pytest.mark.parametrize(
    ("period", "opens"),
    [
        pytest.param(T3, date(2025, 9, 15), id="over 16 september"),
        pytest.param(T4, date(2025, 12, 16), id="over christmas"),
        pytest.param(T2, date(2025, 6, 16), id="no holiday between"),
    ],
)
def test_a_quarter_is_asked_for_ten_business_days_before_it_is_due(period: Period, opens: date) -> None:
    assert BY_LAW.opens_on(period) == opens


@pytest.mark.parametrize(
    ("today", "period"),
    [
        pytest.param(date(2025, 3, 31), T1, id="due day"),
        pytest.param(date(2025, 4, 1), T1, id="first day of the next quarter"),
        pytest.param(date(2025, 6, 15), T1, id="the day before the next one opens"),
        pytest.param(date(2025, 6, 16), T2, id="the day the next one opens"),
        pytest.param(date(2025, 9, 14), T2, id="sunday before the third opens"),
        pytest.param(date(2025, 9, 15), T3, id="the day the third opens"),
        pytest.param(date(2026, 1, 1), T4, id="new year"),
    ],
)
def test_the_latest_quarter_asked_for_is_in_play(today: date, period: Period) -> None:
    assert BY_LAW.in_play(today) == period


def test_an_earlier_due_day_puts_the_quarter_in_play_earlier() -> None:
    earlier = deadlines(T3_2025=date(2025, 9, 19))

    assert earlier.in_play(date(2025, 9, 3)) == T2
    assert earlier.in_play(date(2025, 9, 4)) == T3


@pytest.mark.parametrize(
    ("today", "period"),
    [
        pytest.param(date(2025, 9, 12), T2, id="before its ordinary first day"),
        pytest.param(date(2025, 9, 30), T3, id="last day of the quarter"),
        pytest.param(date(2025, 10, 1), T3, id="first day of the next quarter"),
        pytest.param(date(2025, 10, 21), T3, id="the day after it is due"),
    ],
)
def test_a_due_day_moved_later_does_not_close_what_has_opened(today: date, period: Period) -> None:
    later = deadlines(T3_2025=date(2025, 10, 20))

    assert later.in_play(today) == period


GIVEN = date(2025, 10, 3)
CLOSED_AT = local(date(2025, 10, 8)).now
EXTENDED = Deadlines(prorrogas={("402", T3): GIVEN})


def test_a_prorroga_moves_the_due_day_of_its_unit_and_quarter() -> None:
    days = [EXTENDED.for_unit(code).due_on(T3) for code in ("402", "504", "")]

    assert days == [GIVEN, date(2025, 9, 30), date(2025, 9, 30)]
    assert EXTENDED.for_unit("402").due_on(T4) == BY_LAW.due_on(T4)
    assert [EXTENDED.for_unit(code).is_extended(T3) for code in ("402", "504")] == [True, False]


def test_a_prorroga_never_brings_a_due_day_forward() -> None:
    later = replace(EXTENDED, set_by_implan={("", T3): PeriodDates(due_on=date(2025, 10, 6))}).for_unit("402")

    assert later.due_on(T3) == date(2025, 10, 6)
    assert not later.is_extended(T3)


@pytest.mark.parametrize(
    ("until_on", "received"),
    [
        pytest.param(GIVEN, date(2025, 10, 7), id="within reception"),
        pytest.param(date(2025, 10, 7), date(2025, 10, 7), id="its last day"),
        pytest.param(date(2025, 10, 9), date(2025, 10, 9), id="beyond"),
    ],
)
def test_a_prorroga_uses_up_the_days_of_reception_first(until_on: date, received: date) -> None:
    own = Deadlines(prorrogas={("402", T3): until_on}).for_unit("402")

    assert own.received_until(T3) == received


def test_a_prorroga_does_not_put_off_the_day_a_quarter_opens() -> None:
    earlier = Deadlines(
        set_by_implan={("", T3): PeriodDates(due_on=date(2025, 9, 19))},
        prorrogas={("402", T3): date(2025, 9, 26)},
    ).for_unit("402")

    assert earlier.in_play(date(2025, 9, 4)) == T3


@pytest.mark.parametrize(
    ("unit", "today", "is_shut"),
    [
        pytest.param("504", date(2025, 10, 8), True, id="closed for everybody"),
        pytest.param("402", date(2025, 10, 8), False, id="but not for who has a prorroga"),
        pytest.param("402", date(2025, 10, 10), False, id="on its last day"),
        pytest.param("402", date(2025, 10, 11), True, id="until that is over"),
        pytest.param("304", date(2025, 10, 12), False, id="nor for who was let in again"),
        pytest.param("304", date(2025, 10, 13), True, id="until that ends"),
        pytest.param("", date(2025, 10, 8), True, id="the quarter as a whole"),
    ],
)
def test_a_closing_spares_who_was_given_time(unit: str, today: date, is_shut: bool) -> None:
    until = local(date(2025, 10, 13), 0).now
    closings = Closings({T3: CLOSED_AT}, {("304", T3): until})
    by = Deadlines(prorrogas={("402", T3): date(2025, 10, 10)}, closings=closings).for_unit(unit)

    assert by.shut_since(T3, local(today)) == (CLOSED_AT if is_shut else None)
    assert by.shut_since(T4, local(today)) is None


@UNHURRIED
@given(CALENDARS, DAYS)
def test_the_quarter_in_play_has_been_opened_and_the_next_has_not(workdays: Workdays, today: date) -> None:
    by_cabildo = Deadlines(workdays)

    period = by_cabildo.in_play(today)

    assert by_cabildo.opens_on(period) <= today < by_cabildo.opens_on(period.next())


@UNHURRIED
@given(CALENDARS, DAYS)
def test_the_quarter_in_play_never_goes_back(workdays: Workdays, today: date) -> None:
    by_cabildo = Deadlines(workdays)

    assert by_cabildo.in_play(today) <= by_cabildo.in_play(today + timedelta(days=1))


SET = {
    ("", T3): PeriodDates(date(2025, 9, 1), date(2025, 9, 26), date(2025, 10, 1), date(2025, 10, 10)),
    ("402", T3): PeriodDates(due_on=date(2025, 9, 24), received_until=date(2025, 9, 30)),
}


def test_what_implan_set_goes_before_the_rule_and_what_it_set_for_a_ur_before_that() -> None:
    everybody = Deadlines(set_by_implan=SET)
    own = everybody.for_unit("402")

    for each, due, until in (
        (everybody, date(2025, 9, 26), date(2025, 10, 1)),
        (everybody.for_unit("504"), date(2025, 9, 26), date(2025, 10, 1)),
        (own, date(2025, 9, 24), date(2025, 9, 30)),
    ):
        assert (each.due_on(T3), each.received_until(T3)) == (due, until)
        assert (each.opens_on(T3), each.closes_on(T3)) == (date(2025, 9, 1), date(2025, 10, 10))
        assert not each.is_extended(T3)
    assert (everybody.closes_on(T2), everybody.due_on(T2)) == (None, date(2025, 6, 30))


def test_a_prorroga_counts_from_the_own_day_of_a_ur() -> None:
    own = Deadlines(set_by_implan=SET, prorrogas={("402", T3): date(2025, 9, 25)}).for_unit("402")

    assert own.due_on(T3) == date(2025, 9, 25)
    assert own.is_extended(T3)


def test_reception_that_implan_set_never_ends_before_a_prorroga() -> None:
    own = Deadlines(set_by_implan=SET, prorrogas={("402", T3): date(2025, 10, 3)}).for_unit("402")

    assert own.received_until(T3) == date(2025, 10, 3)


@pytest.mark.parametrize(
    ("rung", "opens"), [(10, date(2025, 9, 15)), (15, date(2025, 9, 8)), (3, date(2025, 9, 25))]
)
def test_a_quarter_opens_with_the_earliest_ladder(rung: int, opens: date) -> None:
    assert Deadlines(first_rung=rung).opens_on(T3) == opens


def test_the_fourth_quarter_falls_due_before_the_holidays_of_the_municipality() -> None:
    holidays = (date(2025, 12, day) for day in (24, 26, 29, 30, 31))
    winter = deadlines(*holidays, date(2026, 1, 2))

    assert winter.due_on(T4) == date(2025, 12, 23)
    assert winter.received_until(T4) == date(2026, 1, 9)
    assert winter.in_play(date(2026, 1, 31)) == T4


def test_a_leap_day_can_be_the_due_day_and_is_counted() -> None:
    leap = deadlines(T1_2024=date(2024, 2, 29))

    assert leap.workdays_left(Period(2024, 1), date(2024, 2, 28)) == 1
    assert leap.workdays_left(Period(2024, 1), date(2024, 3, 1)) == -1


def test_a_due_date_that_moves_back_past_rungs_leaves_fewer_days() -> None:
    """Three rungs of the old ladder were given by the 25th; the new due day has already come."""
    moved = deadlines(T3_2025=date(2025, 9, 24))

    assert moved.workdays_left(T3, date(2025, 9, 25)) == -1
    assert moved.in_play(date(2025, 9, 25)) == T3
