"""Outages: spans without ticks that included an hour for messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.kit.moments import Moment
from domain.kit.workdays import ONE_DAY, Workdays

TOLERANCE = timedelta(minutes=15)
"""Ticks come every minute; a shorter delay has no effect."""


@dataclass(frozen=True)
class Outage:
    """From the last tick before it to the first one after it."""

    began_at: datetime
    ended_at: datetime


def outage_between(
    last: datetime, moment: Moment, hours: Iterable[time], workdays: Workdays
) -> Outage | None:
    """Return the outage between two ticks; None if it missed no working hour."""
    until = moment.now - TOLERANCE
    if until <= last:
        return None
    first_day = last.astimezone(moment.zone).date()
    planned = (
        datetime.combine(day, hour, moment.zone)
        for day in _days(first_day, moment.today)
        if workdays.is_workday(day)
        for hour in hours
    )
    missed = any(last < instant <= until for instant in planned)
    return Outage(last, moment.now) if missed else None


def _days(first: date, last: date) -> Iterable[date]:
    while first <= last:
        yield first
        first += ONE_DAY
