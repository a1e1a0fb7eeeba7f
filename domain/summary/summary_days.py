"""The days of the weekly and the final summary of a quarter, and whether either is due."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendar.deadlines import Deadlines
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.workdays import ONE_DAY, Workdays
from domain.summary.outages import Outage


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weekly_day(day: date, workdays: Workdays) -> date | None:
    """Return the first business day of the week of a day; None in a week without one."""
    week = (monday_of(day) + timedelta(days=ahead) for ahead in range(7))
    return next((each for each in week if workdays.is_workday(each)), None)


def final_day(deadlines: Deadlines, period: Period, summary_at: time, zone: ZoneInfo) -> date:
    """Return the business day at whose summary hour a quarter is over for the first time.

    It is over after the last day of reception, or when IMPLAN closed it, whichever is first.
    """
    over_at = datetime.combine(deadlines.received_until(period) + ONE_DAY, time(), zone)
    closed_at = deadlines.closings.closed_at.get(period)
    if closed_at is not None:
        over_at = min(over_at, closed_at.astimezone(zone))
    day = over_at.date()
    while not deadlines.workdays.is_workday(day) or datetime.combine(day, summary_at, zone) < over_at:
        day += ONE_DAY
    return day


def is_due(planned_on: date, moment: Moment, summary_at: time, outage: Outage | None) -> bool:
    """Tell whether a summary of a day is due: on that day, or after an outage at its hour."""
    hour = datetime.combine(planned_on, summary_at, moment.zone)
    if moment.today == planned_on:
        return moment.now >= hour
    return outage is not None and outage.began_at <= hour <= outage.ended_at <= moment.now
