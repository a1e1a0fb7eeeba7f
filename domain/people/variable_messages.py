"""Messages about natural units: those of each indicator, and a decision about one."""

from dataclasses import dataclass

from domain.kit.natural_units import Variable
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class VariableLine:
    """An indicator; without a variable it is reported in percent only."""

    level: str
    programme: str
    variable: Variable | None


@dataclass(frozen=True)
class VariableList(Said, kind="variable_list", nature=Nature.NOTICE, read_by=ADDRESSEE):
    unit_code: UnitCode
    unit_name: str
    year: int
    lines: tuple[VariableLine, ...]
    page: int = 0


@dataclass(frozen=True)
class VariableSaved(Said, kind="variable_saved", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """`variable` is None where the indicator is in percent from now on."""

    unit_code: UnitCode
    level: str
    variable: Variable | None


@dataclass(frozen=True)
class VariableKept(Said, kind="variable_kept", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Nothing was changed: it was not confirmed, or is the same already."""

    unit_code: UnitCode
