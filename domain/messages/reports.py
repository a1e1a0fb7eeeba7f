"""What is said of reports: what is owed, how it stands, what is missing where."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.avances import Missing
from domain.lights import Light
from domain.periods import Period


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
    """A due date as people read it: the day and the business days left (negative once it has passed).

    After `received_until` a report is extemporáneo; `is_late` says that this day is over.
    """

    on: date
    workdays_left: int
    received_until: date
    is_late: bool = False


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
    may_capture: bool = False
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
