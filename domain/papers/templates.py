"""The workbook of a UR and quarter as plain data: as it is written, and as it comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.kit.causes import Side
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode

Causes = Mapping[Side, tuple[str, ...]]
"""The catalogue of causes, by the side of green."""


NEVER_RECOVERS = "no se recupera"
"""Written in place of a day; it may be typed there."""


class Fillable(StrEnum):
    """The cells of a line that can be filled in."""

    VALUE = "value"
    CAUSE = "cause"
    JUSTIFICATION = "justification"
    ACTION = "action"
    RECOVERY = "recovery"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class TemplateLine:
    """One indicator as it is written.

    `version` is that of its avance, `proofs` are the registered evidence. A line that is not open is shown
    and locked.
    """

    indicator_id: int
    version: int
    programme: str
    level: str
    name: str
    goal: Decimal | None
    accumulated_before: Decimal
    value: Decimal | None = None
    cause: str | None = None
    justification: str | None = None
    action: str | None = None
    recovery_on: date | None = None
    never_recovers: bool = False
    proofs: tuple[str, ...] = ()
    is_open: bool = True


@dataclass(frozen=True)
class Template:
    """The workbook of one UR and quarter; `causes` is the catalogue."""

    unit_code: UnitCode
    unit_name: str
    period: Period
    lines: tuple[TemplateLine, ...]
    causes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FilledCell:
    """The content of a cell as text: a percentage without its sign, a day as 2025-10-15.

    `place` is the name of the cell (`F7`); `lacks_value` says that its formula has no stored result.
    """

    place: str
    text: str = ""
    lacks_value: bool = False


@dataclass(frozen=True)
class FilledLine:
    indicator_id: int
    cells: Mapping[Fillable, FilledCell]


@dataclass(frozen=True)
class FilledTemplate:
    """A returned workbook; `versions` are those of the avances when it was written."""

    unit_code: UnitCode
    period: Period
    versions: Mapping[int, int] = field(default_factory=dict)
    lines: tuple[FilledLine, ...] = ()


class TemplateFault(StrEnum):
    """Why a workbook cannot be read at all."""

    UNREADABLE = "unreadable"
    """Not an XLSX, damaged, or not allowed to be opened."""
    FOREIGN = "foreign"
    """A workbook that Puntual did not write."""
    REARRANGED = "rearranged"
    """Written by Puntual, but columns, rows or the hidden sheet were changed."""
    OUTDATED = "outdated"
    """Its indicators are no longer those of the report."""
    OVERTAKEN = "overtaken"
    """Another workbook was sent after it."""


class TemplateRefused(Exception):
    def __init__(self, fault: TemplateFault) -> None:
        super().__init__(fault)
        self.fault = fault
