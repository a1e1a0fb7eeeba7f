"""The buttons of administration and of the history."""

from dataclasses import dataclass
from enum import StrEnum

from bot.kit.callbacks import Callback
from bot.kit.operands import AnyUnit
from domain.kit.access import Action
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


class AdminDialogue(StrEnum):
    """An administrative dialogue that a button begins."""

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


class PagedList(StrEnum):
    """A list with pages."""

    PEOPLE = "people"
    UNITS = "units"
    GOALS = "goals"
    VARIABLES = "variables"


@dataclass(frozen=True)
class Administer(Callback, key="d", needs=Action.ADMINISTER):
    """Begin an administrative dialogue; `unit_code` is empty where it concerns no single UR."""

    deed: AdminDialogue
    unit_code: AnyUnit = ""


@dataclass(frozen=True)
class ShowList(Callback, key="l", needs=Action.ADMINISTER):
    listed: PagedList
    unit_code: AnyUnit
    page: int


@dataclass(frozen=True)
class ShowHistory(Callback, key="h", needs=Action.SEE_HISTORY):
    """Show the entries of a UR and period that are older than this id; 0 for the latest."""

    unit_code: UnitCode
    period: Period
    older_than: int = 0
