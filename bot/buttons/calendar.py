"""The buttons of the calendar."""

from dataclasses import dataclass
from enum import StrEnum

from bot.kit.callbacks import Callback
from bot.kit.operands import AnyUnit
from domain.kit.access import Action
from domain.kit.periods import Period

YEARS = range(2000, 2101)
"""Years of the calendar; every period lies in them."""


class CalendarDialogue(StrEnum):
    """A calendar dialogue that a button begins."""

    DATES = "dates"
    ADD = "add"
    REMOVE = "remove"
    LADDER = "ladder"


@dataclass(frozen=True)
class ChangeCalendar(Callback, key="cal", needs=Action.CHANGE_CALENDAR):
    """Begin a calendar dialogue; the UR (empty: not chosen yet) and the quarter matter for dates only."""

    deed: CalendarDialogue
    unit_code: AnyUnit = ""
    period: Period | None = None


@dataclass(frozen=True)
class ShowInhabiles(Callback, key="inh", needs=Action.SEE_CALENDAR):
    year: int

    @property
    def is_sent(self) -> bool:
        return self.year in YEARS
