"""Reading a returned workbook of a UR: its identity, and the text of each cell that can be filled in."""

import json
import warnings
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from documents.read.workbook_guard import BROKEN_FILE, check_workbook
from documents.read.workbook_numbers import cell_words
from documents.report_template_layout import (
    COLUMN_OF,
    COLUMNS,
    FIRST_ROW,
    FORMAT,
    HEADING_ROW,
    HIDDEN,
    KEY_COLUMN,
    MOST_LINES,
    SHEET,
    checksum,
)
from domain.kit.periods import Period
from domain.kit.reports import DocumentRefused
from domain.papers.templates import FilledCell, FilledLine, FilledTemplate, TemplateFault, TemplateRefused

Rows = list[tuple[Any, ...]]


def read_template(content: bytes) -> FilledTemplate:
    """Read what was filled in; raise TemplateRefused for a file that is no workbook of Puntual."""
    try:
        check_workbook(content, source="")
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions of other programs, which are not used here.
            warnings.simplefilter("ignore")
            with closing(_open(content, values=True)) as book, closing(_open(content, values=False)) as twin:
                return _read(book, twin)
    except (DocumentRefused, *BROKEN_FILE) as error:
        raise TemplateRefused(TemplateFault.UNREADABLE) from error


def _open(content: bytes, *, values: bool) -> Workbook:
    return load_workbook(BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _read(book: Workbook, twin: Workbook) -> FilledTemplate:
    if HIDDEN not in book.sheetnames:
        raise TemplateRefused(TemplateFault.FOREIGN)
    identity = _identity(_rows(book[HIDDEN], 2, 1))
    if SHEET not in book.sheetnames:
        raise TemplateRefused(TemplateFault.REARRANGED)
    last = FIRST_ROW + MOST_LINES
    values, formulas = (_rows(each[SHEET], last, KEY_COLUMN) for each in (book, twin))
    _check_headings(values)
    versions = {int(key): int(version) for key, version in identity["versions"].items()}
    lines = tuple(_lines(values, formulas))
    if sorted(line.indicator_id for line in lines) != sorted(versions):
        raise TemplateRefused(TemplateFault.REARRANGED)
    return FilledTemplate(identity["unit"], Period.parse(identity["period"]), versions, lines)


def _rows(sheet: Any, last_row: int, last_column: int) -> Rows:
    # The declared size of a sheet may be false; without it openpyxl reads the actual rows.
    sheet.reset_dimensions()
    return list(sheet.iter_rows(max_row=last_row, max_col=last_column))


def _identity(rows: Rows) -> dict[str, Any]:
    """Return the contents of the hidden sheet, if it is unchanged."""
    texts = [str(row[0].value) for row in rows if row]
    if len(texts) != 2 or checksum(texts[0]) != texts[1]:
        raise TemplateRefused(TemplateFault.REARRANGED)
    identity: dict[str, Any] = json.loads(texts[0])
    if identity["format"] != FORMAT:
        raise TemplateRefused(TemplateFault.REARRANGED)
    return identity


def _check_headings(rows: Rows) -> None:
    headings = rows[HEADING_ROW - 1] if len(rows) >= HEADING_ROW else ()
    if [cell.value for cell in headings] != [column.heading for column in COLUMNS]:
        raise TemplateRefused(TemplateFault.REARRANGED)


def _lines(values: Rows, formulas: Rows) -> Iterator[FilledLine]:
    pairs = list(zip(values, formulas, strict=True))[FIRST_ROW - 1 :]
    for number, (row, twins) in enumerate(pairs, start=FIRST_ROW):
        key = row[KEY_COLUMN - 1].value if len(row) == KEY_COLUMN else None
        if key is None:
            continue
        cells = {
            fills: _cell(number, place, row[place - 1], twins[place - 1])
            for fills, place in COLUMN_OF.items()
        }
        yield FilledLine(int(key), cells)


def _cell(row: int, place: int, cell: Any, twin: Any) -> FilledCell:
    is_unsolved = cell.value is None and getattr(twin, "data_type", "n") == "f"
    text = cell_words(cell.value, getattr(cell, "number_format", None))
    return FilledCell(f"{get_column_letter(place)}{row}", text, is_unsolved)
