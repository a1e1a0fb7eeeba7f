"""Workbooks of plain lists, for a phone and for filtering on a computer: gaps, states, punctuality."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from documents.filed.workbook_looks import ACCENT, BAND, longest
from documents.list_sheets import Cell, ListCellKind, ListSheet, ListSheetColumn

LINE, PADDING, TALLEST = 15.0, 3.0, 150.0
KEY_WIDTH = 14
TITLE_ROWS = 3
"""Title, note and headings; they stay visible."""


def list_workbook(title: str, sheets: Sequence[ListSheet], made_at: datetime) -> bytes:
    """Return the workbook; the same facts give the same bytes."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        looks = _looks(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, looks)
    return content.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    def look(**given: Any) -> Any:
        return book.add_format({"font_name": "Calibri", "font_size": 11, "valign": "top", **given})

    cell = {"border": 1, "border_color": "#d5c9cf"}
    typed = {**cell, "text_wrap": True, "quote_prefix": True}
    return {
        "title": look(bold=True, font_size=14, font_color=ACCENT, quote_prefix=True),
        "note": look(font_color="#555555", quote_prefix=True),
        "heading": look(**typed, bold=True, bg_color=BAND, valign="vcenter"),
        ListCellKind.TEXT: look(**typed),
        ListCellKind.NUMBER: look(**cell, align="right"),
        ListCellKind.PERCENT: look(**cell, align="right", num_format='0" %"'),
        ListCellKind.DAY: look(**cell, align="right", num_format="dd/mm/yyyy"),
    }


def _write(page: Any, sheet: ListSheet, looks: dict[str, Any]) -> None:
    last_row, last_column = TITLE_ROWS - 1 + len(sheet.rows), len(sheet.columns) - 1
    page.write_string(0, 0, longest(sheet.title), looks["title"])
    page.write_string(1, 0, longest(sheet.note), looks["note"])
    page.set_row(0, 21)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(TITLE_ROWS - 1, place, column.heading, looks["heading"])
    page.set_row(TITLE_ROWS - 1, _height([(column.heading, column.width) for column in sheet.columns]))
    for number, row in enumerate(sheet.rows, start=TITLE_ROWS):
        _write_row(page, number, row, sheet.columns, looks)
    page.autofilter(TITLE_ROWS - 1, 0, last_row, last_column)
    # A wide first column that stays visible would leave no room for the others on a phone.
    page.freeze_panes(TITLE_ROWS, 1 if sheet.columns[0].width <= KEY_WIDTH else 0)
    page.set_landscape()
    page.set_paper(1)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, TITLE_ROWS - 1)
    page.print_area(0, 0, last_row, last_column)
    page.set_footer("&L&8&A&R&8Página &P de &N")


def _write_row(
    page: Any, number: int, row: Sequence[Cell], columns: Sequence[ListSheetColumn], looks: dict[str, Any]
) -> None:
    texts = []
    for place, (value, column) in enumerate(zip(row, columns, strict=True)):
        look = looks[column.kind]
        if value is None or value == "":
            page.write_blank(number, place, None, look)
        elif isinstance(value, str):
            # Always as a string: a text that begins with = or + stays a text, even when it is edited.
            page.write_string(number, place, longest(value), look)
            texts.append((value, column.width))
        elif isinstance(value, date):
            page.write_datetime(number, place, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001
        else:
            page.write_number(number, place, value, look)
    page.set_row(number, _height(texts))


def _height(texts: Sequence[tuple[str, int]]) -> float:
    """Set the height of every row: viewers on a phone do not measure wrapped text themselves."""
    lines = max((ceil(len(text) * 1.15 / width) for text, width in texts), default=1)
    return min(TALLEST, max(1, lines) * LINE + PADDING)
