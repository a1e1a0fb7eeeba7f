"""What the buttons of administration and of the history carry."""

from dataclasses import dataclass
from enum import StrEnum

from bot.operands import code, number
from domain.periods import Period


class Deed(StrEnum):
    """A dialogue that a list offers to begin."""

    INVITE = "invite"
    REVOKE = "revoke"
    WITHDRAW = "withdraw"
    RENAME = "rename"
    REPROGRAMME = "goals"
    CONFIRM = "confirm"
    RULES = "rules"
    VARIABLE = "variable"
    CAUSE_ADD = "cause_add"
    CAUSE_RETIRE = "cause_retire"
    CAUSE_PLACE = "cause_place"


class Listed(StrEnum):
    """A list that has pages."""

    PEOPLE = "people"
    UNITS = "units"
    GOALS = "goals"
    VARIABLES = "variables"


@dataclass(frozen=True)
class Administer:
    """Begin a dialogue; `unit_code` is empty where it is about no single UR."""

    deed: Deed
    unit_code: str = ""


@dataclass(frozen=True)
class ShowList:
    listed: Listed
    unit_code: str
    page: int


@dataclass(frozen=True)
class ShowHistory:
    """The entries of a UR and period older than the one with this id; 0 for the latest."""

    unit_code: str
    period: Period
    older_than: int = 0


AdminCallback = Administer | ShowList | ShowHistory


def pack_admin(callback: AdminCallback) -> str:
    match callback:
        case Administer(deed, unit_code):
            return f"d:{deed.value}:{unit_code}"
        case ShowList(listed, unit_code, page):
            return f"l:{listed.value}:{unit_code}:{page}"
        case ShowHistory(unit_code, period, older_than):
            return f"h:{unit_code}:{period}:{older_than}"


def _read_deed(operands: list[str]) -> AdminCallback:
    deed, unit_code = operands
    return Administer(Deed(deed), code(unit_code) if unit_code else "")


def _read_list(operands: list[str]) -> AdminCallback:
    listed, unit_code, page = operands
    return ShowList(Listed(listed), code(unit_code) if unit_code else "", number(page))


def _read_history(operands: list[str]) -> AdminCallback:
    unit_code, period, older_than = operands
    return ShowHistory(code(unit_code), Period.parse(period), number(older_than))


ADMIN_READERS = {"d": _read_deed, "l": _read_list, "h": _read_history}
