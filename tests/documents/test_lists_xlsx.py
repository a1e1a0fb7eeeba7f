"""Plain lists become a workbook that can be filtered, in which nothing is ever run."""

from datetime import UTC, date, datetime
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents.filed.lists_xlsx import ListSheet, lists_xlsx

MADE_AT = datetime(2025, 9, 24, 18, 0, tzinfo=UTC)
COLUMNS = (("Día", 11.0), ("UR", 8.0), ("Faltan", 9.0), ("Hasta", 12.0))
ROWS = (
    (date(2025, 9, 25), "402", 3, None),
    (date(2025, 9, 26), '=HYPERLINK("https://example.org")', 0, "@SUM(1)"),
    (date(2025, 9, 29), "x" * 40_000, 1, "https://example.org"),
)


def sheet_of(*rows: tuple[str | int | date | None, ...]) -> Worksheet:
    book = load_workbook(BytesIO(lists_xlsx([ListSheet("Mensajes", "Ensayo", COLUMNS, rows)], MADE_AT)))
    page = book["Mensajes"]
    assert isinstance(page, Worksheet)
    return page


def test_title_headings_and_rows_stand_where_they_are_read() -> None:
    page = sheet_of(*ROWS)

    assert page["A1"].value == "Ensayo"
    assert [cell.value for cell in page[3]] == ["Día", "UR", "Faltan", "Hasta"]
    assert [cell.value for cell in page[4]] == [datetime(2025, 9, 25), "402", 3, None]  # noqa: DTZ001 - of a cell
    assert (page.freeze_panes, page.auto_filter.ref) == ("A4", "A3:D6")


def test_nothing_that_was_typed_is_run() -> None:
    page = sheet_of(*ROWS)

    assert {cell.data_type for row in page.iter_rows(min_row=4) for cell in row} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for row in page.iter_rows() for cell in row)


def test_a_text_that_no_cell_takes_is_cut() -> None:
    assert len(str(sheet_of(*ROWS)["B6"].value)) < 32_767


def test_a_list_without_rows_still_has_its_headings() -> None:
    page = sheet_of()

    assert [cell.value for cell in page[3]] == ["Día", "UR", "Faltan", "Hasta"]


def test_several_lists_are_several_sheets() -> None:
    sheets = [ListSheet(name, name, COLUMNS, ()) for name in ("Uno", "Dos")]

    assert load_workbook(BytesIO(lists_xlsx(sheets, MADE_AT))).sheetnames == ["Uno", "Dos"]
