"""Messages about administration: URs, goals, rules and causes."""

from dataclasses import dataclass

from domain.kit.causes import Side
from domain.kit.indicators import Quarters
from domain.kit.lights import Light
from domain.kit.periods import Period
from domain.kit.rules import Rules
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.people.administration import UnitOverview


@dataclass(frozen=True)
class UnitList(Said, kind="unit_list", nature=Nature.NOTICE, read_by=ADDRESSEE):
    year: int
    units: tuple[UnitOverview, ...]
    page: int = 0


@dataclass(frozen=True)
class UnitRenamed(Said, kind="unit_renamed", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    code: str
    before: str
    after: str


@dataclass(frozen=True)
class GoalLine:
    """`changes` is how many times its goals were replaced."""

    level: str
    programme: str
    goals: Quarters
    changes: int = 0


@dataclass(frozen=True)
class GoalList(Said, kind="goal_list", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """`doubts` counts the imported numbers of the UR that are not settled."""

    unit_code: UnitCode
    unit_name: str
    year: int
    lines: tuple[GoalLine, ...]
    doubts: int
    page: int = 0


@dataclass(frozen=True)
class LightChange:
    """The light of a reported quarter before and after its goal changed."""

    period: Period
    before: Light
    after: Light


@dataclass(frozen=True)
class GoalsReplaced(Said, kind="goals_replaced", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    level: str
    unit_code: UnitCode
    before: Quarters
    after: Quarters
    changes: tuple[LightChange, ...]


@dataclass(frozen=True)
class GoalsUnchanged(Said, kind="goals_unchanged", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The new goals are the registered ones, or the indicator is gone."""

    unit_code: UnitCode


@dataclass(frozen=True)
class ProgrammeRules:
    code: str
    name: str
    year: int
    rules: Rules


@dataclass(frozen=True)
class RulesList(Said, kind="rules_list", nature=Nature.NOTICE, read_by=ADDRESSEE):
    unit_code: UnitCode
    programmes: tuple[ProgrammeRules, ...]


@dataclass(frozen=True)
class RulesSaved(Said, kind="rules_saved", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    unit_code: UnitCode
    programme: ProgrammeRules


@dataclass(frozen=True)
class CauseLine:
    side: Side
    text: str
    is_active: bool


@dataclass(frozen=True)
class CauseList(Said, kind="cause_list", nature=Nature.NOTICE, read_by=ADDRESSEE):
    causes: tuple[CauseLine, ...]


@dataclass(frozen=True)
class CausesChanged(Said, kind="causes_changed", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """`change` is `added`, `retired`, `restored` or `moved`."""

    change: str
    text: str
    side: Side
    position: int = 0


@dataclass(frozen=True)
class UnitAsked(Said, kind="unit_asked", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """A command needs the code of a UR; shown with an example."""

    command: str
