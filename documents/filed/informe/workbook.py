"""The Informe Trimestral as a workbook: the same form, with real numbers and live formulas."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from documents.filed.informe.columns import FIRST_NUMBER, LAST, LEFT, QUARTERS, heads, widths
from documents.filed.logo import logo_png
from documents.filed.printed import NOTES, InformeRow, InformeSheet
from documents.filed.sections import LIGHT_WORDS
from documents.filed.seguimiento import CRITERION
from documents.filed.workbook_looks import Looks, lines_of, longest

SHEET = "Informe Trimestral"
FIRST_FIELD = 2
LABEL_COLUMNS = 2
GOALS, ACHIEVED, VARIATIONS = (FIRST_NUMBER + len(QUARTERS) * place for place in range(3))
TOTAL = len(QUARTERS) - 1
WIDEN = 1.6
"""The sheet is larger than paper, for reading on a screen, and printed at the width of one page."""
TALLEST = 409
LINE, PADDING = 10.8, 4.0
LOGO_SCALE = {"x_scale": 0.25, "y_scale": 0.25}
"""The logo is 180 pixels high; the two rows beside it take 50."""


def informe_xlsx(sheet: InformeSheet) -> bytes:
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": sheet.subject, "author": sheet.header[0][1], "created": _day(sheet)})
        _Page(book, sheet).write()
    return content.getvalue()


def _day(sheet: InformeSheet) -> Any:
    return sheet.made_at.replace(tzinfo=None)


class _Page:
    """Writes the one sheet from top to bottom; `row` is the next free row, from 0."""

    def __init__(self, book: Any, sheet: InformeSheet) -> None:
        self._sheet = sheet
        self._looks = Looks(book)
        self._points = widths(has_lights=sheet.has_lights)
        self._last = len(self._points) - 1
        self._page = book.add_worksheet(SHEET)
        self._row = FIRST_FIELD

    def write(self) -> None:
        for column, points in enumerate(self._points):
            self._page.set_column(column, column, points * WIDEN / 5.25)
        self._page.merge_range(0, 0, 0, self._last, self._sheet.title, self._looks.title)
        self._page.set_row(0, 24)
        self._letterhead()
        self._header()
        first = self._headings()
        for row in self._sheet.rows:
            self._indicator(row)
        self._notes()
        self._signatures()
        self._setup(first)

    def _letterhead(self) -> None:
        """Write the names below the title, and put the logo into the corner."""
        names = " · ".join(self._sheet.letterhead.names)
        self._page.merge_range(1, 0, 1, self._last, "", self._looks.names)
        self._page.write_string(1, 0, longest(names), self._looks.names)
        if logo := self._sheet.letterhead.logo:
            picture = {"image_data": BytesIO(logo_png(logo)), "description": names, "object_position": 3}
            self._page.insert_image(0, 0, "logo.png", {**picture, "x_offset": 4, "y_offset": 2, **LOGO_SCALE})

    def _header(self) -> None:
        self._fields(self._sheet.fields)
        self._page.merge_range(self._row, 0, self._row, self._last, self._sheet.link, self._looks.label)
        self._row += 1
        self._fields(self._sheet.links)
        self._row += 1

    def _fields(self, fields: tuple[tuple[str, str], ...]) -> None:
        last = LABEL_COLUMNS - 1
        for label, value in fields:
            self._page.merge_range(self._row, 0, self._row, last, label, self._looks.label)
            self._page.merge_range(self._row, LABEL_COLUMNS, self._row, self._last, "", self._looks.value)
            self._page.write_string(self._row, LABEL_COLUMNS, longest(value), self._looks.value)
            self._height(lines_of(value, sum(self._points[LABEL_COLUMNS:]) * WIDEN))
            self._row += 1

    def _headings(self) -> int:
        """Write the three rows of headings and return the first."""
        first = self._row
        for head in heads(has_lights=self._sheet.has_lights):
            look = self._looks.group if head.row == 0 else self._looks.heading
            top, last = first + head.row, head.column + head.columns - 1
            bottom = top + head.rows - 1
            if (top, head.column) == (bottom, last):
                self._page.write_string(top, head.column, head.text, look)
            else:
                self._page.merge_range(top, head.column, bottom, last, head.text, look)
        self._page.set_row(first + 1, 20)
        self._row = first + 3
        return first

    def _indicator(self, row: InformeRow) -> None:
        look = self._looks.marked if row.mark else self._looks.level
        self._text(0, row.level, look)
        if row.mark:
            note = next(text for mark, text in self._sheet.notes if mark == row.mark)
            self._page.write_comment(self._row, 0, note[:1000], {"author": "Puntual"})
        for column, text in enumerate(row.texts, start=1):
            self._text(column, text, self._looks.text if column < 4 else self._looks.centred)
        for column, value in enumerate((row.baseline_value, row.baseline_year), start=LEFT):
            self._number(column, value)
        self._numbers(row)
        self._text(LAST, row.evidence, self._looks.text)
        if self._sheet.has_lights:
            self._text(self._last, LIGHT_WORDS[row.light], self._looks.lights[row.light])
        texts = enumerate((row.level, *row.texts))
        lines = [lines_of(text, self._points[column] * WIDEN) for column, text in texts]
        self._height(max([*lines, lines_of(row.evidence, self._points[LAST] * WIDEN)]))
        self._row += 1

    def _numbers(self, row: InformeRow) -> None:
        """Write planned and reported values as numbers, and computed ones as formulas."""
        for place in range(TOTAL):
            self._number(GOALS + place, row.goals[place])
            self._number(ACHIEVED + place, row.achieved[place])
        for column, (formula, value) in _formulas(self._row + 1, row).items():
            self._page.write_formula(self._row, column, formula, self._looks.formula, _stored_result(value))

    def _notes(self) -> None:
        self._row += 1
        if self._sheet.has_lights:
            self._wide(CRITERION, self._looks.note)
        if self._sheet.notes:
            self._wide(NOTES, self._looks.label)
        for mark, text in self._sheet.notes:
            self._wide(f"({mark}) {text}", self._looks.note)

    def _signatures(self) -> None:
        self._row += 1
        signers = self._sheet.signers
        share = (self._last + 1) // len(signers)
        for place, signer in enumerate(signers):
            first, last = share * place, share * (place + 1) - 1
            lines = ((signer.label, self._looks.signer), (signer.name, self._looks.signed))
            for (text, look), row in zip((*lines, (signer.post, self._looks.post)), (0, 2, 3), strict=True):
                self._page.merge_range(self._row + row, first, self._row + row, last, "", look)
                self._page.write_string(self._row + row, first, longest(text), look)
        self._page.set_row(self._row + 1, 44)
        self._row += 4

    def _setup(self, first: int) -> None:
        page, acuse = self._page, self._sheet.acuse.replace("&", "&&")
        page.freeze_panes(first + 3, 1)
        page.set_landscape()
        page.set_paper(1)
        page.set_margins(left=0.22, right=0.22, top=0.35, bottom=0.45)
        page.fit_to_pages(1, 0)
        page.repeat_rows(first, first + 2)
        page.print_area(0, 0, self._row - 1, self._last)
        page.set_footer(f"&L&7{f'Acuse {acuse}' if acuse else ''}&R&7Página &P de &N"[:255])
        page.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})

    def _wide(self, text: str, look: Any) -> None:
        self._page.merge_range(self._row, 0, self._row, self._last, "", look)
        self._page.write_string(self._row, 0, longest(text), look)
        self._height(lines_of(text, sum(self._points) * WIDEN))
        self._row += 1

    def _text(self, column: int, text: str, look: Any) -> None:
        # Always as a string: a text that begins with = or + stays a text, even when it is edited.
        if text:
            self._page.write_string(self._row, column, longest(text), look)
        else:
            self._page.write_blank(self._row, column, None, look)

    def _number(self, column: int, value: Any) -> None:
        if value is None:
            self._page.write_blank(self._row, column, None, self._looks.number)
        else:
            self._page.write_number(self._row, column, float(value), self._looks.number)

    def _height(self, lines: int) -> None:
        self._page.set_row(self._row, min(TALLEST, lines * LINE + PADDING))


def _stored_result(value: Decimal | None) -> float | str:
    """Return the stored result of a formula, an integer if it is whole; a blank one is a text."""
    if value is None:
        return ""
    return int(value) if value == int(value) else float(value)


def _formulas(line: int, row: InformeRow) -> dict[int, tuple[str, Decimal | None]]:
    """Return the formulas by column; `line` is numbered as in Excel."""

    def cell(column: int) -> str:
        return f"{xl_col_to_name(column)}{line}"

    goals = f"{cell(GOALS)}:{cell(GOALS + TOTAL - 1)}"
    achieved = f"{cell(ACHIEVED)}:{cell(ACHIEVED + TOTAL - 1)}"
    blank = f'=IF(COUNT({goals})=0,"",'
    totals = {
        GOALS + TOTAL: (f"{blank}SUM({goals}))", row.goal_total),
        ACHIEVED + TOTAL: (f"{blank}SUM({achieved}))", row.achieved_total),
        VARIATIONS + TOTAL: (f"{blank}100-{cell(ACHIEVED + TOTAL)})", row.variation_total),
    }
    # A quarter without a report is a blank cell, which counts as 0: the whole goal is still missing.
    quarters = {
        VARIATIONS + place: (
            f'=IF({cell(GOALS + place)}="","",{cell(GOALS + place)}-{cell(ACHIEVED + place)})',
            row.variations[place],
        )
        for place in range(TOTAL)
    }
    return totals | quarters
