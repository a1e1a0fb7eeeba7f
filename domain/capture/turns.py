"""The result of one answer of a capture: the draft to keep, a refusal, or the end."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kit.drafts import Draft
from domain.kit.values import ValueProblem


class Refusal(StrEnum):
    """Why an answer was refused, besides the problems of a value; the question stays open."""

    NO_EVIDENCE_READ = "no_evidence_read"
    NO_EVIDENCE_YET = "no_evidence_yet"
    """Words that may mean that there is no evidence: `no tengo`."""
    NUMBER_INSTEAD_OF_EVIDENCE = "number_instead_of_evidence"
    NUMBER_WHERE_FILE_IS_ASKED = "number_where_file_is_asked"
    """A value where a document number is asked for: it does not change the value."""
    INCOMPLETE_NUMBER = "incomplete_number"
    REASON_TOO_SHORT = "reason_too_short"
    REASON_TOO_LONG = "reason_too_long"
    REASON_IS_CAUSE = "reason_is_cause"
    """The explanation only repeats the cause."""
    ACTION_TOO_SHORT = "action_too_short"
    RECOVERY_NOT_UNDERSTOOD = "recovery_not_understood"
    RECOVERY_NOT_AHEAD = "recovery_not_ahead"
    RECOVERY_TOO_LATE = "recovery_too_late"
    """Later than a quarter after the fiscal year."""
    SAVE_OR_ADD = "save_or_add"
    """A yes or no where the choice is to save or to send more."""
    SAVE_OR_CHANGE = "save_or_change"
    """Words where the months are shown for confirmation."""
    MONTH_ABOVE_YEAR = "month_above_year"
    FILE_NOT_AWAITED = "file_not_awaited"
    TOO_MUCH_EVIDENCE = "too_much_evidence"
    TOO_MANY_FILES = "too_many_files"
    NOT_IN_THE_LIST = "not_in_the_list"
    REMOVAL_TOO_SHORT = "removal_too_short"
    REMOVAL_TOO_LONG = "removal_too_long"
    NOT_A_CHOICE = "not_a_choice"


class End(StrEnum):
    SAVE = "save"
    SAVE_MONTHS = "save_months"
    """Save the months so far; the quarter is not over."""
    CANCEL = "cancel"


@dataclass(frozen=True)
class Turn:
    """The result of one answer: the draft to keep, with a refusal or the end of the capture.

    `is_same_question` says that the open question stays and has more in it, such as another photo of an
    album.
    """

    draft: Draft
    refusal: Refusal | ValueProblem | None = None
    end: End | None = None
    is_same_question: bool = False
