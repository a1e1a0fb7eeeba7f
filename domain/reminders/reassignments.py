"""«No me corresponde»: an enlace says that an indicator is not theirs, and IMPLAN answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


class ReassignmentState(StrEnum):
    OPEN = "open"
    """IMPLAN has not decided: this person is not reminded of the indicator meanwhile."""
    KEPT = "kept"
    """The indicator belongs to them."""
    RELEASED = "released"
    """It does not belong to them: they are not reminded of it, and IMPLAN finds who reports it."""


@dataclass(frozen=True)
class Reassignment:
    id: int
    person_id: int
    unit_code: UnitCode
    indicator_id: int
    period: Period
    reason: str
    state: ReassignmentState
    asked_at: datetime
    decided_by: str | None = None
