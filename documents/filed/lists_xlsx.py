"""Plain lists as a workbook: one sheet for each, with its headings frozen and a filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from documents.filed.workbook_looks import Looks, longest

Cell = str | int | date | None
HEAD_ROW = 2
"""Place of the headings, from 0; above them stands what the list is."""


@dataclass(frozen=True)
class ListSheet:
    """`columns` are headings with their width in characters; each row has a cell for each of them."""

    name: str
    title: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Cell, ...], ...]


def lists_xlsx(sheets: Sequence[ListSheet], made_at: datetime) -> bytes:
    """Write the sheets; nothing in a cell is ever taken for a formula or a link."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": sheets[0].title, "created": made_at.replace(tzinfo=None)})
        looks = Looks(book)
        day = book.add_format(
            {"font_name": "Calibri", "font_size": 8, "border": 1, "num_format": "dd/mm/yyyy"}
        )
        day.set_border_color("#8d8088")
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, looks, day)
    return content.getvalue()


def _write(page: Any, sheet: ListSheet, looks: Looks, day: Any) -> None:
    last = len(sheet.columns) - 1
    page.write_string(0, 0, longest(sheet.title), looks.label)
    for place, (heading, width) in enumerate(sheet.columns):
        page.set_column(place, place, width)
        page.write_string(HEAD_ROW, place, heading, looks.heading)
    for line, row in enumerate(sheet.rows, start=HEAD_ROW + 1):
        for place, cell in enumerate(row):
            _cell(page, (line, place), cell, looks, day)
    page.freeze_panes(HEAD_ROW + 1, 0)
    page.autofilter(HEAD_ROW, 0, HEAD_ROW + len(sheet.rows), last)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEAD_ROW)


def _cell(page: Any, at: tuple[int, int], cell: Cell, looks: Looks, day: Any) -> None:
    match cell:
        case date():
            page.write_datetime(*at, cell, day)
        case int():
            page.write_number(*at, cell, looks.number)
        case None:
            page.write_blank(*at, None, looks.text)
        case str():
            page.write_string(*at, longest(cell), looks.text)
