"""Prórrogas (extensions of a due day): a UR asks, IMPLAN decides, and each ends by itself."""

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
    """IMPLAN's answer to a request; the last two need one more answer."""

    GRANT = "grant"
    REFUSE = "refuse"
    OTHER_DAYS = "other"


@dataclass(frozen=True)
class Prorroga:
    """One prórroga as it was asked for and, later, decided; `days` are business days.

    `until_on` is the new due day of a granted one; `decision` is the text IMPLAN wrote with it.
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
    """The prórroga was asked for after the last day of reception."""

    def __init__(self, received_until: date) -> None:
        super().__init__(received_until)
        self.received_until = received_until


def counted_from(deadlines: Deadlines, period: Period, asked_on: date) -> date:
    """Return the day from which the business days of a prórroga count: the due day, or today after it."""
    return max(deadlines.due_on(period), asked_on)


def until_of(days: int, deadlines: Deadlines, period: Period, asked_on: date) -> date:
    """Return the due day that a prórroga would set; `deadlines` are those of the UR."""
    return day_after(deadlines.workdays, counted_from(deadlines, period, asked_on), days)


def require_reception(deadlines: Deadlines, period: Period, today: date) -> None:
    """Raise ReceptionClosed when the report of the UR is no longer received."""
    until = deadlines.received_until(period)
    if today > until:
        raise ReceptionClosed(until)
