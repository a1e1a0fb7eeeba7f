"""A document of sections as a workbook: a sheet for each table with real numbers, a chart for its bars."""

from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from documents.filed.printed import visible
from documents.filed.sections import LIGHT_COLOURS, Bars, Cell, Column, SectionedPaper, Table, words
from documents.filed.workbook_looks import Looks, longest
from domain.kit.lights import Light
from domain.kit.words.code_units import first_units

HEAD_ROW = 3
"""Row of the headings, from 0; above them stand the title and the subject of the document."""
WIDTH = 13
"""Characters for each share of the page."""
LONGEST_NAME = 31
NARROWEST = 7
CHART_LINE = 22
"""Pixels of the height of a chart for each bar."""
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def paper_xlsx(paper: SectionedPaper) -> bytes:
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        created = paper.made_at.replace(tzinfo=None)
        book.set_properties(
            {"title": paper.subject, "author": paper.letterhead.institute, "created": created}
        )
        _Book(book, paper).write()
    return content.getvalue()


class _Book:
    def __init__(self, book: Any, paper: SectionedPaper) -> None:
        self._book = book
        self._paper = paper
        self._looks = Looks(book)
        self._names: list[str] = []
        plain = {"font_name": "Calibri", "font_size": 9, "border": 1, "border_color": "#b9aeb3"}
        plain |= {"valign": "vcenter", "text_wrap": True}
        kinds: dict[str, dict[str, Any]] = {
            "text": {"quote_prefix": True},
            "number": {"align": "right"},
            "whole": {"align": "right", "num_format": "#,##0"},
            "day": {"align": "right", "num_format": "dd/mm/yyyy"},
        }
        kinds |= {light.value: {"font_color": LIGHT_COLOURS[light], "bold": True} for light in Light}
        self._formats = {
            (kind, strong): book.add_format({**plain, **look, **({"bold": True} if strong else {})})
            for kind, look in kinds.items()
            for strong in (False, True)
        }

    def write(self) -> None:
        for section in self._paper.sections:
            match section:
                case Table():
                    self._table(section)
                case Bars(bars=bars) if bars:
                    self._bars(section)
                case _:
                    pass
        if not self._names:
            self._title(self._book.add_worksheet("Documento"), self._paper.title)

    def _table(self, table: Table) -> None:
        page = self._page(table.title, table.columns, table.sheet)
        for number, row in enumerate(table.rows):
            for place, cell in enumerate(row):
                self._cell(page, HEAD_ROW + 1 + number, place, cell, strong=number in table.strong)
        page.autofilter(HEAD_ROW, 0, HEAD_ROW + len(table.rows), len(table.columns) - 1)

    def _bars(self, section: Bars) -> None:
        """Write the numbers of the bars, and beside them a chart, the first one on top as on paper."""
        amount = Column(f"Valor ({section.unit})", 0.8)
        columns = (Column("Concepto", 3.5), amount, Column("Semáforo", 1.1))
        page = self._page(section.title, columns, section.sheet)
        for number, bar in enumerate(section.bars, start=HEAD_ROW + 1):
            for place, cell in enumerate((bar.label, bar.value, bar.light)):
                self._cell(page, number, place, cell, strong=False)
        first, last = HEAD_ROW + 1, HEAD_ROW + len(section.bars)
        chart = self._book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "categories": [self._names[-1], first, 0, last, 0],
                "values": [self._names[-1], first, 1, last, 1],
                "points": [{"fill": {"color": LIGHT_COLOURS[bar.light]}} for bar in section.bars],
                "data_labels": {"value": True},
                "gap": 40,
            }
        )
        # By its position: the library takes a text like `x!A1` for a formula.
        chart.set_title({"name": [self._names[-1], 0, 0], "name_font": {"size": 11}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_size({"width": 760, "height": 120 + CHART_LINE * len(section.bars)})
        page.insert_chart(HEAD_ROW, len(columns) + 1, chart)

    def _page(self, title: str, columns: tuple[Column, ...], sheet: str) -> Any:
        self._names.append(_name(sheet or title, self._names))
        page = self._book.add_worksheet(self._names[-1])
        self._title(page, title)
        for place, column in enumerate(columns):
            page.set_column(place, place, max(NARROWEST, column.width * WIDTH))
            page.write_string(HEAD_ROW, place, column.heading, self._looks.heading)
        page.freeze_panes(HEAD_ROW + 1, 0)
        page.set_landscape()
        page.set_paper(1)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEAD_ROW)
        page.set_footer("&R&7Página &P de &N")
        return page

    def _title(self, page: Any, title: str) -> None:
        page.write_string(0, 0, visible(title), self._looks.label)
        page.write_string(1, 0, self._paper.subject, self._looks.note_line)

    def _cell(self, page: Any, line: int, place: int, cell: Cell, *, strong: bool) -> None:
        def look(kind: str) -> Any:
            return self._formats[kind, strong]

        match cell:
            case Light():
                page.write_string(line, place, words(cell), look(cell.value))
            case date():
                page.write_datetime(line, place, datetime.combine(cell, time()), look("day"))
            case int():
                page.write_number(line, place, cell, look("whole"))
            case Decimal():
                page.write_number(line, place, float(cell), look("number"))
            case str() if cell:
                page.write_string(line, place, longest(visible(cell)), look("text"))
            case _:
                page.write_blank(line, place, None, look("text"))


def _name(title: str, taken: list[str]) -> str:
    """Return a name for a sheet: without characters that Excel refuses, not too long, unique."""
    plain = first_units(visible(title.translate(FORBIDDEN)), LONGEST_NAME).strip() or "Hoja"
    if plain.casefold() not in {each.casefold() for each in taken}:
        return plain
    number = len(taken) + 1
    return f"{first_units(plain, LONGEST_NAME - 1 - len(str(number)))} {number}"
