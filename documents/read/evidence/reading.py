"""The result of reading a file of evidence."""

from dataclasses import dataclass

from domain.kit.evidence import Evidence


@dataclass(frozen=True)
class FileReading:
    """`letter` is the citation in the letterhead, to be confirmed; `flags` are values of EvidenceFlag."""

    letter: Evidence | None = None
    flags: tuple[str, ...] = ()
