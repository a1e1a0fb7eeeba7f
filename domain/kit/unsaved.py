"""Unsaved answers of a capture, as they are shown to another person."""

from dataclasses import dataclass
from decimal import Decimal

from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class UnsavedOf:
    """`who` is the name of the person who answered."""

    unit_code: UnitCode
    level: str
    value: Decimal
    who: str


def unsaved_from(listed: str) -> tuple[UnsavedOf, ...]:
    """Read the older form: UR, level, value and name between tabs, one item on each line."""
    rows = (line.split("\t") for line in listed.split("\n") if line)
    return tuple(UnsavedOf(code, level, Decimal(value), who) for code, level, value, who in rows)
