"""The hours in which a person is reminded, and when they begin next."""

from datetime import date, time

import pytest

from domain.kit.workdays import Workdays
from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from tests.facts import local

THURSDAY, FRIDAY, MONDAY = (date(2025, 9, day) for day in (25, 26, 29))


@pytest.mark.parametrize(
    ("hour", "is_covered"),
    [(time(8, 59), False), (time(9), True), (time(17, 59, 59), True), (time(18), False), (time(0), False)],
)
def test_the_end_does_not_belong_to_the_hours(hour: time, is_covered: bool) -> None:
    assert OFFICE_HOURS.covers(hour) is is_covered


@pytest.mark.parametrize(
    ("day", "hour", "opens"),
    [
        pytest.param(THURSDAY, 9, None, id="now"),
        pytest.param(THURSDAY, 7, (THURSDAY, 9), id="too early"),
        pytest.param(THURSDAY, 18, (FRIDAY, 9), id="too late"),
        pytest.param(FRIDAY, 20, (MONDAY, 9), id="friday evening"),
        pytest.param(date(2025, 9, 27), 7, (MONDAY, 9), id="early on saturday"),
        pytest.param(date(2025, 9, 28), 12, (MONDAY, 9), id="sunday at noon"),
        pytest.param(date(2025, 9, 15), 19, (date(2025, 9, 17), 9), id="before a holiday"),
    ],
)
def test_the_next_opening_is_on_a_business_day(day: date, hour: int, opens: tuple[date, int] | None) -> None:
    expected = local(*opens).now if opens else None

    assert OFFICE_HOURS.next_opening(local(day, hour), Workdays()) == expected


def test_an_inhabil_is_not_opened() -> None:
    closed = Workdays(frozenset({FRIDAY}))

    assert OFFICE_HOURS.next_opening(local(FRIDAY, 10), closed) == local(MONDAY, 9).now


def test_own_hours_have_their_own_opening() -> None:
    own = WorkingHours.between(time(11, 30), time(13))

    assert own.next_opening(local(THURSDAY, 10), Workdays()) == local(THURSDAY, 11, 30).now


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2022, 4, 1), 15), (date(2022, 4, 4), 14)])
def test_the_hour_is_that_of_the_wall_when_the_clocks_were_moved(day: date, utc_hour: int) -> None:
    """The last summer time of Mexico began on Sunday, 3 April 2022."""
    opening = OFFICE_HOURS.next_opening(local(day, 3), Workdays())

    assert opening is not None
    assert opening.hour == utc_hour
