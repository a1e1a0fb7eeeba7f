"""Reading a filed workbook: its sheet as text for the reader of reports."""

import warnings
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from documents.filed.informe.columns import LAST
from documents.filed.informe.workbook import SHEET
from documents.read.workbook_guard import BROKEN_FILE, check_workbook
from documents.read.workbook_numbers import cell_words
from domain.kit.reports import DocumentError, DocumentRefused

MAX_ROWS = 2_000


def informe_text(content: bytes, *, source: str) -> str | None:
    """Return the lines of the sheet with tabs, as copied from Excel; None for any other workbook.

    Lines count as rows of the sheet; raise DocumentRefused if the file must not or cannot be opened.
    """
    check_workbook(content, source=source)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions of other programs, which are not used here.
            warnings.simplefilter("ignore")
            with closing(load_workbook(BytesIO(content), read_only=True, data_only=True)) as book:
                return "\n".join(_lines(book[SHEET])) if SHEET in book.sheetnames else None
    except BROKEN_FILE as error:
        text = "El libro está dañado y no se pudo leer. Ábralo en Excel y guárdelo otra vez."
        raise DocumentRefused(source, (DocumentError("archivo", text),)) from error


def _lines(sheet: Any) -> Iterator[str]:
    # The declared size of a sheet may be false; without it openpyxl reads the actual rows.
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=LAST + 1):
        yield "\t".join(map(_cell, row)).rstrip()


def _cell(cell: Any) -> str:
    return cell_words(cell.value, getattr(cell, "number_format", None))
