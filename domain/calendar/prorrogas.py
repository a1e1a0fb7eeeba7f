"""Extensions of a due day (prórrogas): asked by a UR, decided by IMPLAN, over by themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.calendar.days_given import day_after
from domain.calendar.deadlines import Deadlines
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


class ProrrogaState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Verdict(StrEnum):
    """What IMPLAN says to one that waits; the last two ask for one more thing."""

    GRANT = "grant"
    REFUSE = "refuse"
    OTHER_DAYS = "other"


@dataclass(frozen=True)
class Prorroga:
    """One extension as it was asked and, later, decided; `days` are business days.

    `until_on` is the new due day of a granted one; `decision` is what IMPLAN wrote with it.
    """

    id: int
    unit_code: UnitCode
    period: Period
    days: int
    reason: str
    oficio: str
    state: ProrrogaState
    asked_at: datetime
    asked_by: int
    until_on: date | None = None
    decided_at: datetime | None = None
    decided_by: int | None = None
    decision: str = ""


class ReceptionClosed(Exception):
    """It was asked for after the last day on which the report is received."""

    def __init__(self, received_until: date) -> None:
        super().__init__(received_until)
        self.received_until = received_until


def counted_from(deadlines: Deadlines, period: Period, asked_on: date) -> date:
    """Return the day from which the business days of a prórroga count: the due day, or today after it."""
    return max(deadlines.due_on(period), asked_on)


def until_of(days: int, deadlines: Deadlines, period: Period, asked_on: date) -> date:
    """Return the due day that an extension asked on a day would set; the deadlines are those of the UR."""
    return day_after(deadlines.workdays, counted_from(deadlines, period, asked_on), days)


def require_reception(deadlines: Deadlines, period: Period, today: date) -> None:
    """Raise ReceptionClosed when the report of the UR is no longer received."""
    until = deadlines.received_until(period)
    if today > until:
        raise ReceptionClosed(until)
