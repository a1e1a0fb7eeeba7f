"""Snoozing a reminder: the allowed instants, and how long a snooze lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.kit.clocks import is_believed
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.words.spanish_dates import calendar_day
from domain.kit.workdays import Workdays
from domain.reminders.hours import WorkingHours

AFTERNOON, MORNING = time(16), time(9)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Snooze:
    """A person snoozed the reminder of a quarter; the snooze is open until the reminder is given again.

    A snooze set in the future, by a clock that was ahead, is over at once.
    """

    id: int
    person_id: int
    period: Period
    asked_at: datetime
    until_at: datetime
    reminded_at: datetime | None = None

    def holds(self, due_on: date, moment: Moment) -> bool:
        """Tell whether the snooze lasts; a due day that moved before its end ends it."""
        return self._counts(due_on, moment) and not self._has_passed(moment)

    def is_over(self, due_on: date, moment: Moment) -> bool:
        """Tell whether the reminder must be given again."""
        return self._counts(due_on, moment) and self._has_passed(moment)

    def _has_passed(self, moment: Moment) -> bool:
        return moment.now >= self.until_at or not is_believed(self.asked_at, moment.now)

    def _counts(self, due_on: date, moment: Moment) -> bool:
        return self.reminded_at is None and Moment(self.until_at, moment.zone).today <= due_on


@dataclass(frozen=True)
class SnoozeBounds:
    """The limits of a snooze: the hours of a person and the due day.

    The due day is the first one of all gaps: after it nothing is snoozed.
    """

    hours: WorkingHours
    due_on: date
    workdays: Workdays

    def admits(self, until: datetime, moment: Moment) -> bool:
        """Tell whether a reminder may be snoozed until a local instant."""
        is_open = self.hours.covers(until.time()) and self.workdays.is_workday(until.date())
        return is_open and moment.local < until and until.date() <= self.due_on


def choices(moment: Moment, bounds: SnoozeBounds) -> tuple[datetime, ...]:
    """Return the local instants on offer: this afternoon, and the morning of the next business day.

    A person whose hours begin after nine is offered that hour.
    """
    first = time(*divmod(bounds.hours.start, 60))
    tomorrow = bounds.workdays.shift(moment.today, 1)
    offered = (
        _at(moment, moment.today, AFTERNOON),
        _at(moment, tomorrow, max(MORNING, first)),
    )
    return tuple(each for each in offered if bounds.admits(each, moment))


@dataclass(frozen=True)
class SnoozeTime:
    """A typed time for the reminder; without an hour it is the one offered for that day."""

    today: bool = False
    weekday: int | None = None
    at: time | None = None
    month_and_day: tuple[int, int] | None = None
    """The next day with this name."""


def wished(moment: Moment, bounds: SnoozeBounds, wish: SnoozeTime) -> datetime:
    """Return the local instant of a typed time; `admits` tells whether it is allowed."""
    if wish.today:
        return _at(moment, moment.today, wish.at or AFTERNOON)
    day = bounds.workdays.shift(moment.today, 1)
    if wish.month_and_day is not None:
        day = _next_named(moment.today, *wish.month_and_day)
    elif wish.weekday is not None:
        day = next(each for each in _next_week(moment.today) if each.weekday() == wish.weekday)
    first = time(*divmod(bounds.hours.start, 60))
    return _at(moment, day, wish.at or max(MORNING, first))


def first_due(due_days: Iterable[date]) -> date | None:
    return min(due_days, default=None)


def _next_week(today: date) -> Iterable[date]:
    return (today + days * ONE_DAY for days in range(1, 8))


def _next_named(today: date, month: int, day: int) -> date:
    """Return the next 29 September; 29 February may be some years ahead."""
    years = (calendar_day(today.year + ahead, month, day) for ahead in range(9))
    return next(each for each in years if each and each >= today)


def _at(moment: Moment, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, moment.zone)
