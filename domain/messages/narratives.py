"""What is said of the narrative sheet of an indicator."""

from dataclasses import dataclass

from domain.messages.reports import Due, IndicatorLine
from domain.periods import Period
from domain.said import Said


@dataclass(frozen=True)
class NarrativeSaved(Said):
    """It was saved; what the UR still owes is offered.

    `is_again` says that the report had been given back.
    """

    level: str
    unit_code: str
    period: Period
    due: Due
    remaining: tuple[IndicatorLine, ...]
    is_again: bool = False


@dataclass(frozen=True)
class NarrativeNotTaken(Said):
    """It cannot be written; `problem` is one of those of `bot.texts.narratives.PROBLEMS`."""

    problem: str
    level: str = ""
