"""An outage counts if it missed a working hour."""

from datetime import date, datetime, time

import pytest

from domain.kit.moments import Moment
from domain.kit.workdays import Workdays
from domain.summary.outages import Outage, outage_between
from tests.facts import local

HOURS = (time(9), time(8, 30))
THURSDAY, FRIDAY, SATURDAY, MONDAY = (date(2025, 9, day) for day in (25, 26, 27, 29))
HOLIDAY = date(2025, 9, 16)
WORKDAYS = Workdays()


def at(day: date, hour: int, minute: int = 0) -> Moment:
    return local(day, hour, minute)


def between(last: Moment, now: Moment, workdays: Workdays = WORKDAYS) -> Outage | None:
    return outage_between(last.now, now, HOURS, workdays)


@pytest.mark.parametrize(
    ("last", "now", "counts"),
    [
        pytest.param(at(THURSDAY, 8, 59), at(THURSDAY, 9, 0), False, id="a minute"),
        pytest.param(at(THURSDAY, 8, 50), at(THURSDAY, 9, 14), False, id="fourteen minutes late"),
        pytest.param(at(THURSDAY, 8, 50), at(THURSDAY, 9, 15), True, id="a quarter of an hour late"),
        pytest.param(at(THURSDAY, 9, 0), at(THURSDAY, 18), False, id="after the hours of the day"),
        pytest.param(at(THURSDAY, 8, 29), at(THURSDAY, 12), True, id="over both hours"),
        pytest.param(at(THURSDAY, 18), at(FRIDAY, 8, 30), False, id="over night"),
        pytest.param(at(THURSDAY, 18), at(FRIDAY, 12), True, id="over the next morning"),
        pytest.param(at(FRIDAY, 18), at(MONDAY, 8), False, id="over the weekend"),
        pytest.param(at(FRIDAY, 8), at(MONDAY, 8), True, id="from friday morning on"),
        pytest.param(at(date(2025, 9, 15), 18), at(HOLIDAY, 18), False, id="over a holiday"),
        pytest.param(at(THURSDAY, 12), at(THURSDAY, 8), False, id="the clock was set back"),
    ],
)
def test_only_a_missed_hour_counts(last: Moment, now: Moment, counts: bool) -> None:
    assert between(last, now) == (Outage(last.now, now.now) if counts else None)


def test_an_inhabil_has_no_hours() -> None:
    closed = Workdays(frozenset({FRIDAY}))

    assert between(at(THURSDAY, 18), at(FRIDAY, 18), closed) is None


def test_the_hours_are_those_of_oaxaca() -> None:
    nine_utc = datetime.fromisoformat("2025-09-25T09:00:00+00:00")

    assert outage_between(nine_utc, at(THURSDAY, 4), HOURS, WORKDAYS) is None
