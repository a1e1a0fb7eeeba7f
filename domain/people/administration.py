"""What IMPLAN administers, as lists show it: people, URs, goals and doubtful rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.kit.access import Role
from domain.kit.indicators import Level, Quarters
from domain.kit.periods import Period
from domain.kit.reports import Flag
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class Member:
    """A registered person; `is_suplente` marks an enlace who stands in for the first one."""

    person_id: int
    name: str
    role: Role
    unit_code: UnitCode
    is_suplente: bool
    last_seen_at: datetime | None
    unreachable_since: datetime | None


@dataclass(frozen=True)
class Invited:
    """An unused invitation; `key` names it, `leaver` is the enlace whose place it gives."""

    name: str
    role: Role
    unit_code: UnitCode
    expires_at: datetime
    is_suplente: bool = False
    leaver: str = ""
    key: str = ""


@dataclass(frozen=True)
class UnitOverview:
    """A UR with its programmes and indicators of a year."""

    code: str
    name: str
    programmes: tuple[str, ...]
    indicators: int
    enlaces: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammeKey:
    """A programme of a UR and year, with the id of its rules."""

    id: int
    code: str
    name: str
    year: int


@dataclass(frozen=True)
class Doubt:
    """An imported number with several possible readings, not settled yet.

    `is_goal` marks a goal, which only IMPLAN may settle, from a result.
    """

    indicator_id: int
    unit_code: UnitCode
    programme: str
    year: int
    level: Level
    flag: Flag
    is_goal: bool

    @property
    def quarter(self) -> int:
        assert self.flag.quarter is not None
        return self.flag.quarter

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)

    @property
    def key(self) -> str:
        """Name the number itself; the name stays the same when the file is imported again."""
        return f"{self.indicator_id}:{self.quarter}:{'goal' if self.is_goal else 'value'}"

    @property
    def candidates(self) -> tuple[Decimal, ...]:
        return self.flag.candidates


@dataclass(frozen=True)
class GoalVersion:
    """Goals that were replaced, and why."""

    goals: Quarters
    oficio: str
    dated_on: date | None
    reason: str
    replaced_at: datetime
    replaced_by: str
