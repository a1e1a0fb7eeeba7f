"""The acuse as a PDF: letter paper, archival (PDF/A-2a) and readable by a screen reader (PDF/UA-1)."""

from dataclasses import asdict
from io import BytesIO

import segno

from documents.acuse_sheet import AcuseSheet
from documents.typesetting import set_in_type

INK = "#22303a"


def acuse_pdf(sheet: AcuseSheet) -> bytes:
    """Set the sheet in type; the same sheet gives the same bytes."""
    facts = asdict(sheet) | {"issued_at": None}
    return set_in_type("acuse.typ", facts, sheet.issued_at, drawn={"qr": _qr(sheet.address)})


def _qr(address: str) -> str:
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False, dark=INK)
    return drawn.getvalue().decode()
