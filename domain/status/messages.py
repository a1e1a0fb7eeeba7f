"""Messages beside the status: a choice among names, lists of URs, details and a chart."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.kit.access import Action
from domain.kit.lights import Light
from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.report_messages import Due, Following, IndicatorLine, Standing
from domain.kit.said import ADDRESSEE, Nature, Said, holders
from domain.kit.unit_codes import UnitCode
from domain.status.unit_search import Entry, Kind


@dataclass(frozen=True)
class UnitChoice(Said, kind="unit_choice", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """Several names match the text; `more` were found beside those that are offered."""

    text: str
    entries: tuple[Entry, ...]
    period: Period
    more: int = 0


@dataclass(frozen=True)
class UnitsNotFound(Said, kind="units_not_found", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """No name matches the text; `nearest` are the most similar names."""

    text: str
    nearest: tuple[Entry, ...]
    period: Period


@dataclass(frozen=True)
class GroupUnit:
    """One UR of a programme or eje: reported indicators, indicators by light, next step.

    `until` is its own last day in a quarter that is closed for the others.
    """

    code: str
    name: str
    reported: int
    asked: int
    lights: tuple[tuple[Light, int], ...]
    step: NextStep = NextStep.NOTHING
    until: date | None = None


@dataclass(frozen=True)
class GroupStatus(Said, kind="group_status", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The state of the URs of a programme or of an eje; `units` holds all of them, in order."""

    kind: Kind
    code: str
    name: str
    period: Period
    due: Due
    units: tuple[GroupUnit, ...]
    page: int = 0


@dataclass(frozen=True)
class Stands:
    """The due day, the state of the entrega, and the next step."""

    due: Due
    standing: Standing
    following: Following


@dataclass(frozen=True)
class StatusDetail(Said, kind="status_detail", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Every indicator of a UR, page by page; `stands` is None in older rows."""

    code: str
    name: str
    period: Period
    lines: tuple[IndicatorLine, ...]
    page: int = 0
    stands: Stands | None = None


@dataclass(frozen=True)
class StatusChart(
    Said,
    kind="status_chart",
    nature=Nature.NOTICE,
    read_by=holders(Action.SEE_STATUS, of="unit_code"),
    is_looked_up=True,
):
    """A chart of goals and results; its figures are looked up when it is sent."""

    unit_code: UnitCode
    period: Period
    page: int = 0


@dataclass(frozen=True)
class ChartLine:
    """An indicator by quarter, up to the one that is shown, with its accumulated value until then."""

    level: str
    name: str
    goals: tuple[Decimal | None, ...]
    values: tuple[Decimal | None, ...]
    lights: tuple[Light, ...]
    goal_total: Decimal | None
    value_total: Decimal | None
    light_total: Light


@dataclass(frozen=True)
class ChartText(Said, kind="chart_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """A chart with its figures; `lines` are those of the page."""

    code: str
    name: str
    period: Period
    lines: tuple[ChartLine, ...]
    page: int = 0
    last_page: int = 0
