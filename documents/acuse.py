"""The acuse as a PDF: letter paper, archival (PDF/A-2a) and readable by a screen reader (PDF/UA-1)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst

TEMPLATE = Path(__file__).parent / "templates" / "acuse.typ"

INK = "#22303a"

LINES_OF_ONE_PAGE = 46
"""Lines of evidence, two at least for each indicator, that one page holds."""
ROWS_OF_ONE_PAGE = 15
MOST_PROOFS = 12
_ONE_AT_A_TIME = Lock()
"""The compiler raises when a second thread calls it."""
_PAST_LATIN = "\u0180"
_SIGNS = "–—‘’“”…•−"


@dataclass(frozen=True)
class Proof:
    """One document as it is printed; `sha256` is shortened, empty where there is no file."""

    text: str
    sha256: str = ""


@dataclass(frozen=True)
class AcuseRow:
    level: str
    name: str
    goal: str
    value: str
    variation: str
    evidence: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class AcuseProgramme:
    name: str
    indicators: tuple[AcuseRow, ...]


@dataclass(frozen=True)
class AcuseSheet:
    """What the template shows, already in words; `address` is what the QR holds, `facts` label and value."""

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
    programmes: tuple[AcuseProgramme, ...]
    note: str
    issued_at: datetime


def acuse_pdf(sheet: AcuseSheet) -> bytes:
    """Set the sheet in type; the same sheet gives the same bytes."""
    facts = asdict(sheet) | {"issued_at": None}
    try:
        return _compiled(facts, sheet)
    except typst.TypstError:
        # The archival standard refuses a sign that no font has, such as a smiley in a name.
        return _compiled(_plain(facts), sheet)


def proofs_shown(amounts: list[int]) -> int:
    """Return how many documents of each indicator are listed, so that up to 15 of them stay on one page."""
    if len(amounts) > ROWS_OF_ONE_PAGE:
        return MOST_PROOFS
    for most in range(MOST_PROOFS, 2, -1):
        if sum(max(2, min(amount, most)) for amount in amounts) <= LINES_OF_ONE_PAGE:
            return most
    return 2


def _compiled(facts: dict[str, Any], sheet: AcuseSheet) -> bytes:
    drawn = facts | {"qr": _qr(sheet.address)}
    # Only as data: a text that were part of the source could read files and run code of the template.
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={"acuse": json.dumps(drawn, ensure_ascii=False)},
            timestamp=int(sheet.issued_at.timestamp()),
            pdf_standards=["a-2a", "ua-1"],
        )
    assert isinstance(made, bytes)
    return made


def _plain(value: Any) -> Any:
    """Replace the signs that are not of the Latin script, wherever they are."""
    match value:
        case str():
            return "".join(c if c in _SIGNS or (c.isprintable() and c < _PAST_LATIN) else "?" for c in value)
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value


@cache
def _compiler() -> typst.Compiler:
    # The fonts inside the package only: a receipt looks the same on every machine.
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts, ignore_system_fonts=True)


def _qr(address: str) -> str:
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False, dark=INK)
    return drawn.getvalue().decode()
