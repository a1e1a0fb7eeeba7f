"""The buttons of a status: the status, its detail, its chart, and the URs of a programme or eje."""

from dataclasses import dataclass

from bot.kit.callbacks import Callback
from bot.kit.operands import Code
from domain.kit.access import Action
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode
from domain.status.unit_search import Kind

KEYS = {"sp": {"kind": Kind.PROGRAMME}, "se": {"kind": Kind.EJE}}


@dataclass(frozen=True)
class ShowStatus(Callback, key="s", needs=Action.SEE_STATUS):
    unit_code: UnitCode
    period: Period


@dataclass(frozen=True)
class ShowDetail(Callback, key="sd", needs=Action.SEE_STATUS):
    unit_code: UnitCode
    period: Period
    page: int = 0


@dataclass(frozen=True)
class ShowChart(Callback, key="sg", needs=Action.SEE_STATUS):
    unit_code: UnitCode
    period: Period
    page: int = 0


@dataclass(frozen=True)
class ShowGroup(Callback, key=KEYS, needs=Action.SEE_STATUS):
    """List the URs of the programme or eje with this code."""

    kind: Kind
    code: Code
    period: Period
    page: int = 0
