"""The dates of a quarter (opening, due day, end of reception, closing) and which quarter is in play."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from domain.calendar.closings import Closings
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode
from domain.kit.workdays import RECEPTION_DAYS, Workdays

FIRST_RUNG_DAYS = 10
"""Business days before the due day on which a quarter opens, unless a ladder begins earlier."""


@dataclass(frozen=True)
class PeriodDates:
    """The dates that IMPLAN set for a quarter; None leaves the rule in force.

    The quarter opens on `opens_on`, is received until the end of `received_until`, and closes for everybody
    at the end of `closes_on`.
    """

    opens_on: date | None = None
    due_on: date | None = None
    received_until: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True)
class Deadlines:
    """The dates computed from the working calendar; `set_by_implan` overrides them.

    The key of `set_by_implan` is a UR and a quarter. The empty UR stands for every UR; dates of a single UR
    take precedence. `prorrogas` holds the last day of each prórroga that was granted. `for_unit` applies the
    dates of one UR; without it, the dates are those of every UR without its own. The earliest ladder begins
    `first_rung` business days before the due date.
    """

    workdays: Workdays = field(default_factory=Workdays)
    set_by_implan: Mapping[tuple[str, Period], PeriodDates] = field(default_factory=dict)
    prorrogas: Mapping[tuple[str, Period], date] = field(default_factory=dict)
    closings: Closings = field(default_factory=Closings)
    unit_code: UnitCode = ""
    first_rung: int = FIRST_RUNG_DAYS

    def for_unit(self, code: str) -> "Deadlines":
        """Return the dates of one UR."""
        return replace(self, unit_code=code)

    def due_on(self, period: Period) -> date:
        ordinary = self.ordinary_due_on(period)
        extended = self.prorrogas.get((self.unit_code, period))
        return max(ordinary, extended) if extended else ordinary

    def ordinary_due_on(self, period: Period) -> date:
        """Return the due day without a prórroga."""
        return self._set(period).due_on or self.workdays.last_of(period)

    def is_extended(self, period: Period) -> bool:
        return self.due_on(period) != self.ordinary_due_on(period)

    def received_until(self, period: Period) -> date:
        """Return the last day of reception; what arrives later is extemporáneo.

        A prórroga uses up the days of reception before it adds any.
        """
        ordinary = self.workdays.shift(self.ordinary_due_on(period), RECEPTION_DAYS)
        return max(self._set(period).received_until or ordinary, self.due_on(period))

    def closes_on(self, period: Period) -> date | None:
        """Return the day at whose end the quarter closes by itself, if IMPLAN set one."""
        everybody = self.set_by_implan.get(("", period))
        return everybody.closes_on if everybody else None

    def opens_on(self, period: Period) -> date:
        """Return the first day of capture; a due date moved later does not close a quarter that is open."""
        first_due = min(self.ordinary_due_on(period), self.workdays.last_of(period))
        return self._set(period).opens_on or self.workdays.shift(first_due, -self.first_rung)

    def in_play(self, today: date) -> Period:
        """Return the latest quarter that is open; a quarter stays in play until the next one opens.

        A quarter that IMPLAN opens before its own first day waits for that day.
        """
        period = Period.of(today)
        while today < self.opens_on(period):
            period = period.previous()
        return period

    def workdays_left(self, period: Period, today: date) -> int:
        """Count business days to the due date; negative once it has passed."""
        return self.workdays.until(today, self.due_on(period))

    def shut_since(self, period: Period, moment: Moment) -> datetime | None:
        """Return the instant since which nothing of a quarter may be changed; None while changes are allowed.

        A closing does not apply to a UR with a prórroga until that day is over, nor to a UR that was
        reopened. After the closing day that IMPLAN set nothing may be changed, even before the closing is
        written.
        """
        if self.is_extended(period) and moment.today <= self.due_on(period):
            return None
        let_in = self.closings.open_until(self.unit_code, period, moment.now)
        return None if let_in is not None else self.closed_since(period, moment)

    def closed_since(self, period: Period, moment: Moment) -> datetime | None:
        """Return when a quarter was closed, whatever the exceptions; None while it is open."""
        closed = self.closings.closed_at.get(period)
        closes = self.closes_on(period)
        if closed is not None or closes is None or closes >= moment.today:
            return closed
        return _end_of(closes, moment)

    def open_until(self, period: Period, moment: Moment) -> date | None:
        """Return the last day on which a reopened UR may change a closed quarter."""
        until = self.closings.open_until(self.unit_code, period, moment.now)
        if until is None or self.closed_since(period, moment) is None:
            return None
        return (until.astimezone(moment.zone) - timedelta(microseconds=1)).date()

    def _set(self, period: Period) -> PeriodDates:
        everybody = self.set_by_implan.get(("", period), NOTHING_SET)
        own = self.set_by_implan.get((self.unit_code, period), NOTHING_SET)
        return PeriodDates(
            own.opens_on or everybody.opens_on,
            own.due_on or everybody.due_on,
            own.received_until or everybody.received_until,
            everybody.closes_on,
        )


NOTHING_SET = PeriodDates()


def _end_of(day: date, moment: Moment) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), moment.zone).astimezone(UTC)
