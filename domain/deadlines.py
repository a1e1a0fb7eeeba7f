"""When a quarter is due, until when it is received, and which quarter people are working on today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.periods import Period
from domain.workdays import RECEPTION_DAYS, Workdays

FIRST_RUNG_DAYS = 10
"""Business days before the due date from which a quarter is asked for."""


@dataclass(frozen=True)
class Deadlines:
    """Due dates computed from the working calendar; `set_by_implan` overrides them period by period."""

    workdays: Workdays = field(default_factory=Workdays)
    set_by_implan: Mapping[Period, date] = field(default_factory=dict)

    def due_on(self, period: Period) -> date:
        return self.set_by_implan.get(period) or self.workdays.last_of(period)

    def received_until(self, period: Period) -> date:
        """Return the last day of reception; what arrives later is extemporáneo."""
        return self.workdays.shift(self.due_on(period), RECEPTION_DAYS)

    def opens_on(self, period: Period) -> date:
        """Return the first day it is asked for; a due date moved later does not close what has opened."""
        first_due = min(self.due_on(period), self.workdays.last_of(period))
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
