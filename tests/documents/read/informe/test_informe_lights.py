"""The optional column of lights: last, with a word in it, never read back as a fact."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from documents.filed.informe.columns import LAST, POINTS, widths
from documents.filed.informe.pdf import informe_pdf
from documents.filed.informe.word import informe_docx
from documents.filed.informe.workbook import SHEET, informe_xlsx
from documents.filed.printed import InformeSheet
from documents.read.reader import read_document
from tests.documents.filed_informes import HEADING, a_sheet, an_indicator, many
from tests.documents.filed_programmes import OFICIO, filed, taken
from tests.documents.tagged_pdf import letters, page_texts, table_rows

CRITERION = "Semáforo: criterio configurable, no norma."
LIT = replace(HEADING, has_lights=True)
WORDS = ["en meta", "por debajo", "crítico", "por encima", "sin reporte", "no aplica"]


def every_light() -> InformeSheet:
    values = ((0, 0, 25), (0, 0, 21), (0, 0, 0), (0, 0, 40), (0, 0), (0, 0, 5))
    goals = ((50, 25, 25, 0),) * 5 + ((50, 50, 0, 0),)
    rows = [
        an_indicator(f"Actividad 7.{place}", goals=goals[place], achieved=achieved)
        for place, achieved in enumerate(values)
    ]
    return a_sheet(*rows, heading=LIT)


def test_the_page_says_each_light_in_the_last_column_and_whose_criterion_it_is() -> None:
    content = informe_pdf(every_light())

    rows = table_rows(content)
    assert rows[0][-1].strip() == "Semáforo"
    assert [row[-1].strip() for row in rows[3:]] == WORDS
    assert CRITERION in page_texts(content)[0]


def test_the_workbook_says_each_light_on_its_colour() -> None:
    page: Any = load_workbook(BytesIO(informe_xlsx(every_light())))[SHEET]

    cells = [page[f"AB{line}"] for line in range(13, 19)]
    assert page["AB10"].value == "Semáforo"
    assert [cell.value for cell in cells] == WORDS
    assert [cell.fill.start_color.rgb for cell in cells[:3]] == ["FF2E7D32", "FFD79B00", "FFB3261E"]
    assert page["A20"].value == CRITERION
    assert page.print_area == "'Informe Trimestral'!$A$1:$AB$25"


def test_the_word_document_says_each_light_on_its_colour() -> None:
    document: Any = Document(BytesIO(informe_docx(every_light())))

    rows = document.element.body.findall(qn("w:tbl"))[0].findall(qn("w:tr"))[3:]
    last = [row.findall(qn("w:tc"))[-1] for row in rows]
    assert ["".join(text.text for text in cell.iter(qn("w:t"))) for cell in last] == WORDS
    assert last[0].find(qn("w:tcPr")).find(qn("w:shd")).get(qn("w:fill")) == "2e7d32"
    assert CRITERION in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_table_with_lights_is_no_wider_than_the_one_without() -> None:
    assert sum(widths(has_lights=True)) <= sum(POINTS)
    assert len(widths(has_lights=True)) == len(POINTS) + 1 == LAST + 2


def test_nobody_who_did_not_ask_gets_them() -> None:
    sheet = a_sheet(an_indicator())

    assert "Semáforo" not in "".join(page_texts(informe_pdf(sheet)))
    assert load_workbook(BytesIO(informe_xlsx(sheet)))[SHEET].max_column == LAST + 1
    words = "".join(
        text.text or "" for text in Document(BytesIO(informe_docx(sheet))).element.iter(qn("w:t"))
    )
    assert "Semáforo" not in words


@pytest.mark.parametrize("count", [0, 1, 15, 60])
def test_any_number_of_indicators_fits(count: int) -> None:
    content = informe_pdf(a_sheet(*many(count), heading=LIT))

    assert len(table_rows(content)) == 3 + count


def test_a_row_that_no_page_could_hold_goes_on_on_the_next() -> None:
    long = "; ".join(map(OFICIO.format, range(90)))

    texts = page_texts(informe_pdf(a_sheet(an_indicator(evidence=long), heading=LIT)))

    together = letters("".join(texts))
    assert all(f"DSAV/{number}/2025" in together for number in range(90))


@pytest.mark.parametrize("write", [informe_pdf, informe_xlsx])
def test_a_report_with_lights_comes_back_without_them(write: Any) -> None:
    long = "; ".join(map(OFICIO.format, range(90)))
    sheet = a_sheet(*many(3), an_indicator("Componente 9", evidence=long), heading=LIT)

    (back,) = read_document("informe", write(sheet))

    assert taken(back) == filed(sheet)
