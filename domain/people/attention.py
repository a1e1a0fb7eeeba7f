"""Attention given to enlaces: what the register of IMPLAN holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kit.unit_codes import UnitCode


class AttentionKind(StrEnum):
    QUESTION = "question"
    """Asked by an enlace through /ayuda."""
    CALL = "call"
    """A call or a visit that IMPLAN noted."""
    RETURN = "return"
    """A report that was given back with observations."""


@dataclass(frozen=True)
class Attention:
    """One line of the register; `unit_code` is empty where no UR is meant."""

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
