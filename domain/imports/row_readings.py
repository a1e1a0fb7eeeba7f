"""The result of reading one printed row: its numbers, its repairs and its doubts."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.kit.indicators import Quarters


class SlotKind(StrEnum):
    GOAL = "goal"
    GOAL_TOTAL = "goal_total"
    ACHIEVED = "achieved"
    UNREPORTED = "unreported"
    ACHIEVED_TOTAL = "achieved_total"
    VARIATION = "variation"
    VARIATION_TOTAL = "variation_total"


@dataclass(frozen=True)
class Slot:
    """One printed number of the row; quarter 0 is a total, UNREPORTED a zero printed for a later quarter."""

    kind: SlotKind
    quarter: int = 0


@dataclass(frozen=True)
class Repair:
    """One number that was not printed as the sums demand; `printed` is None if its cell was lost."""

    slot: Slot
    printed: Decimal | None
    value: Decimal


@dataclass(frozen=True)
class AmbiguousValue:
    """A goal or an achieved value that a person must confirm, with the readings that fit."""

    kind: SlotKind
    quarter: int
    candidates: tuple[Decimal, ...]


class RowState(StrEnum):
    """How the row was read."""

    EXACT = "exact"  # every cell in its place
    SHIFTED = "shifted"  # every number printed, blank cells added or lost
    REPAIRED = "repaired"  # one number lost or altered, told from the others
    AMBIGUOUS = "ambiguous"  # several readings fit: the doubts say where they differ
    CUT = "cut"  # the row ends before its accumulated value
    UNREADABLE = "unreadable"  # more than one number does not fit
    EMPTY = "empty"  # nothing printed after the goals


@dataclass(frozen=True)
class RowReading:
    """The certain values (None otherwise), the repairs behind them, and the doubts that remain.

    `has_moved_blanks` tells that blank cells were added or dropped, besides any other repair.
    """

    programmed: Quarters
    achieved: Quarters
    state: RowState
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[AmbiguousValue, ...] = ()
    has_moved_blanks: bool = False
