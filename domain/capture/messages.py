"""Messages sent while an indicator is captured."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.capture.turns import Refusal
from domain.evidence.messages import NOT_ASKED, EvidenceAsked
from domain.kit.drafts import Change, Step
from domain.kit.evidence import Evidence
from domain.kit.lights import Light
from domain.kit.natural_units import Ratio, Variable
from domain.kit.periods import Period
from domain.kit.report_messages import Due, IndicatorLine
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.slips import Slip
from domain.kit.unit_codes import UnitCode
from domain.kit.values import ValueProblem


@dataclass(frozen=True)
class Question(Said, kind="question", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """The open question of a capture, with every fact that its wording may need."""

    step: Step
    token: str
    level: str
    name: str
    programme: str
    unit_code: UnitCode
    period: Period
    goal: Decimal | None
    annual_goal: Decimal
    accumulated_before: Decimal
    previous: Decimal | None
    light: Light
    percent: Decimal | None
    value: Decimal | None = None
    doubtful: Decimal | None = None
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    about_evidence: EvidenceAsked = NOT_ASKED
    candidates: tuple[Decimal, ...] = ()
    is_resumed: bool = False
    observation: str = ""
    """What a reviewer observed of the indicator, if the report was returned for it."""
    cause: str | None = None
    action: str | None = None
    recovery_on: date | None = None
    never_recovers: bool = False
    causes: tuple[str, ...] = ()
    """The causes that are offered; without any, the default ones."""
    slip: Slip | None = None
    doubtful_words: str | None = None
    variable: Variable | None = None
    ratio: Ratio | None = None
    doubtful_ratio: Ratio | None = None
    changed: Change | None = None
    month: int | None = None
    months: tuple[tuple[int, Decimal], ...] = ()
    """The values by month, in order."""
    indicator_id: int = 0


@dataclass(frozen=True)
class MonthsSaved(Said, kind="months_saved", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The months so far are saved; the quarter is not over."""

    level: str
    period: Period
    months: tuple[tuple[int, Decimal], ...]
    goal: Decimal | None


@dataclass(frozen=True)
class Refused(Said, kind="refused", nature=Nature.QUESTION, read_by=ADDRESSEE, is_refusal=True):
    """An answer was refused; the question stays open."""

    problem: Refusal | ValueProblem
    said: str


@dataclass(frozen=True)
class Saved(Said, kind="saved", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """An indicator was saved; the gaps of the UR are offered next.

    `is_again` says that the report had been returned. `observed` is the observation of this indicator that is
    still unanswered, because the save changed nothing.
    """

    level: str
    unit_code: UnitCode
    period: Period
    due: Due
    remaining: tuple[IndicatorLine, ...]
    narrative_id: int = 0
    """The indicator, if its narrative is to be written next."""
    is_again: bool = False
    observed: str = ""


@dataclass(frozen=True)
class Cancelled(Said, kind="cancelled", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    level: str


@dataclass(frozen=True)
class NothingToCancel(Said, kind="nothing_to_cancel", nature=Nature.NOTICE, read_by=ADDRESSEE):
    pass


@dataclass(frozen=True)
class OldButton(Said, kind="old_button", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """A button of an earlier message was tapped; `value` is the saved value of its indicator, if any."""

    level: str = ""
    value: Decimal | None = None
    period: Period | None = None


@dataclass(frozen=True)
class ChangedMeanwhile(
    Said, kind="changed_meanwhile", nature=Nature.QUESTION, read_by=ADDRESSEE, is_refusal=True
):
    """Another person saved the indicator during this capture."""

    level: str
    value: Decimal | None


@dataclass(frozen=True)
class Unfinished(Said, kind="unfinished", nature=Nature.QUESTION, read_by=ADDRESSEE, is_refusal=True):
    """The open capture has unsaved answers, so no other indicator is opened and no report is sent."""

    level: str
    value: Decimal
    is_to_send: bool = False


@dataclass(frozen=True)
class UnknownIndicator(
    Said, kind="unknown_indicator", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """No indicator has this name.

    `is_to_capture` says that the person wants to capture; otherwise only the list of indicators helps.
    """

    text: str
    is_to_capture: bool = True


@dataclass(frozen=True)
class NoOpenQuestion(Said, kind="no_open_question", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """A text while no question is open: a yes or no (`agreed`), thanks, or anything else."""

    may_capture: bool
    agreed: str = ""
    is_thanked: bool = False


class FilePlace(StrEnum):
    """Where a file was sent; a refusal also says which files can be sent there."""

    USUAL = "usual"
    NOWHERE = "nowhere"
    """While no question is open."""
    DIALOGUE = "dialogue"
    """To a question that a file does not answer."""
    IMPLAN = "implan"
    """By a person who captures nothing."""


@dataclass(frozen=True)
class FileProblem(Said, kind="file_problem", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """A file was refused; `not_allowed`, `too_large`, `word`, `not_awaited`… are keys of its sentences."""

    problem: str
    place: FilePlace = FilePlace.USUAL


@dataclass(frozen=True)
class EditNoticed(Said, kind="edit_noticed", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """An earlier message was edited in vain; the person can correct by answering again."""


@dataclass(frozen=True)
class Answered(Said, kind="answered", nature=Nature.EDIT, read_by=ADDRESSEE, is_looked_up=True):
    """Edit of an answered question: show the answer and remove the buttons."""

    outbox_id: int
    said: str
