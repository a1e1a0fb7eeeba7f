"""The buttons under a status: its detail, its chart, and the URs of a programme or eje."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.operands import code, number
from domain.periods import Period
from domain.unit_search import Kind


@dataclass(frozen=True)
class ShowDetail:
    unit_code: str
    period: Period
    page: int = 0


@dataclass(frozen=True)
class ShowChart:
    unit_code: str
    period: Period
    page: int = 0


@dataclass(frozen=True)
class ShowGroup:
    """List the URs of the programme or eje with this code."""

    kind: Kind
    code: str
    period: Period
    page: int = 0


StatusCallback = ShowDetail | ShowChart | ShowGroup

GROUP_VERBS = {Kind.PROGRAMME: "sp", Kind.EJE: "se"}


def pack_status(callback: StatusCallback) -> str:
    match callback:
        case ShowDetail(unit_code, period, page):
            return f"sd:{unit_code}:{period}:{page}"
        case ShowChart(unit_code, period, page):
            return f"sg:{unit_code}:{period}:{page}"
        case ShowGroup(kind, group, period, page):
            return f"{GROUP_VERBS[kind]}:{group}:{period}:{page}"


def _read_detail(operands: list[str]) -> ShowDetail:
    unit_code, period, page = operands
    return ShowDetail(code(unit_code), Period.parse(period), number(page))


def _read_chart(operands: list[str]) -> ShowChart:
    unit_code, period, page = operands
    return ShowChart(code(unit_code), Period.parse(period), number(page))


def _read_group(kind: Kind) -> Callable[[list[str]], ShowGroup]:
    def read(operands: list[str]) -> ShowGroup:
        group, period, page = operands
        return ShowGroup(kind, code(group), Period.parse(period), number(page))

    return read


STATUS_READERS: dict[str, Callable[[list[str]], StatusCallback]] = {
    "sd": _read_detail,
    "sg": _read_chart,
    **{verb: _read_group(kind) for kind, verb in GROUP_VERBS.items()},
}
