"""Lists for a workbook: sheets of typed columns and their rows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | float | date | None


class ListCellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    """A percentage, such as 62."""
    DAY = "day"


@dataclass(frozen=True)
class ListSheetColumn:
    """`width` in characters."""

    heading: str
    width: int
    kind: ListCellKind = ListCellKind.TEXT


@dataclass(frozen=True)
class ListSheet:
    """One list; `note` is a sentence about its contents."""

    name: str
    title: str
    note: str
    columns: tuple[ListSheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
