"""Workbooks of lists: texts stay texts, numbers are numbers, and the header stays in view."""

from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from bot.switchboard.words import word
from documents.list_sheets import ListCellKind, ListSheet, ListSheetColumn
from documents.list_workbook import list_workbook
from domain.kit.said import Said
from tests.golden.summaries import MESSAGES
from tests.workers.inside import content_of
from texts.kit.rendering import Message

MADE_AT = datetime(2025, 9, 25, 8, 30)  # noqa: DTZ001 - a workbook knows no zone
COLUMNS = (
    ListSheetColumn("UR", 7),
    ListSheetColumn("Meta", 8, ListCellKind.NUMBER),
    ListSheetColumn("Avance", 9, ListCellKind.PERCENT),
    ListSheetColumn("Límite", 11, ListCellKind.DAY),
)
INJECTED = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.mx", "00402")


def midnight(month: int, day: int) -> datetime:
    return datetime.combine(date(2025, month, day), time())


def a_sheet(*rows: tuple[object, ...]) -> ListSheet:
    return ListSheet("Brechas", "Brechas del 3T2025", "25 sep", COLUMNS, rows)  # type: ignore[arg-type]


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def book_of(name: str) -> Workbook:
    said: Said = MESSAGES[name]
    message = word(said)
    assert isinstance(message, Message)
    assert message.attachment is not None
    return opened(content_of(message.attachment))


@pytest.mark.parametrize("text", INJECTED)
def test_a_text_is_a_text_whatever_it_begins_with(text: str) -> None:
    book = opened(list_workbook("t", [a_sheet((text, 1, 2, None))], MADE_AT))

    cell = book["Brechas"]["A4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert cell.hyperlink is None


def test_numbers_percents_and_days_are_what_they_are() -> None:
    book = opened(list_workbook("t", [a_sheet(("402", 25.5, 62, date(2025, 9, 30)))], MADE_AT))

    row = book["Brechas"][4]
    assert [cell.value for cell in row] == ["402", 25.5, 62, midnight(9, 30)]
    assert [cell.number_format for cell in row[1:]] == ["General", '0" %"', "dd/mm/yyyy"]


def test_what_is_missing_is_blank() -> None:
    book = opened(list_workbook("t", [a_sheet(("", None, None, None))], MADE_AT))

    assert [cell.value for cell in book["Brechas"][4]] == [None] * 4


def test_the_header_stays_in_view_is_filtered_and_printed_on_each_page() -> None:
    page = opened(list_workbook("t", [a_sheet(*((str(n), n, n, None) for n in range(90)))], MADE_AT))[
        "Brechas"
    ]

    assert page.freeze_panes == "B4"
    assert page.auto_filter.ref == "A3:D93"
    assert page.print_title_rows == "$1:$3"
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    fits = page.sheet_properties.pageSetUpPr
    assert fits is not None
    assert fits.fitToPage


def test_a_long_text_gets_the_lines_it_needs() -> None:
    page = opened(list_workbook("t", [a_sheet(("palabra " * 9, 1, 1, None), ("402", 1, 1, None))], MADE_AT))[
        "Brechas"
    ]

    assert page.row_dimensions[4].height == 150
    assert page.row_dimensions[5].height == 18


def test_the_same_facts_give_the_same_workbook() -> None:
    assert list_workbook("t", [a_sheet()], MADE_AT) == list_workbook("t", [a_sheet()], MADE_AT)


def test_the_book_of_gaps_holds_every_gap_every_unit_programme_and_eje() -> None:
    book = book_of("summary_workbook")

    assert book.sheetnames == ["Brechas", "Por UR", "Por programa", "Por eje"]
    gaps = [[cell.value for cell in row] for row in book["Brechas"].iter_rows(min_row=3)]
    assert gaps[0][:6] == ["UR", "Indicador", "Falta", "Límite", "Meta %", "Valor %"]
    assert gaps[1][:6] == ["304", "Actividad 7.1", "valor y evidencia", midnight(9, 30), 25.5, None]
    assert gaps[2][:6] == ["402", "Fin", "meta (la registra el IMPLAN)", midnight(10, 3), None, 0]
    assert (gaps[1][8], gaps[2][6]) == ("=Secretaría de Gobierno", "+Índice")
    units = [[cell.value for cell in row] for row in book["Por UR"].iter_rows(min_row=4)]
    assert [row[:6] for row in units] == [
        ["304", "sin iniciar", 0, 7, 0, None],
        ["402", "incompleta", 2, 3, 66, 83],
        ["504", "enviada", 10, 10, 100, 100],
    ]
    assert [row[7] for row in units] == [
        "sin enlace localizable",
        "con prórroga",
        "con prórroga y sin enlace localizable",
    ]
    programmes = [[cell.value for cell in row] for row in book["Por programa"].iter_rows(min_row=4)]
    assert programmes[0] == ["101 Gobernabilidad democrática", 20, 41]
    assert programmes[-1] == ["7 Cultura", 0, None]


def test_without_programmes_there_is_no_sheet_of_them() -> None:
    assert book_of("summary_workbook_no_gaps").sheetnames == ["Brechas", "Por UR"]


def test_the_book_of_the_close_ranks_everybody() -> None:
    page = book_of("final_workbook")["Puntualidad"]

    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert [row[:3] for row in rows] == [
        [1, "118", "A tiempo"],
        [1, "304", "A tiempo"],
        [3, "402", "A tiempo"],
        [4, "311", "A tiempo"],
        [5, "504", "Después del límite"],
        [None, "210", "Sin enviar"],
        [None, "207", "Con prórroga vigente"],
    ]
    assert rows[5][5] == "=Cultura"


@pytest.mark.parametrize("name", ["summary_workbook", "final_workbook"])
def test_the_first_columns_fit_a_phone(name: str) -> None:
    for page in book_of(name).worksheets:
        widths = [each.width for each in page.column_dimensions.values()]
        assert sum(widths[:3]) <= 62
        assert max(widths) <= 47
        assert (page.freeze_panes == "B4") is (widths[0] < 15)


def test_no_formula_is_written_anywhere() -> None:
    message = word(MESSAGES["summary_workbook"])
    assert isinstance(message, Message)
    assert message.attachment is not None

    with ZipFile(BytesIO(content_of(message.attachment))) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in page for page in pages)
