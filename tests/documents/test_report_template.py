"""The workbook of a UR: locked cells, no formulas, and filled cells are read back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from documents.read.report_template_reader import read_template
from documents.report_template_layout import (
    COLUMN_OF,
    COLUMNS,
    FIRST_ROW,
    HEADING_ROW,
    HIDDEN,
    SHEET,
    checksum,
)
from domain.papers.templates import Fillable, FilledTemplate, TemplateFault, TemplateRefused
from tests.documents.report_templates import T3, a_template_line, filled_in, opened, written
from tests.documents.workbooks import saved

INJECTIONS = ("=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1")


def values_of(filled: FilledTemplate, line: int = 0) -> dict[Fillable, str]:
    return {fills: cell.text for fills, cell in filled.lines[line].cells.items()}


def fault_of(content: bytes) -> TemplateFault:
    with pytest.raises(TemplateRefused) as refused:
        read_template(content)
    return refused.value.fault


def test_the_sheet_says_whose_it_is_and_how_to_fill_it() -> None:
    sheet = opened(written())[SHEET]

    assert sheet["A1"].value == "Informe Trimestral 3T2025 · 402 Secretaría Particular"
    assert "celdas amarillas" in str(sheet["A2"].value)
    assert [cell.value for cell in sheet[HEADING_ROW]] == [column.heading for column in COLUMNS]
    assert [cell.value for cell in sheet[FIRST_ROW]][:5] == [
        "08 Gobierno innovador",
        "Actividad 7.1",
        "Porcentaje de trámites en línea",
        25,
        50,
    ]


def test_only_what_is_to_be_filled_is_unlocked() -> None:
    locked = a_template_line(72, "Actividad 7.2", is_open=False)
    sheet = opened(written(a_template_line(), locked))[SHEET]

    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}

    assert unlocked == {"F7", "G7", "H7", "I7", "J7", "L7"}
    assert sheet.protection.sheet


def test_excel_stops_what_would_be_refused() -> None:
    rules: dict[str, DataValidation] = {
        str(rule.sqref): rule for rule in opened(written())[SHEET].data_validations.dataValidation
    }

    assert rules["F7"].type == "decimal"
    assert rules["G7"].formula1 == "_puntual!$B$1:$B$2"
    assert {rules[cell].type for cell in ("H7", "I7", "J7", "L7")} == {"textLength"}


def test_without_causes_there_is_no_list_and_without_lines_no_rule() -> None:
    assert "G7" not in {
        str(r.sqref) for r in opened(written(causes=()))[SHEET].data_validations.dataValidation
    }


def test_the_identity_is_on_a_sheet_that_nobody_sees() -> None:
    assert opened(written())[HIDDEN].sheet_state == "veryHidden"


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_becomes_a_formula(text: str) -> None:
    line = a_template_line(
        name=text, programme=text, justification=text, cause=text, action=text, proofs=(text,)
    )
    book = opened(written(line, unit_name=text, causes=(text,)))

    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]

    assert "f" not in {cell.data_type for cell in cells}
    assert book[SHEET]["H7"].quotePrefix


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_text_that_looks_like_a_formula_comes_back_as_it_is(text: str) -> None:
    filled = read_template(written(a_template_line(justification=text)))

    assert values_of(filled)[Fillable.JUSTIFICATION] == text.strip()


def test_what_was_written_comes_back_unchanged() -> None:
    line = a_template_line(
        version=3,
        value=Decimal("25.5"),
        cause="Falta de recursos",
        justification="La reunión de septiembre pasó a octubre",
        action="Se convoca en octubre",
        recovery_on=date(2025, 10, 15),
    )

    filled = read_template(written(line))

    assert (filled.unit_code, filled.period, filled.versions) == ("402", T3, {71: 3})
    assert values_of(filled) == {
        Fillable.VALUE: "25.5",
        Fillable.CAUSE: "Falta de recursos",
        Fillable.JUSTIFICATION: "La reunión de septiembre pasó a octubre",
        Fillable.ACTION: "Se convoca en octubre",
        Fillable.RECOVERY: "2025-10-15",
        Fillable.EVIDENCE: "",
    }
    assert filled.lines[0].cells[Fillable.VALUE].place == "F7"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        pytest.param(25, "General", "25", id="a number"),
        pytest.param(25.5, "General", "25.5", id="with decimals"),
        pytest.param(0.25, "0%", "25", id="typed with the percent sign"),
        pytest.param(0.2025, "0.00%", "20.25", id="percent with decimals"),
        pytest.param("25 %", "General", "25 %", id="percent as text"),
        pytest.param(" 25,5 ", "@", "25,5", id="comma as text"),
        pytest.param(1e20, "General", "100000000000000000000", id="huge"),
        pytest.param(True, "General", "VERDADERO", id="yes"),
        pytest.param(False, "General", "FALSO", id="no"),
        pytest.param("#N/A", "General", "#N/A", id="an error of Excel"),
        pytest.param("mucho\nmuy  mucho", "General", "mucho muy mucho", id="several lines"),
    ],
)
def test_a_cell_reads_as_it_was_meant(value: object, number_format: str, text: str) -> None:
    def formatted(book: Workbook) -> None:
        book[SHEET]["F7"].number_format = number_format

    filled = read_template(filled_in(written(), {0: {Fillable.VALUE: value}}, formatted))

    assert values_of(filled)[Fillable.VALUE] == text


def test_a_formula_that_was_never_solved_is_told() -> None:
    filled = read_template(filled_in(written(), {0: {Fillable.VALUE: "=20+5"}}))

    cell = filled.lines[0].cells[Fillable.VALUE]
    assert (cell.text, cell.lacks_value) == ("", True)


def test_lines_are_known_wherever_they_stand() -> None:
    content = written(a_template_line(71), a_template_line(72, "Actividad 7.2"))

    def swapped(book: Workbook) -> None:
        for column in range(1, len(COLUMNS) + 1):
            first, second = (book[SHEET].cell(FIRST_ROW + line, column) for line in (0, 1))
            first.value, second.value = second.value, first.value

    filled = read_template(filled_in(content, {0: {Fillable.VALUE: 10}, 1: {Fillable.VALUE: 20}}, swapped))

    read = {line.indicator_id: line.cells[Fillable.VALUE] for line in filled.lines}
    assert (read[71].text, read[71].place) == ("10", "F8")
    assert (read[72].text, read[72].place) == ("20", "F7")


def test_what_other_programs_leave_below_is_ignored() -> None:
    def with_remark(book: Workbook) -> None:
        book[SHEET]["B12"] = "revisado por Ana"

    assert len(read_template(filled_in(written(), {}, with_remark)).lines) == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda book: book[SHEET].delete_rows(FIRST_ROW), id="a line is gone"),
        pytest.param(lambda book: book[SHEET].delete_cols(3), id="a column is gone"),
        pytest.param(lambda book: book[SHEET].delete_rows(1, 10), id="no headings"),
        pytest.param(lambda book: book[SHEET].cell(9, len(COLUMNS), 71), id="a line is doubled"),
        pytest.param(lambda book: book.remove(book[SHEET]), id="the sheet is gone"),
        pytest.param(lambda book: book[HIDDEN].cell(2, 1, "0" * 64), id="another checksum"),
        pytest.param(lambda book: book[HIDDEN].cell(1, 1, "{}"), id="another identity"),
        pytest.param(lambda book: book[HIDDEN].delete_rows(1, 9), id="no identity"),
    ],
)
def test_a_rearranged_workbook_is_refused(change: Callable[[Workbook], Any]) -> None:
    def spoil(book: Workbook) -> None:
        book.create_sheet("Otra")
        change(book)

    assert fault_of(filled_in(written(), {}, spoil)) is TemplateFault.REARRANGED


def test_a_later_format_is_refused() -> None:
    def from_the_future(book: Workbook) -> None:
        later = str(book[HIDDEN]["A1"].value).replace('"format": 1', '"format": 2')
        book[HIDDEN]["A1"], book[HIDDEN]["A2"] = later, checksum(later)

    assert fault_of(filled_in(written(), {}, from_the_future)) is TemplateFault.REARRANGED


def test_another_workbook_is_foreign() -> None:
    assert fault_of(saved(Workbook())) is TemplateFault.FOREIGN


def test_what_is_no_workbook_is_unreadable() -> None:
    assert fault_of(b"PK\x03\x04 rubbish") is TemplateFault.UNREADABLE
    assert fault_of(b"%PDF-1.7") is TemplateFault.UNREADABLE


def test_a_bomb_is_not_opened() -> None:
    content = BytesIO(written())
    with ZipFile(content, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(60 * 1024 * 1024))

    assert fault_of(content.getvalue()) is TemplateFault.UNREADABLE


printable = st.text(
    st.one_of(st.characters(categories=["L", "N", "P", "S"]), st.sampled_from(" =+-@")), max_size=60
)
cells = st.fixed_dictionaries(
    {},
    optional={
        Fillable.VALUE: st.one_of(
            st.integers(0, 100), st.floats(0, 100).map(lambda x: round(x, 2)), printable
        ),
        Fillable.CAUSE: printable,
        Fillable.JUSTIFICATION: printable,
        Fillable.ACTION: printable,
        Fillable.RECOVERY: st.one_of(st.dates(date(2000, 1, 1), date(2099, 12, 31)), printable),
        Fillable.EVIDENCE: printable,
    },
)


def as_typed(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, date):
        return value.isoformat()
    return format(Decimal(repr(value)).normalize(), "f")


@settings(max_examples=40)
@given(st.lists(cells, min_size=1, max_size=4))
def test_whatever_is_filled_in_comes_back(rows: list[dict[Fillable, object]]) -> None:
    lines = [a_template_line(index, f"Actividad 7.{index}") for index in range(1, len(rows) + 1)]
    book = opened(written(*lines))
    for line, row in enumerate(rows):
        for fills, value in row.items():
            cell = book[SHEET].cell(FIRST_ROW + line, COLUMN_OF[fills])
            cell.value = value  # type: ignore[assignment]
            if isinstance(value, str):
                cell.data_type = "s"

    filled = read_template(saved(book))

    for row, read in zip(rows, (values_of(filled, line) for line in range(len(rows))), strict=True):
        assert read == {fills: as_typed(row[fills]) if fills in row else "" for fills in Fillable}


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_rubbish_is_refused_and_nothing_else(rubbish: bytes) -> None:
    assert fault_of(rubbish) is TemplateFault.UNREADABLE
