"""What IMPLAN looks after: people, URs, goals and doubtful rows, as lists show them."""

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
    """Somebody registered; `is_suplente` tells the enlace who stands in."""

    person_id: int
    name: str
    role: Role
    unit_code: UnitCode
    is_suplente: bool
    last_seen_at: datetime | None
    unreachable_since: datetime | None


@dataclass(frozen=True)
class Invited:
    """An invitation that nobody has used yet; `key` names it, `leaver` is whose place it gives."""

    name: str
    role: Role
    unit_code: UnitCode
    expires_at: datetime
    is_suplente: bool = False
    leaver: str = ""
    key: str = ""


@dataclass(frozen=True)
class UnitOverview:
    """A UR with what is registered of it in a year."""

    code: str
    name: str
    programmes: tuple[str, ...]
    indicators: int
    enlaces: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammeKey:
    """A programme of a UR and year, with the id that its rules are kept under."""

    id: int
    code: str
    name: str
    year: int


@dataclass(frozen=True)
class Doubt:
    """An imported number that could be read in several ways and that nobody has settled yet.

    `is_goal` tells a goal, which is for IMPLAN alone, from a result.
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
        """Name the number itself, which stays when the file is imported again."""
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
