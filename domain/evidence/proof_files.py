"""The stored files of evidence: how each was found at its last reading, and what it proves."""

from dataclasses import dataclass
from enum import StrEnum

from domain.kit.evidence import Evidence
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


class FileState(StrEnum):
    """The state of a file at its last reading."""

    OK = "ok"
    ALTERED = "altered"
    """Its content does not have the hash it was stored under."""
    MISSING = "missing"
    UNREADABLE = "unreadable"
    """The file is there and cannot be read: a fault of the disk, of permissions, or it is not a file."""


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
    """A damaged file of evidence; `name` is its sender's name for it, `places` may be empty."""

    sha256: str
    state: FileState
    name: str
    places: tuple[ProofPlace, ...] = ()
