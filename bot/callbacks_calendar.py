"""What the buttons of the calendar carry."""

from dataclasses import dataclass
from enum import StrEnum

from bot.operands import code, number
from domain.periods import Period

YEARS = range(2000, 2101)
"""Years of the calendar; a period cannot lie outside them either."""


class CalendarDeed(StrEnum):
    """A dialogue about the calendar that a message offers to begin."""

    DATES = "dates"
    ADD = "add"
    REMOVE = "remove"
    LADDER = "ladder"


@dataclass(frozen=True)
class ChangeCalendar:
    """Begin a dialogue; the UR (empty: not chosen yet) and the quarter count for dates only."""

    deed: CalendarDeed
    unit_code: str = ""
    period: Period | None = None


@dataclass(frozen=True)
class ShowInhabiles:
    year: int


CalendarCallback = ChangeCalendar | ShowInhabiles


def pack_calendar(callback: CalendarCallback) -> str:
    match callback:
        case ChangeCalendar(deed, unit_code, period):
            return f"cal:{deed.value}:{unit_code}:{period or ''}"
        case ShowInhabiles(year):
            return f"inh:{year}"


def _read_change(operands: list[str]) -> CalendarCallback:
    deed, unit_code, period = operands
    return ChangeCalendar(
        CalendarDeed(deed), code(unit_code) if unit_code else "", Period.parse(period) if period else None
    )


def _read_year(operands: list[str]) -> CalendarCallback:
    (year,) = operands
    if number(year) not in YEARS:
        raise ValueError(year)
    return ShowInhabiles(int(year))


CALENDAR_READERS = {"cal": _read_change, "inh": _read_year}
