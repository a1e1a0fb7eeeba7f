"""The contents of an acuse, already in words."""

from dataclasses import dataclass
from datetime import datetime

LINES_OF_ONE_PAGE = 46
"""The lines of evidence on one page, at least two for each indicator."""
ROWS_OF_ONE_PAGE = 15
MOST_PROOFS = 12


@dataclass(frozen=True)
class PrintedProof:
    """One document as it is printed; `sha256` is shortened, empty without a file."""

    text: str
    sha256: str = ""


@dataclass(frozen=True)
class AcuseRow:
    level: str
    name: str
    goal: str
    value: str
    variation: str
    evidence: tuple[PrintedProof, ...] = ()


@dataclass(frozen=True)
class PrintedProgramme:
    name: str
    indicators: tuple[AcuseRow, ...]


@dataclass(frozen=True)
class AcuseSheet:
    """The contents of the template, in words; `address` is in the QR, `facts` pairs label and value."""

    title: str
    issuer: str
    heading: str
    subject: str
    folio: str
    code: str
    check: str
    address: str
    sha256: str
    facts: tuple[tuple[str, str], ...]
    programmes: tuple[PrintedProgramme, ...]
    note: str
    issued_at: datetime


def proofs_shown(amounts: list[int]) -> int:
    """Return how many documents of each indicator are listed, so that up to 15 indicators fit on one page."""
    if len(amounts) > ROWS_OF_ONE_PAGE:
        return MOST_PROOFS
    for most in range(MOST_PROOFS, 2, -1):
        if sum(max(2, min(amount, most)) for amount in amounts) <= LINES_OF_ONE_PAGE:
            return most
    return 2
