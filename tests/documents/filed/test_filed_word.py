"""The Informe Trimestral as a Word document: the same cells, to be edited."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from documents.filed.informe.word import informe_docx
from documents.filed.printed import InformeHeading, InformeSheet
from domain.kit.reports import Flag
from tests.documents.filed_informes import a_sheet, an_indicator, many


def opened(sheet: InformeSheet) -> Any:
    return Document(BytesIO(informe_docx(sheet)))


def rows(document: Any) -> list[list[str]]:
    table = document.element.body.findall(qn("w:tbl"))[0]
    return [
        ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.findall(qn("w:tc"))]
        for row in table.findall(qn("w:tr"))
    ]


@pytest.mark.parametrize("count", [0, 1, 15, 60])
def test_every_cell_is_there(count: int) -> None:
    sheet = a_sheet(*many(count))

    found = rows(opened(sheet))

    assert found[0] == [
        *("Datos del Indicador", "Valores Programados", "Valores Alcanzados", "Variación"),
        "Medios de Verificación",
    ]
    assert found[3:] == [list(row.cells) for row in sheet.rows]


def test_rows_stay_whole_and_headings_come_again() -> None:
    table = opened(a_sheet(*many(2))).element.body.findall(qn("w:tbl"))[0]
    found = table.findall(qn("w:tr"))

    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in found)
    assert [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in found] == [True] * 3 + [
        False
    ] * 2


def test_it_is_letter_paper_laid_down_with_header_signatures_and_pages() -> None:
    document = opened(a_sheet(an_indicator(flags=(Flag("lost_cell", "Se perdió una celda.", 12),))))

    section = document.sections[0]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    signed = [cell.text for cell in document.tables[-1].rows[0].cells]
    footer = section.footer._element.xml
    assert (section.page_width.pt, section.page_height.pt) == (792, 612)
    assert "Unidad Responsable:  402 - Secretaría Particular" in text
    assert "(1) Actividad 7.1: Se perdió una celda." in text
    assert "Elaboró" in signed[0]
    assert "Titular · Secretaría Particular" in signed[1]
    assert all(words in footer for words in ("Acuse A-402-3T2025-0001", "NUMPAGES", "PAGE"))
    assert document.core_properties.title == "Informe Trimestral, UR 402, PP 08, 3er. Trimestre 2025"


@pytest.mark.parametrize("typed", ["<w:p/>", "a & b", "=1+1", "]]>"])
def test_what_people_typed_is_only_text(typed: str) -> None:
    document = opened(a_sheet(an_indicator(name=typed), heading=InformeHeading()))

    assert rows(document)[3][1] == typed
