"""On which day the weekly and the final summary go out."""

from datetime import UTC, date, datetime, time

import pytest

from domain.calendar.closings import Closings
from domain.calendar.deadlines import Deadlines
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.workdays import Workdays
from domain.summary.outages import Outage
from domain.summary.summary_days import final_day, is_due, monday_of, weekly_day
from tests.facts import OAXACA, T3, local

HALF_PAST_EIGHT = time(8, 30)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2025, 9, 22), date(2025, 9, 22), id="a Monday"),
        pytest.param(date(2025, 9, 25), date(2025, 9, 22), id="a Thursday"),
        pytest.param(date(2025, 9, 28), date(2025, 9, 22), id="a Sunday"),
        pytest.param(date(2025, 11, 19), date(2025, 11, 18), id="after the holiday of November"),
        pytest.param(date(2026, 1, 2), date(2025, 12, 29), id="over the turn of a year"),
    ],
)
def test_the_week_begins_on_its_first_business_day(day: date, expected: date) -> None:
    assert weekly_day(day, Workdays()) == expected


def test_a_week_of_inhabiles_has_no_summary() -> None:
    days = frozenset(date(2025, 4, day) for day in range(14, 19))

    assert weekly_day(date(2025, 4, 16), Workdays(days)) is None
    assert monday_of(date(2025, 4, 16)) == date(2025, 4, 14)


@pytest.mark.parametrize(
    ("closed_at", "expected"),
    [
        pytest.param(None, date(2025, 10, 8), id="the day after the last one of reception"),
        pytest.param((2025, 10, 3, 8), date(2025, 10, 3), id="closed before the hour of that day"),
        pytest.param((2025, 10, 3, 9), date(2025, 10, 6), id="closed after the hour of a Friday"),
        pytest.param((2025, 10, 4, 9), date(2025, 10, 6), id="closed on a Saturday"),
        pytest.param((2025, 10, 20, 9), date(2025, 10, 8), id="closed long after"),
    ],
)
def test_a_quarter_is_over_with_its_reception_or_when_it_is_closed(
    closed_at: tuple[int, int, int, int] | None, expected: date
) -> None:
    at = {T3: datetime(*closed_at, tzinfo=OAXACA).astimezone(UTC)} if closed_at else {}

    assert final_day(Deadlines(closings=Closings(at)), T3, HALF_PAST_EIGHT, OAXACA) == expected


def test_the_fourth_quarter_is_over_in_january() -> None:
    days = frozenset(date(2025, 12, day) for day in range(22, 32)) | {date(2026, 1, 2)}
    deadlines = Deadlines(Workdays(days))

    assert deadlines.received_until(Period(2025, 4)) == date(2026, 1, 9)
    assert final_day(deadlines, Period(2025, 4), HALF_PAST_EIGHT, OAXACA) == date(2026, 1, 12)


PLANNED = date(2025, 9, 22)


def an_outage(first: int, last: int) -> Outage:
    began, ended = (datetime(2025, 9, day, 8, tzinfo=OAXACA) for day in (first, last))
    return Outage(began, ended)


@pytest.mark.parametrize(
    ("moment", "outage", "expected"),
    [
        pytest.param(local(PLANNED, 8, 29), None, False, id="before the hour"),
        pytest.param(local(PLANNED, 8, 30), None, True, id="at the hour"),
        pytest.param(local(PLANNED, 23), None, True, id="late on the day"),
        pytest.param(local(date(2025, 9, 23), 9), None, False, id="the day after"),
        pytest.param(local(date(2025, 9, 23), 9), an_outage(21, 23), True, id="an outage over the hour"),
        pytest.param(local(date(2025, 9, 24), 9), an_outage(23, 24), False, id="an outage after the hour"),
        pytest.param(local(date(2025, 9, 19), 9), an_outage(18, 19), False, id="before the day"),
    ],
)
def test_it_is_due_on_its_day_or_after_an_outage_over_its_hour(
    moment: Moment, outage: Outage | None, expected: bool
) -> None:
    assert is_due(PLANNED, moment, HALF_PAST_EIGHT, outage) is expected
