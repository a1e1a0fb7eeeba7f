"""What is said while an indicator is captured."""

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
    """The open question of a capture, with all that its wording may need."""

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
    """What a reviewer wrote of the indicator, where the report was given back for it."""
    cause: str | None = None
    action: str | None = None
    recovery_on: date | None = None
    never_recovers: bool = False
    causes: tuple[str, ...] = ()
    """The causes that are offered; without any, those of a new installation."""
    slip: Slip | None = None
    doubtful_words: str | None = None
    variable: Variable | None = None
    ratio: Ratio | None = None
    doubtful_ratio: Ratio | None = None
    changed: Change | None = None
    month: int | None = None
    months: tuple[tuple[int, Decimal], ...] = ()
    """What is known by month, in order."""
    indicator_id: int = 0


@dataclass(frozen=True)
class MonthsSaved(Said, kind="months_saved", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The months that have begun are saved; the quarter is not over."""

    level: str
    period: Period
    months: tuple[tuple[int, Decimal], ...]
    goal: Decimal | None


@dataclass(frozen=True)
class Refused(Said, kind="refused", nature=Nature.QUESTION, read_by=ADDRESSEE, is_refusal=True):
    """An answer that was not taken; the question stays open."""

    problem: Refusal | ValueProblem
    said: str


@dataclass(frozen=True)
class Saved(Said, kind="saved", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """An indicator was saved; what the UR still owes is offered.

    `is_again` says that the report had been given back, `observed` what is still to be answered of this
    indicator, because nothing of it changed.
    """

    level: str
    unit_code: UnitCode
    period: Period
    due: Due
    remaining: tuple[IndicatorLine, ...]
    narrative_id: int = 0
    """The indicator, where its narrative is to be written now."""
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
    """A button of an earlier message; `value` is what is saved of its indicator, if it has one."""

    level: str = ""
    value: Decimal | None = None
    period: Period | None = None


@dataclass(frozen=True)
class ChangedMeanwhile(
    Said, kind="changed_meanwhile", nature=Nature.QUESTION, read_by=ADDRESSEE, is_refusal=True
):
    """Somebody else saved the indicator while this person was answering."""

    level: str
    value: Decimal | None


@dataclass(frozen=True)
class Unfinished(Said, kind="unfinished", nature=Nature.QUESTION, read_by=ADDRESSEE, is_refusal=True):
    """One has answers that are not saved, while another was asked for or the report is to be sent."""

    level: str
    value: Decimal
    is_to_send: bool = False


@dataclass(frozen=True)
class UnknownIndicator(
    Said, kind="unknown_indicator", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """`is_to_capture` says that one is looked for to be captured; else only which there are is of use."""

    text: str
    is_to_capture: bool = True


@dataclass(frozen=True)
class NoOpenQuestion(Said, kind="no_open_question", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """Free text that answers nothing: a yes or no (`agreed`), thanks, or anything else."""

    may_capture: bool
    agreed: str = ""
    is_thanked: bool = False


class FilePlace(StrEnum):
    """Where a file came: what can be sent there is said with what is wrong."""

    USUAL = "usual"
    NOWHERE = "nowhere"
    """No question is open."""
    DIALOGUE = "dialogue"
    """A question that no file answers."""
    IMPLAN = "implan"
    """Somebody who captures nothing."""


@dataclass(frozen=True)
class FileProblem(Said, kind="file_problem", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """A file not taken: `not_allowed`, `too_large`, `word`, `not_awaited`…; the keys of its sentences."""

    problem: str
    place: FilePlace = FilePlace.USUAL


@dataclass(frozen=True)
class EditNoticed(Said, kind="edit_noticed", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Somebody edited an earlier message; corrections are made by answering again."""


@dataclass(frozen=True)
class Answered(Said, kind="answered", nature=Nature.EDIT, read_by=ADDRESSEE, is_looked_up=True):
    """Edit of an earlier question: say what was answered and take its buttons away."""

    outbox_id: int
    said: str
