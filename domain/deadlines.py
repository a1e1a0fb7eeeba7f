"""When a quarter is due, until when it is received, and which quarter people are working on today."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from domain.closings import Closings
from domain.moments import Moment
from domain.periods import Period
from domain.workdays import RECEPTION_DAYS, Workdays

FIRST_RUNG_DAYS = 10
"""Business days before the due date from which a quarter is asked for."""


@dataclass(frozen=True)
class Deadlines:
    """Due dates computed from the working calendar; `set_by_implan` overrides them period by period.

    `prorrogas` holds the day until which a UR was given more time; `for_unit` makes it count. Without
    a UR the dates are those of everybody else.
    """

    workdays: Workdays = field(default_factory=Workdays)
    set_by_implan: Mapping[Period, date] = field(default_factory=dict)
    prorrogas: Mapping[tuple[str, Period], date] = field(default_factory=dict)
    closings: Closings = field(default_factory=Closings)
    unit_code: str = ""

    def for_unit(self, code: str) -> "Deadlines":
        """Return the dates of one UR."""
        return replace(self, unit_code=code)

    def due_on(self, period: Period) -> date:
        ordinary = self.ordinary_due_on(period)
        extended = self.prorrogas.get((self.unit_code, period))
        return max(ordinary, extended) if extended else ordinary

    def ordinary_due_on(self, period: Period) -> date:
        """Return the due day of those who have no prórroga."""
        return self.set_by_implan.get(period) or self.workdays.last_of(period)

    def is_extended(self, period: Period) -> bool:
        return self.due_on(period) != self.ordinary_due_on(period)

    def received_until(self, period: Period) -> date:
        """Return the last day of reception; what arrives later is extemporáneo.

        A prórroga uses up the days of reception before it adds any.
        """
        ordinary = self.workdays.shift(self.ordinary_due_on(period), RECEPTION_DAYS)
        return max(ordinary, self.due_on(period))

    def opens_on(self, period: Period) -> date:
        """Return the first day it is asked for; a due date moved later does not close what has opened."""
        first_due = min(self.ordinary_due_on(period), self.workdays.last_of(period))
        return self.workdays.shift(first_due, -FIRST_RUNG_DAYS)

    def in_play(self, today: date) -> Period:
        """Return the latest quarter already asked for; until the next one opens, it stays owed."""
        period = Period.of(today)
        while today < self.opens_on(period):
            period = period.previous()
        return period

    def workdays_left(self, period: Period, today: date) -> int:
        """Count business days to the due date; negative once it has passed."""
        return self.workdays.until(today, self.due_on(period))

    def shut_since(self, period: Period, moment: Moment) -> datetime | None:
        """Return since when nothing of a quarter may be changed; None while it may.

        A closing spares who has a prórroga, until that day is over, and who was let in again.
        """
        if self.is_extended(period) and moment.today <= self.due_on(period):
            return None
        return self.closings.shut_since(self.unit_code, period, moment.now)

    def open_until(self, period: Period, moment: Moment) -> date | None:
        """Return the last day on which a UR may change a closed quarter, where it was let in again."""
        until = self.closings.open_until(self.unit_code, period, moment.now)
        if until is None or period not in self.closings.closed_at:
            return None
        return (until.astimezone(moment.zone) - timedelta(microseconds=1)).date()
