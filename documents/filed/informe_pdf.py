"""The Informe Trimestral as a PDF, by the template `informe.typ`."""

from dataclasses import asdict
from typing import Any

from documents.filed.columns import FIRST_NUMBER, POINTS, heads
from documents.filed.informe import NOTES, InformeRow, InformeSheet
from documents.typesetting import set_in_type

TEMPLATE = "informe.typ"
LONG = 900
"""Characters of a text from which its row is measured: it may be taller than a page."""


def informe_pdf(sheet: InformeSheet) -> bytes:
    return set_in_type(TEMPLATE, _facts(sheet), sheet.made_at, drawn={"logo": sheet.letterhead.logo})


def _facts(sheet: InformeSheet) -> dict[str, Any]:
    return {
        "letterhead": sheet.letterhead.facts,
        "title": sheet.title,
        "subject": sheet.subject,
        "fields": sheet.fields,
        "link": sheet.link,
        "links": sheet.links,
        "heads": [asdict(head) for head in heads()],
        "widths": POINTS,
        "first_number": FIRST_NUMBER,
        "rows": [_row(row) for row in sheet.rows],
        "notes_title": NOTES,
        "notes": sheet.notes,
        "signers": [asdict(signer) for signer in sheet.signers],
        "acuse": sheet.acuse,
    }


def _row(row: InformeRow) -> dict[str, Any]:
    cells = row.cells
    return {"cells": cells, "mark": row.mark, "is_long": any(len(cell) > LONG for cell in cells)}
