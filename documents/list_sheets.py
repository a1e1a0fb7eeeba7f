"""Lists as a workbook holds them: sheets of typed columns and their rows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | float | date | None


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    """A number of percent, e.g. 62."""
    DAY = "day"


@dataclass(frozen=True)
class Column:
    """`width` in characters."""

    heading: str
    width: int
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Sheet:
    """One list; `note` says in a sentence what it shows."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
