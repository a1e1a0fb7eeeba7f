"""The transparency formats as a workbook: one sheet for each, and one with the cells to check."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from documents.filed.transparency import Cell, Format, TransparencySheet
from documents.filed.workbook_looks import Looks, longest

NOTICES = "Por revisar"
NOTICE_COLUMNS = (("Hoja", 18.0), ("Indicador", 36.0), ("Columna", 44.0), ("Qué revisar", 60.0))
NOTHING = "Nada por revisar: todos los datos están y son de su catálogo."
HEAD_ROW = 3
"""Row of the headings, from 0; above them stand the title, the law and the period."""
HEAD_HEIGHT = 44
DOUBT = "#fff2cc"


def transparency_xlsx(sheet: TransparencySheet) -> bytes:
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        made_at = datetime.combine(sheet.made_on, time())
        book.set_properties({"title": f"Transparencia {sheet.period}", "created": made_at})
        _Book(book, sheet).write()
    return content.getvalue()


class _Book:
    def __init__(self, book: Any, sheet: TransparencySheet) -> None:
        self._book = book
        self._sheet = sheet
        self._looks = Looks(book)
        self._notices = tuple(sheet.notices())
        plain = {"font_name": "Calibri", "font_size": 8, "border": 1, "border_color": "#8d8088"}
        plain |= {"valign": "top", "text_wrap": True}
        self._formats = {
            (kind, is_doubtful): book.add_format(
                {**plain, **extra, **({"bg_color": DOUBT} if is_doubtful else {})}
            )
            for kind, extra in (("text", {"quote_prefix": True}), ("day", {"num_format": "dd/mm/yyyy"}))
            for is_doubtful in (False, True)
        }

    def write(self) -> None:
        for form in self._sheet.law.formats:
            self._form(form)
        self._to_look_at()

    def _form(self, form: Format) -> None:
        page = self._page(form.sheet, form.title)
        doubtful = {(each.where, each.column) for each in self._notices if each.sheet == form.sheet}
        for place, column in enumerate(form.columns):
            page.set_column(place, place, column.width)
            page.write_string(HEAD_ROW, place, column.title, self._looks.heading)
        for line, row in enumerate(self._sheet.rows, start=HEAD_ROW + 1):
            for place, (column, cell) in enumerate(zip(form.columns, row.cells(form), strict=True)):
                self._cell(page, line, place, cell, is_doubtful=(row.where, column.title) in doubtful)
        last = HEAD_ROW + len(self._sheet.rows)
        page.autofilter(HEAD_ROW, 0, max(last, HEAD_ROW), len(form.columns) - 1)

    def _to_look_at(self) -> None:
        page = self._page(NOTICES, NOTICES)
        for place, (title, width) in enumerate(NOTICE_COLUMNS):
            page.set_column(place, place, width)
            page.write_string(HEAD_ROW, place, title, self._looks.heading)
        for line, each in enumerate(self._notices, start=HEAD_ROW + 1):
            for place, text in enumerate((each.sheet, each.where, each.column, each.text)):
                self._cell(page, line, place, text, is_doubtful=False)
        if not self._notices:
            self._cell(page, HEAD_ROW + 1, 0, NOTHING, is_doubtful=False)

    def _page(self, name: str, title: str) -> Any:
        page = self._book.add_worksheet(name)
        page.write_string(0, 0, title, self._looks.label)
        page.write_string(1, 0, self._sheet.law.name, self._looks.note_line)
        page.write_string(2, 0, f"Periodo que se informa: {self._sheet.period}", self._looks.note_line)
        page.set_row(HEAD_ROW, HEAD_HEIGHT)
        page.freeze_panes(HEAD_ROW + 1, 0)
        page.set_landscape()
        page.set_paper(1)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEAD_ROW)
        page.set_footer("&R&7Página &P de &N")
        return page

    def _cell(self, page: Any, line: int, place: int, cell: Cell, *, is_doubtful: bool) -> None:
        text, day = self._formats["text", is_doubtful], self._formats["day", is_doubtful]
        match cell:
            case date():
                page.write_datetime(line, place, datetime.combine(cell, time()), day)
            case int() | Decimal():
                page.write_number(line, place, float(cell), text)
            case str() if cell:
                page.write_string(line, place, longest(cell), text)
            case _:
                page.write_blank(line, place, None, text)
