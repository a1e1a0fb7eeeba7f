"""Everything Puntual says in a chat, as facts; the sentences are in bot/texts.

Each class is one kind of outbox row: rendered when it is sent, so a text can change without a migration.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.access import Role
from domain.avances import Missing
from domain.capture import Refusal
from domain.drafts import Step
from domain.evidence import Evidence
from domain.lights import Light
from domain.periods import Period
from domain.values import ValueProblem


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator in a list; `programme` is named only where a UR has several."""

    id: int
    level: str
    programme: str
    goal: Decimal | None
    value: Decimal | None
    light: Light
    accumulated: Decimal
    evidence_count: int
    missing: tuple[Missing, ...]
    candidates: tuple[Decimal, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class UnitGaps:
    """What one UR still owes for one quarter."""

    code: str
    name: str
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class ProgrammeStatus:
    code: str
    name: str
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class Due:
    """A due date as people read it: the day and the business days left (negative once it has passed)."""

    on: date
    workdays_left: int
    received_until: date


@dataclass(frozen=True)
class UnitStatus:
    """Answer to /estado for one UR."""

    code: str
    name: str
    period: Period
    due: Due
    reported: int
    asked: int
    programmes: tuple[ProgrammeStatus, ...]


@dataclass(frozen=True)
class UnitCount:
    """One UR in an overview: how many indicators are reported of how many asked."""

    code: str
    name: str
    reported: int
    asked: int
    gaps: int


@dataclass(frozen=True)
class Overview:
    """Answer to /estado without a UR for somebody who sees several."""

    period: Period
    due: Due
    units: tuple[UnitCount, ...]


@dataclass(frozen=True)
class Pending:
    """Answer to /pendientes and /capturar, and what a reminder carries; one entry for each UR that owes."""

    period: Period
    due: Due
    units: tuple[UnitGaps, ...]
    page: int = 0
    without_programme: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reminder:
    """A planned reminder; what is missing is looked up when it is sent."""

    person_id: int
    period: Period
    rung: int


@dataclass(frozen=True)
class ReminderText:
    """A reminder with its facts, ready to be worded."""

    period: Period
    due: Due
    units: tuple[UnitGaps, ...]


@dataclass(frozen=True)
class UnitGap:
    """One UR in the gap summary and what it lacks, e.g. ("3.1", VALUE)."""

    code: str
    gaps: int
    asked: int
    lacks: tuple[tuple[str, tuple[Missing, ...]], ...] = ()


@dataclass(frozen=True)
class Summary:
    """A planned gap summary; it is counted when it is sent."""

    day: date


@dataclass(frozen=True)
class SummaryText:
    """The gap summary with its facts: worst URs first."""

    period: Period
    day: date
    due: Due
    complete: int
    not_started: tuple[UnitGap, ...]
    incomplete: tuple[UnitGap, ...]
    unreachable: tuple[str, ...]
    pages: bool = False

    @property
    def units(self) -> int:
        return self.complete + len(self.not_started) + len(self.incomplete)


@dataclass(frozen=True)
class Question:
    """The open question of a capture, with all that its wording may need."""

    step: Step
    token: str
    level: str
    name: str
    programme: str
    unit_code: str
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
    candidates: tuple[Decimal, ...] = ()
    is_resumed: bool = False


@dataclass(frozen=True)
class Refused:
    """An answer that was not taken; the question stays open."""

    problem: Refusal | ValueProblem
    said: str


@dataclass(frozen=True)
class Saved:
    """An indicator was saved; what the UR still owes is offered."""

    level: str
    unit_code: str
    period: Period
    due: Due
    remaining: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class Cancelled:
    level: str


@dataclass(frozen=True)
class NothingToCancel:
    pass


@dataclass(frozen=True)
class OldButton:
    """A button of an earlier message; `value` is what is saved of its indicator, if it has one."""

    level: str = ""
    value: Decimal | None = None


@dataclass(frozen=True)
class ChangedMeanwhile:
    """Somebody else saved the indicator while this person was answering."""

    level: str
    value: Decimal | None


@dataclass(frozen=True)
class Unfinished:
    """Another indicator was asked for while one has answers that are not saved."""

    level: str
    value: Decimal


@dataclass(frozen=True)
class Stranger:
    pass


@dataclass(frozen=True)
class Welcome:
    """After an invitation was redeemed, or /start by somebody who is registered."""

    name: str
    roles: tuple[tuple[Role, str, str], ...]
    """(role, UR code, UR name); code and name are empty for roles of the whole municipality."""


@dataclass(frozen=True)
class InvitationRefused:
    pass


@dataclass(frozen=True)
class Help:
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class NotAllowed:
    """A registered person asked for what the role does not allow; `units` are the URs that are open."""

    units: tuple[str, ...]


@dataclass(frozen=True)
class UnknownUnit:
    code: str


@dataclass(frozen=True)
class UnknownPeriod:
    text: str


@dataclass(frozen=True)
class NoProgramme:
    """The UR has no programme in that fiscal year."""

    code: str
    year: int
    years: tuple[int, ...]


@dataclass(frozen=True)
class UnknownIndicator:
    text: str


@dataclass(frozen=True)
class NoOpenQuestion:
    """Free text that answers nothing."""

    may_capture: bool


@dataclass(frozen=True)
class FileProblem:
    """A file that could not be taken: kind (`not_allowed`, `too_large`, `not_fetched`, `not_awaited`)."""

    problem: str


@dataclass(frozen=True)
class EditNoticed:
    """Somebody edited an earlier message; corrections are made by answering again."""


@dataclass(frozen=True)
class Answered:
    """Edit of an earlier question: say what was answered and take its buttons away."""

    outbox_id: int
    said: str


@dataclass(frozen=True)
class CommandMenu:
    """The command menu of a chat by role; without roles the menu is removed."""

    roles: tuple[Role, ...]


Said = (
    UnitStatus
    | Overview
    | Pending
    | Reminder
    | Summary
    | Question
    | Refused
    | Saved
    | Cancelled
    | NothingToCancel
    | OldButton
    | ChangedMeanwhile
    | Unfinished
    | Stranger
    | Welcome
    | InvitationRefused
    | Help
    | NotAllowed
    | UnknownUnit
    | UnknownPeriod
    | NoProgramme
    | UnknownIndicator
    | NoOpenQuestion
    | FileProblem
    | EditNoticed
    | Answered
    | CommandMenu
    | SummaryText
    | ReminderText
)
