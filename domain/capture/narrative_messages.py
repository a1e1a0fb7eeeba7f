"""Messages about the narrative sheet of an indicator."""

from dataclasses import dataclass

from domain.kit.periods import Period
from domain.kit.report_messages import Due, IndicatorLine
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class NarrativeSaved(Said, kind="narrative_saved", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """A narrative was saved; the gaps of the UR are offered next.

    `is_again` says that the report had been returned.
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
    """A narrative cannot be written; `problem` is a key of `bot.capture.narrative_words.PROBLEMS`."""

    problem: str
    level: str = ""
