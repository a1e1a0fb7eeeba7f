"""What is said of reports: what is owed, how it stands, what is missing where."""

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
    observation: str = ""
    """What a reviewer wrote of it, where it was given back and is to be answered."""
    before: Decimal | None = None
    """What was achieved in the quarter before of the same year; only a status says it."""


@dataclass(frozen=True)
class Due:
    """A due date as people read it: the day and the business days left (negative once it has passed).

    After `received_until` a report is extemporáneo; `is_late` says that this day is over. `shut_on` is
    the day from which nothing may be changed any more, `open_until` the last day of a reopening.
    `ends_at` is the last instant of the day: the same day of another zone would be another one.
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
    """What one UR still owes for one quarter; `due` only where it is not that of the others.

    Without lines only the sending is left, `is_again` where the report was given back and answered.
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
    """Where an entrega stands and since which day; `to_answer` counts what was observed and not answered.

    `has_titular` says that somebody reachable may give the Vo. Bo. of one that was sent.
    """

    state: EntregaState = EntregaState.OPEN
    since_on: date | None = None
    to_answer: int = 0
    round: int = 0
    has_titular: bool = True


@dataclass(frozen=True)
class Following:
    """What is to be done next: `observed` are the levels to answer, `may_send` whether the reader sends."""

    step: NextStep = NextStep.NOTHING
    observed: tuple[str, ...] = ()
    may_send: bool = False


@dataclass(frozen=True)
class QuarterCount:
    """A quarter in one line; `accumulated` is the mean of what the indicators with goals have achieved."""

    period: Period
    reported: int
    asked: int
    accumulated: Decimal | None


@dataclass(frozen=True)
class UnitStatus(Said, kind="unit_status", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Answer to /estado for one UR; `before` is the quarter before, where it is of the same year."""

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
    """One UR in an overview: how many indicators are reported of how many asked, and what is next.

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
    """Answer to /estado without a UR for somebody who sees several."""

    period: Period
    due: Due
    units: tuple[UnitCount, ...]


@dataclass(frozen=True)
class Pending(Said, kind="pending", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Answer to /pendientes and /capturar, and what a reminder carries; one entry for each UR that owes.

    `has_begun` is false before the first day of the quarter: nothing of it may be captured or sent yet.
    """

    period: Period
    due: Due
    units: tuple[UnitGaps, ...]
    page: int = 0
    may_capture: bool = False
    without_programme: tuple[str, ...] = ()
    to_send: tuple[str, ...] = ()
    """URs of which only the sending is left, and whose entrega this person may send."""
    handed_in: tuple[str, ...] = ()
    """URs whose entrega was sent, so nothing is owed."""
    unsent: tuple[str, ...] = ()
    """URs of which only the sending is left, which this person may not do, or nobody, as it is closed."""
    has_begun: bool = True


@dataclass(frozen=True)
class UnknownUnit(Said, kind="unknown_unit", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """`command` is what it was asked with, in this and what follows: an example shows the same one."""

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
