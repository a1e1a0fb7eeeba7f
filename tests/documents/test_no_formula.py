"""No text in a file for a spreadsheet is ever run as a formula."""

import ast
import csv
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from app.audit_command import COLUMNS as AUDIT_COLUMNS
from app.audit_command import HASHES, WRITERS
from documents.filed.informe.workbook import informe_xlsx
from documents.filed.sections import Bar, Bars, Column, SectionedPaper, Table
from documents.filed.sections_xlsx import paper_xlsx
from documents.filed.transparency import FACTS, PublishedRow, TransparencySheet, law_on
from documents.filed.transparency_xlsx import transparency_xlsx
from documents.formulas import may_be_formula
from documents.list_sheets import ListSheet
from documents.list_sheets import ListSheetColumn as ListColumn
from documents.list_workbook import list_workbook
from documents.mir_template import mir_template
from documents.report_template_writer import write_template
from domain.kit.lights import Light
from domain.kit.reports import Flag
from tests.architecture.project import PACKAGES, Module, python_files
from tests.builders import T3
from tests.documents.filed_informes import HEADING, a_sheet, an_indicator
from tests.documents.report_templates import a_template, a_template_line

MADE = datetime(2025, 10, 9, 18, tzinfo=UTC)
TYPED = {
    "a sum": "=1+1",
    "a link": '=HYPERLINK("http://x","y")',
    "an array": "{=1+1}",
    "a program": "+cmd|' /C calc'!A0",
    "a number": "-2",
    "a function": "@SUM(A1)",
    "behind a blank": " =1+1",
    "behind a hard blank": "\u00a0=1+1",
    "behind a sign that nobody sees": "\u200b=1+1",
    "behind a tabulator": "\t=1+1",
    "behind a line": "\r\n=1+1",
    "in wide letters": "\uff1d1+1",
    "a cell of another sheet": "=Hoja!A1",
    "an address": "http://x.mx",
}
OWN_FORMULA = re.compile(r'=IF\((COUNT\(\w+:\w+\)=0|\w+=""),"",(SUM\(\w+:\w+\)|\w+-\w+)\)')
"""What adds up goals and results, from cells alone."""


def poisoned(thing: Any, text: str) -> Any:
    """Put the text in place of every text there is inside; what is empty stays so."""
    if type(thing) is str:
        return text if thing else ""
    if isinstance(thing, tuple | list):
        return type(thing)(poisoned(each, text) for each in thing)
    if isinstance(thing, dict):
        return {key: poisoned(value, text) for key, value in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(
            thing, **{each.name: poisoned(getattr(thing, each.name), text) for each in fields(thing)}
        )
    return thing


def an_informe(text: str) -> bytes:
    flagged = an_indicator(flags=(Flag("lost_cell", "Se perdió una celda.", 12),))
    sheet = a_sheet(flagged, an_indicator("Componente 7"), heading=replace(HEADING, has_lights=True))
    return informe_xlsx(poisoned(sheet, text))


def a_paper(text: str) -> bytes:
    columns = (Column("UR"), Column("Nombre"), Column("Alcanzado"), Column("Semáforo"))
    table = Table("Por UR", columns, (("402", "Particular", Decimal(62), Light.RED),) * 2, frozenset([1]))
    bars = Bars("Cumplimiento", (Bar("402", Decimal(112), Light.OVER), Bar("504", None, Light.NONE)))
    paper = SectionedPaper(
        "Seguimiento", "Resultados", (("Trimestre:", "3T2025"),), (table, bars), MADE, notes=("Nota",)
    )
    return paper_xlsx(poisoned(paper, text))


def an_empty_paper(text: str) -> bytes:
    return paper_xlsx(poisoned(SectionedPaper("Seguimiento", "Resultados", (), (), MADE), text))


def a_transparency(text: str) -> bytes:
    row = PublishedRow(text, dict.fromkeys(FACTS, text))
    law = law_on(date(2025, 10, 9))
    return transparency_xlsx(TransparencySheet(law, T3, (row,), date(2025, 10, 9)))


def a_list(text: str) -> bytes:
    sheet = ListSheet("Brechas", "Brechas del 3T2025", "25 sep", (ListColumn("UR", 7),), (("402",),))
    return list_workbook(text, [replace(poisoned(sheet, text), name="Brechas")], MADE)


def a_filled_template(text: str) -> bytes:
    open_line = a_template_line(justification="x", cause="x", action="x", proofs=("x",))
    return write_template(poisoned(a_template(open_line, a_template_line(72, is_open=False)), text))


def an_empty_mir(_: str) -> bytes:
    return mir_template()


def an_export(text: str) -> str:
    out = StringIO()
    WRITERS[".csv"](out)(dict.fromkeys((*AUDIT_COLUMNS, *HASHES), text))
    return out.getvalue()


BOOKS: dict[str, tuple[Callable[[str], bytes], ...]] = {
    "documents/filed/informe/workbook.py": (an_informe,),
    "documents/filed/sections_xlsx.py": (a_paper, an_empty_paper),
    "documents/filed/transparency_xlsx.py": (a_transparency,),
    "documents/list_workbook.py": (a_list,),
    "documents/mir_template.py": (an_empty_mir,),
    "documents/report_template_writer.py": (a_filled_template,),
}
LISTS = {"app/audit_command.py": an_export}


def test_nothing_that_writes_for_a_spreadsheet_is_left_out() -> None:
    writers = {module.path for module in python_files(*PACKAGES, "scripts") if writes_cells(module)}

    assert writers == {*BOOKS, *LISTS}


def writes_cells(module: Module) -> bool:
    """Tell whether a module makes a workbook or a list of comma separated values."""
    if "Workbook" not in module.text and "csv" not in module.text:
        return False
    calls = (ast.unparse(node.func) for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    return any(re.fullmatch(r"(\w+\.)*Workbook|csv\.(writer|DictWriter)", call) for call in calls)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        pytest.param(make, text, id=f"{make.__name__} {name}")
        for each in BOOKS.values()
        for make in each
        for name, text in (TYPED if make is not an_empty_mir else {"": ""}).items()
    ],
)
def test_no_text_of_a_workbook_is_a_formula(make: Callable[[str], bytes], text: str) -> None:
    book: Any = load_workbook(BytesIO(make(text)))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]

    bare = [cell.coordinate for cell in cells if may_be_formula(as_text(cell)) and not cell.quotePrefix]
    assert bare == []
    assert [cell.value for cell in cells if cell.data_type == "f" and not is_ours(cell.value)] == []
    assert [link for page in book.worksheets for link in page._hyperlinks] == []
    assert any(text[-3:] in as_text(cell) for cell in cells)


def as_text(cell: Any) -> str:
    return cell.value if cell.data_type == "s" else ""


def is_ours(formula: str) -> bool:
    return OWN_FORMULA.fullmatch(formula) is not None


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
@pytest.mark.parametrize("write", LISTS.values())
def test_no_text_of_a_list_is_a_formula(write: Callable[[str], str], text: str) -> None:
    heading, row = csv.reader(StringIO(write(text), newline=""))

    assert not any(map(may_be_formula, [*heading, *row]))
    assert {cell.removeprefix("'") for cell in row} == {text}


@pytest.mark.parametrize("text", ["", " ", "402", "a=1", "x-1", "25 %", "Vo. Bo.", "«=1»", "{=1}"])
def test_what_only_holds_a_sign_is_no_formula(text: str) -> None:
    assert not may_be_formula(text)
