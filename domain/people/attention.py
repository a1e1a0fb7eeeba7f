"""Attention given to enlaces: the entries of IMPLAN's register."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kit.unit_codes import UnitCode


class AttentionKind(StrEnum):
    QUESTION = "question"
    """A question of an enlace through /ayuda."""
    CALL = "call"
    """A call or a visit that IMPLAN noted."""
    RETURN = "return"
    """A report that was returned with observations."""


@dataclass(frozen=True)
class Attention:
    """One entry of the register; `unit_code` is empty if it concerns no UR."""

    at: datetime
    kind: AttentionKind
    unit_code: UnitCode
    who: str
    text: str
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    id: int | None = None
    person_id: int | None = None
