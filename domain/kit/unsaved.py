"""What somebody has answered in a capture and not saved, as it is told to somebody else."""

from dataclasses import dataclass
from decimal import Decimal

from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class UnsavedOf:
    """`who` is the name of whoever answered it."""

    unit_code: UnitCode
    level: str
    value: Decimal
    who: str


def unsaved_from(listed: str) -> tuple[UnsavedOf, ...]:
    """Read what was kept as text: UR, level, value and name between tabs, one on each line."""
    rows = (line.split("\t") for line in listed.split("\n") if line)
    return tuple(UnsavedOf(code, level, Decimal(value), who) for code, level, value, who in rows)
