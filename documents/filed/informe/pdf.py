"""The Informe Trimestral as a PDF, by the template `informe.typ`."""

from dataclasses import asdict
from typing import Any

from documents.filed.informe.columns import FIRST_NUMBER, LAST, heads, widths
from documents.filed.printed import NOTES, InformeRow, InformeSheet
from documents.filed.sections import LIGHT_COLOURS, LIGHT_WORDS
from documents.filed.seguimiento import CRITERION
from documents.typesetting import set_in_type

TEMPLATE = "informe.typ"
LONG = 900
"""Characters of a text above which its row is measured: it may be taller than a page."""


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
        "heads": [asdict(head) for head in heads(has_lights=sheet.has_lights)],
        "widths": widths(has_lights=sheet.has_lights),
        "first_number": FIRST_NUMBER,
        "proof": LAST,
        "rows": [_row(row, has_lights=sheet.has_lights) for row in sheet.rows],
        "criterion": CRITERION if sheet.has_lights else "",
        "notes_title": NOTES,
        "notes": sheet.notes,
        "signers": [asdict(signer) for signer in sheet.signers],
        "acuse": sheet.acuse,
    }


def _row(row: InformeRow, *, has_lights: bool) -> dict[str, Any]:
    cells = row.cells
    light = {"word": LIGHT_WORDS[row.light], "colour": LIGHT_COLOURS[row.light]} if has_lights else None
    is_long = any(len(cell) > LONG for cell in cells)
    return {"cells": cells, "mark": row.mark, "is_long": is_long, "light": light}
