"""Messages about administration: URs, goals, doubtful rows, rules, causes, and the history."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.kit.causes import Side
from domain.kit.indicators import Quarters
from domain.kit.lights import Light
from domain.kit.periods import Period
from domain.kit.rules import Rules
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.people.administration import Invited, UnitOverview


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
class NoDoubts(Said, kind="no_doubts", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """No import left a doubt; `unit_code` is empty for all URs."""

    unit_code: UnitCode


@dataclass(frozen=True)
class DoubtSettled(Said, kind="doubt_settled", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """`left` counts the numbers of the UR that are still in doubt."""

    level: str
    unit_code: UnitCode
    period: Period
    is_goal: bool
    value: Decimal
    left: int


@dataclass(frozen=True)
class DoubtGone(Said, kind="doubt_gone", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The doubt was settled by another person, or the file was imported again without it."""

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
class MirRefused(Said, kind="mir_refused", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """A workbook with errors: `(place, text)` each, and how many more there are."""

    name: str
    errors: tuple[tuple[str, str], ...]
    more: int = 0


@dataclass(frozen=True)
class MirProgramme:
    """The changes of one programme in a workbook; goals are `(level, before, after)`."""

    unit_code: UnitCode
    code: str
    name: str
    year: int
    indicators: int
    new: tuple[str, ...]
    goals: tuple[tuple[str, Quarters, Quarters], ...]
    described: int


@dataclass(frozen=True)
class MirPreview(Said, kind="mir_preview", nature=Nature.QUESTION, read_by=ADDRESSEE):
    name: str
    programmes: tuple[MirProgramme, ...]
    is_nothing: bool = False


@dataclass(frozen=True)
class MirLoaded(Said, kind="mir_loaded", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    name: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class MirGone(Said, kind="mir_gone", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Another workbook was sent after the one of the tapped button."""


@dataclass(frozen=True)
class UnitAsked(Said, kind="unit_asked", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """A command needs the code of a UR; shown with an example."""

    command: str


@dataclass(frozen=True)
class Difference:
    """One change; an empty text means that there was nothing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryLine:
    """`who` is the name of a person, or the actor of the entry (`cli`, `import:…`).

    `invited` is the name on the invitation that the entry is about.
    """

    id: int
    at: datetime
    who: str
    action: str
    what: str
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    invited: Invited | None = None


@dataclass(frozen=True)
class History(Said, kind="history", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """`older_than` is the start of the next page; 0 if there is none."""

    unit_code: UnitCode
    period: Period
    lines: tuple[HistoryLine, ...]
    older_than: int = 0
    is_first: bool = True
