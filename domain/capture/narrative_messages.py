"""What is said of the narrative sheet of an indicator."""

from dataclasses import dataclass

from domain.kit.periods import Period
from domain.kit.report_messages import Due, IndicatorLine
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class NarrativeSaved(Said, kind="narrative_saved", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """It was saved; what the UR still owes is offered.

    `is_again` says that the report had been given back.
    """

    level: str
    unit_code: UnitCode
    period: Period
    due: Due
    remaining: tuple[IndicatorLine, ...]
    is_again: bool = False


@dataclass(frozen=True)
class NarrativeNotTaken(
    Said, kind="narrative_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """It cannot be written; `problem` is one of those of `bot.capture.narrative_words.PROBLEMS`."""

    problem: str
    level: str = ""
