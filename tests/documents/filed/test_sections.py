"""Documents of sections: the contents of the PDF, and of the workbook with numbers and charts."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from documents.filed.letterhead import Letterhead
from documents.filed.printed import Signer
from documents.filed.sections import Bar, Bars, Column, Section, SectionedPaper, Table, TextSection
from documents.filed.sections_pdf import paper_pdf
from documents.filed.sections_xlsx import paper_xlsx
from domain.kit.lights import Light
from tests.documents.tagged_pdf import letters, page_texts, table_rows

MADE = datetime(2025, 10, 9, 18, tzinfo=UTC)
TABLE = Table(
    "Por Unidad Responsable",
    (Column("UR", 0.5), Column("Nombre", 3), Column("Alcanzado (%)"), Column("Día"), Column("Semáforo")),
    (
        ("402", "Secretaría Particular", Decimal("62.50"), date(2025, 10, 3), Light.YELLOW),
        (None, "Total", 7, None, Light.NOT_APPLICABLE),
    ),
    strong=frozenset([1]),
)
BARS = Bars(
    "Cumplimiento",
    (
        Bar("402 Particular", Decimal("112"), Light.OVER, goal=Decimal(100)),
        Bar("504 IMPLAN", None, Light.NONE),
    ),
)


def a_paper(*sections: Section, **given: Any) -> SectionedPaper:
    return SectionedPaper(
        title="Seguimiento",
        subject="Resultados al 3er. trimestre 2025",
        fields=(("Trimestre:", "3T2025"),),
        sections=sections,
        made_at=MADE,
        **given,
    )


def text_of(*sections: Section, **given: Any) -> str:
    return letters("".join(page_texts(paper_pdf(a_paper(*sections, **given)))))


def test_the_page_says_whose_paper_it_is_and_what_about() -> None:
    signer = Signer("Elaboró", "Ana Ruiz", "Jefa")
    said = text_of(
        TextSection("Resumen", ("Todo en orden.",)), notes=("Una nota.",), signers=(signer, Signer("Vo. Bo."))
    )

    for each in ("Municipio de Oaxaca de Juárez", "Seguimiento", "Trimestre:", "3T2025", "Resumen"):
        assert letters(each) in said
    for each in ("Todo en orden.", "Una nota.", "Elaboró", "Ana Ruiz", "Vo. Bo.", "Página 1 de 1"):
        assert letters(each) in said


def test_a_table_is_read_cell_by_cell() -> None:
    rows = table_rows(paper_pdf(a_paper(TABLE)))

    assert [[cell.strip() for cell in row] for row in rows] == [
        ["UR", "Nombre", "Alcanzado (%)", "Día", "Semáforo"],
        ["402", "Secretaría Particular", "62.5", "03/10/2025", "por debajo"],
        ["", "Total", "7", "", "no aplica"],
    ]


def test_a_table_without_rows_says_so() -> None:
    assert letters("Ninguna.") in text_of(replace(TABLE, rows=(), empty="Ninguna."))


def test_a_bar_says_its_amount_and_its_light_in_words() -> None:
    said = text_of(BARS)

    assert letters("112 % · por encima") in said
    assert letters("504 IMPLAN") in said
    assert "sinreporte" in said


def test_it_is_tagged_with_title_and_language_and_holds_its_fonts() -> None:
    content = paper_pdf(a_paper(TABLE, BARS))

    catalogue: Any = PdfReader(BytesIO(content)).trailer["/Root"]
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title") == "Resultados al 3er. trimestre 2025"
    assert document.get_page_size(0) == (792, 612)
    assert (catalogue["/Lang"], catalogue["/MarkInfo"]["/Marked"]) == ("es-MX", True)
    assert b"pdfuaid:part" in content
    assert content.count(b"/FontFile") == content.count(b"/Type/FontDescriptor") > 0
    document.close()


def test_headings_come_again_on_every_page_of_a_long_table() -> None:
    long = replace(TABLE, rows=TABLE.rows * 60, strong=frozenset())

    texts = page_texts(paper_pdf(a_paper(long)))

    assert len(texts) > 2
    assert all("Alcanzado (%)" in text for text in texts)


def test_the_logo_is_drawn_on_the_page() -> None:
    square = '<rect width="9" height="9" fill="red"/>'
    logo = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{square}</svg>'
    plain = paper_pdf(a_paper(TABLE))

    with_logo = paper_pdf(a_paper(TABLE, letterhead=Letterhead(logo=logo)))

    picture = pypdfium2.PdfDocument(with_logo)[0].render(scale=1).to_pil()
    assert with_logo != plain
    assert any(colour == (255, 0, 0) for _, colour in picture.convert("RGB").getcolors(100_000) or [])


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=30, deadline=None)
@given(anything)
@example("\N{OLD ITALIC LETTER A}" * 31)
def test_no_text_stops_the_paper(text: str) -> None:
    table = replace(TABLE, title=text, rows=((text, text, None, None, Light.GREEN),))
    paper = a_paper(table, TextSection(text, (text,)), Bars(text, (Bar(text, Decimal(1), Light.RED),)))

    assert paper_pdf(paper).startswith(b"%PDF")
    book = load_workbook(BytesIO(paper_xlsx(paper)))
    assert len(book.sheetnames) == 2


def test_a_cell_takes_as_much_as_a_spreadsheet_counts() -> None:
    text = "\N{OLD ITALIC LETTER A}" * 16_384

    cell = book_of(replace(TABLE, rows=((text, None, None, None, Light.GREEN),))).worksheets[0]["A5"].value

    assert cell == "\N{OLD ITALIC LETTER A}" * 16_000 + "…"


def book_of(*sections: Section) -> Any:
    return load_workbook(BytesIO(paper_xlsx(a_paper(*sections))))


def test_every_table_is_a_sheet_with_real_numbers_and_days() -> None:
    page = book_of(TABLE)["Por Unidad Responsable"]

    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    assert rows[0] == ["UR", "Nombre", "Alcanzado (%)", "Día", "Semáforo"]
    assert rows[1][:3] == ["402", "Secretaría Particular", 62.5]
    assert (rows[1][3].date(), rows[1][4]) == (date(2025, 10, 3), "por debajo")
    assert rows[2] == [None, "Total", 7, None, "no aplica"]
    assert (page["B6"].font.bold, page["B5"].font.bold) == (True, False)
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A5", "A4:E6", "$4:$4")


def test_bars_are_a_sheet_with_their_chart() -> None:
    page = book_of(BARS)["Cumplimiento"]

    assert [cell.value for cell in page[5]] == ["402 Particular", 112, "por encima"]
    assert [cell.value for cell in page[6]] == ["504 IMPLAN", None, "sin reporte"]
    assert len(page._charts) == 1


def test_sheets_of_one_name_are_told_apart() -> None:
    long = replace(TABLE, title="Por eje: del Plan Municipal de Desarrollo [2025]")

    names = book_of(long, long, replace(TABLE, title="?*"), replace(BARS, bars=())).sheetnames

    assert names == ["Por eje del Plan Municipal de D", "Por eje del Plan Municipal de 2", "Hoja"]
    assert all(len(name) <= 31 for name in names)


def test_a_paper_without_tables_is_a_workbook_all_the_same() -> None:
    assert book_of(TextSection("Nada", ())).sheetnames == ["Documento"]


@pytest.mark.parametrize("write", [paper_pdf, paper_xlsx])
def test_the_same_paper_gives_the_same_bytes(write: Callable[[SectionedPaper], bytes]) -> None:
    assert write(a_paper(TABLE, BARS)) == write(a_paper(TABLE, BARS))


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    page = book_of(replace(TABLE, rows=(("=1+1", '=HYPERLINK("x")', None, None, None),)))[TABLE.title]

    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in page[5]][:2] == [
        ("=1+1", "s", True),
        ('=HYPERLINK("x")', "s", True),
    ]


@pytest.mark.parametrize("title", ["=[x.xlsx]Hoja!A1", "Meta!A1"])
def test_the_title_of_a_chart_is_read_from_its_own_sheet(title: str) -> None:
    content = paper_xlsx(a_paper(replace(BARS, title=title, sheet="Barras")))

    with ZipFile(BytesIO(content)) as book:
        chart = book.read("xl/charts/chart1.xml").decode()
    assert f"<c:v>{title}</c:v>" in chart
    assert {place.partition("!")[0] for place in re.findall("<c:f>(.*?)</c:f>", chart)} == {"Barras"}
