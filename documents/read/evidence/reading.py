"""What reading a file of evidence has found."""

from dataclasses import dataclass

from domain.kit.evidence import Evidence


@dataclass(frozen=True)
class FileReading:
    """`letter` is what its head says, to be confirmed; `flags` are values of EvidenceFlag about the file."""

    letter: Evidence | None = None
    flags: tuple[str, ...] = ()
