"""The stored files of evidence: how each was found when it was read, and what it proves."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kit.evidence import Evidence
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


class FileState(StrEnum):
    """How a file was when it was last read."""

    OK = "ok"
    ALTERED = "altered"
    """Its content does not have the hash it was stored under."""
    MISSING = "missing"
    UNREADABLE = "unreadable"
    """It is there and the machine does not give it: its disk, its rights, or it is no file."""


@dataclass(frozen=True)
class ProofPlace:
    """What a file proves: the indicator of a UR in a quarter, by the document that is cited there."""

    indicator_id: int
    unit_code: UnitCode
    period: Period
    level: str
    evidence: Evidence


@dataclass(frozen=True)
class FileFault:
    """A file that is no proof as it is; `name` is what its sender called it, `places` may be empty."""

    sha256: str
    state: FileState
    name: str
    places: tuple[ProofPlace, ...] = ()
