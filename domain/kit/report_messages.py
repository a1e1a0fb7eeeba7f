"""Messages about reports: what is owed, the state, the gaps of each UR."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from domain.kit.avances import Missing
from domain.kit.entregas import EntregaState
from domain.kit.lights import Light
from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator in a list; `programme` is named only if a UR has several."""

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
    observation: str = ""
    """The observation of a reviewer that is to be answered, if the report was returned."""
    before: Decimal | None = None
    """The value of the previous quarter of the same year; only a status shows it."""


@dataclass(frozen=True)
class Due:
    """A due day as it is shown, with the business days left (negative once it has passed).

    After `received_until` a report is extemporáneo; `is_late` says that this day is over. `shut_on` is the
    day from which nothing may be changed, `open_until` the last day of a reopening. `ends_at` is the last
    instant of the due day, since the same date in another zone would be another day.
    """

    on: date
    workdays_left: int
    received_until: date
    is_late: bool = False
    is_extended: bool = False
    shut_on: date | None = None
    open_until: date | None = None
    ends_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True)
class UnitGaps:
    """What one UR still owes for one quarter; `due` only if it differs from that of the others.

    Without lines only the sending is left; `is_again` says that the report was returned and answered.
    """

    code: str
    name: str
    lines: tuple[IndicatorLine, ...]
    due: Due | None = None
    is_again: bool = False


@dataclass(frozen=True)
class ProgrammeStatus:
    code: str
    name: str
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class Standing:
    """The state of an entrega and since which day.

    `to_answer` counts the observations without an answer; `has_titular` says that a titular who may give the
    Vo. Bo. can be reached.
    """

    state: EntregaState = EntregaState.OPEN
    since_on: date | None = None
    to_answer: int = 0
    round: int = 0
    has_titular: bool = True


@dataclass(frozen=True)
class Following:
    """The next step: `observed` are the levels to answer, `may_send` whether the reader may send."""

    step: NextStep = NextStep.NOTHING
    observed: tuple[str, ...] = ()
    may_send: bool = False


@dataclass(frozen=True)
class QuarterCount:
    """A quarter in one line; `accumulated` is the mean accumulated value of the indicators with goals."""

    period: Period
    reported: int
    asked: int
    accumulated: Decimal | None


@dataclass(frozen=True)
class UnitStatus(Said, kind="unit_status", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Answer to /estado for one UR; `before` is the previous quarter, if it is of the same year."""

    code: str
    name: str
    period: Period
    due: Due
    reported: int
    asked: int
    programmes: tuple[ProgrammeStatus, ...]
    standing: Standing = Standing()
    before: QuarterCount | None = None
    accumulated: Decimal | None = None
    following: Following = Following()


@dataclass(frozen=True)
class UnitCount:
    """One UR in an overview: how many of its indicators are reported, and its next step.

    `until` is its own last day in a quarter that is closed for the others.
    """

    code: str
    name: str
    reported: int
    asked: int
    gaps: int
    step: NextStep = NextStep.NOTHING
    until: date | None = None


@dataclass(frozen=True)
class Overview(Said, kind="overview", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Answer to /estado without a UR, for a person who sees several."""

    period: Period
    due: Due
    units: tuple[UnitCount, ...]


@dataclass(frozen=True)
class Pending(Said, kind="pending", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Answer to /pendientes and /capturar, and the content of a reminder; one entry for each UR that owes.

    `has_begun` is false before the first day of the quarter: nothing of it may be captured or sent yet.
    """

    period: Period
    due: Due
    units: tuple[UnitGaps, ...]
    page: int = 0
    may_capture: bool = False
    without_programme: tuple[str, ...] = ()
    to_send: tuple[str, ...] = ()
    """URs of which only the sending is left, by this person."""
    handed_in: tuple[str, ...] = ()
    """URs whose report is sent, so nothing is owed."""
    unsent: tuple[str, ...] = ()
    """URs of which only the sending is left, by others, or by nobody while it is closed."""
    has_begun: bool = True


@dataclass(frozen=True)
class UnknownUnit(Said, kind="unknown_unit", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """No UR has this code; `command` is the command that was used, so that the example shows the same one."""

    code: str
    command: str = ""


@dataclass(frozen=True)
class UnknownPeriod(Said, kind="unknown_period", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    text: str
    command: str = ""


@dataclass(frozen=True)
class NoProgramme(Said, kind="no_programme", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """The UR has no programme in that fiscal year."""

    code: str
    year: int
    years: tuple[int, ...]
    command: str = ""
