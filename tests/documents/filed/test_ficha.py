"""The narrative sheet: header, text, tables whose sum is checked, the chart, in PDF and in Word."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from documents.filed.ficha import Ficha, ficha
from documents.filed.ficha_docx import ficha_docx
from documents.filed.ficha_pdf import ficha_pdf
from documents.filed.printed import InformeHeading, Signer
from domain.kit.avances import Indicator
from domain.kit.narrative import Chart, ChartKind, CountTable, Narrative
from domain.kit.reports import CodedName
from tests.builders import T1, T3, a_report, an_indicator
from tests.documents.tagged_pdf import letters, page_texts

MADE = datetime(2025, 10, 9, 18, tzinfo=UTC)
AGENDA = CountTable("Actividades agendadas", (("Mesas de seguridad", 17), ("Tequios", 21)), 38)
MONTHLY = CountTable("Solicitudes por mes", (("Julio", 97), ("Agosto", 120)), 217)
TEXT = "Se atendieron las solicitudes de la ciudadanía.\nCada una recibió folio y respuesta."
WRITTEN = Narrative(TEXT, (AGENDA, MONTHLY), Chart(ChartKind.LINE, 1))
HEADING = InformeHeading(
    ejes=(CodedName("2", "Territorio", "2.- Territorio honesto"),),
    signers=(Signer("Elaboró", "Persona Uno", "Jefa"), Signer("Vo. Bo.", "Persona Dos", "Titular")),
)


def a_ficha(
    *indicators: Indicator, written: Mapping[int, Narrative] | None = None, heading: InformeHeading = HEADING
) -> Ficha:
    shown = indicators or (an_indicator("Componente 7", achieved=(25, 25, 25)),)
    report = a_report(*shown)
    return ficha(report, report.programmes[0], heading, {1: WRITTEN} if written is None else written, MADE)


def pages(sheet: Ficha) -> list[str]:
    return [letters(text) for text in page_texts(ficha_pdf(sheet))]


def test_the_header_is_that_of_2025() -> None:
    sheet = a_ficha(an_indicator("Componente 7", achieved=(25, 25, 25), area="Atención Vecinal"))

    assert sheet.title == "3ER. INFORME TRIMESTRAL 2025 (JULIO-SEPTIEMBRE)"
    assert dict(sheet.pages[0].fields) == {
        "Unidad Responsable:": "402.- Área 402",
        "Programa Presupuestario:": "08.- Gobierno innovador",
        "Eje:": "2.- Territorio honesto",
        "Objetivo:": "",
        "Componente:": "7",
        "Indicador:": "Porcentaje de Componente 7",
        "Área responsable:": "Atención Vecinal",
        "Valor alcanzado:": "25 %",
    }


@pytest.mark.parametrize(
    ("level", "label", "shown"),
    [("Actividad 7.1", "Actividad:", "7.1"), ("Fin", "Nivel:", "Fin"), ("Propósito", "Nivel:", "Propósito")],
)
def test_each_level_is_named(level: str, label: str, shown: str) -> None:
    (page,) = a_ficha(an_indicator(level)).pages

    assert dict(page.fields)[label] == shown
    assert dict(page.fields)["Valor alcanzado:"] == "Sin reporte"


def test_only_what_the_quarter_asks_for_has_a_sheet() -> None:
    later = an_indicator("Actividad 7.2", goals=(0, 0, 0, 100))
    early = an_indicator("Actividad 7.3", goals=(50, 50, 0, 0), achieved=(None, None, 5))

    assert [page.level for page in a_ficha(an_indicator(), later, early).pages] == [
        "Actividad 7.1",
        "Actividad 7.3",
    ]


def test_the_text_keeps_its_paragraphs_and_its_tables() -> None:
    (page,) = a_ficha().pages
    (said,) = pages(a_ficha())

    assert page.paragraphs == tuple(TEXT.splitlines())
    for each in (*TEXT.splitlines(), "Actividades agendadas", "Mesas de seguridad", "Total", "38", "217"):
        assert letters(each) in said
    for each in ("Elaboró", "Persona Uno", "Validó", "Persona Dos"):
        assert letters(each) in said
    assert letters("Vo. Bo.") not in said


def test_a_total_that_is_not_the_sum_is_said() -> None:
    wrong = replace(WRITTEN, tables=(replace(AGENDA, total=434),), chart=None)

    assert letters("El total dice 434; los conceptos suman 38.") in pages(a_ficha(written={1: wrong}))[0]
    assert letters("los conceptos suman") not in pages(a_ficha())[0]


def test_what_nobody_has_written_says_so() -> None:
    assert letters("Sin narrativa capturada.") in pages(a_ficha(written={}))[0]


@pytest.mark.parametrize("kind", ChartKind)
def test_the_chart_is_drawn_from_the_captured_counts(kind: ChartKind) -> None:
    drawn = replace(WRITTEN, chart=Chart(kind, 1))
    plain = replace(WRITTEN, chart=None)

    (with_chart,), (without,) = pages(a_ficha(written={1: drawn})), pages(a_ficha(written={1: plain}))

    assert with_chart.count("120") == without.count("120") + 1
    assert with_chart.count("Julio") == without.count("Julio") + 1


def test_a_programme_of_which_nothing_is_asked_has_one_sheet_that_says_so() -> None:
    report = a_report(an_indicator("Fin", goals=(0, 0, 0, 100), achieved=(None, None, None)))
    sheet = ficha(report, report.programmes[0], HEADING, {}, MADE)

    (printed,) = pages(sheet)
    assert letters("Unidad Responsable: 402.- Área 402") in printed
    assert letters("Ningún indicador de este programa se reporta en el trimestre.") in printed
    assert letters("Validó") in printed
    written = [each.text for each in Document(BytesIO(ficha_docx(sheet))).paragraphs]
    assert "Ningún indicador de este programa se reporta en el trimestre." in written


def test_a_chart_of_nothing_but_zeros_is_drawn() -> None:
    zeros = CountTable("Quejas", (("Julio", 0),), 0)

    for kind in ChartKind:
        assert "Quejas" in pages(a_ficha(written={1: Narrative(TEXT, (zeros,), Chart(kind, 0))}))[0]


def test_each_indicator_begins_a_page_and_has_its_signatures() -> None:
    said = pages(a_ficha(an_indicator(), an_indicator("Actividad 7.2")))

    assert len(said) == 2
    assert all(letters("3ER. INFORME TRIMESTRAL 2025") in page and "Validó" in page for page in said)


def test_every_sheet_begins_at_the_top() -> None:
    document = pypdfium2.PdfDocument(ficha_pdf(a_ficha(an_indicator(), an_indicator("Actividad 7.2"))))

    tops = [page.get_textpage().get_charbox(0)[3] for page in document]
    document.close()
    assert len(set(tops)) == 1


def test_a_quarter_has_its_months_in_the_title() -> None:
    report = a_report(an_indicator(), period=T1)

    assert ficha(report, report.programmes[0], InformeHeading(), {}, MADE).title == (
        "1ER. INFORME TRIMESTRAL 2025 (ENERO-MARZO)"
    )


def test_it_is_tagged_with_title_and_language_and_holds_its_fonts() -> None:
    content = ficha_pdf(a_ficha())

    catalogue: Any = PdfReader(BytesIO(content)).trailer["/Root"]
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title") == f"Ficha de indicadores, UR 402, PP 08, {T3}"
    assert document.get_page_size(0) == (612, 792)
    assert (catalogue["/Lang"], catalogue["/MarkInfo"]["/Marked"]) == ("es-MX", True)
    assert content.count(b"/FontFile") == content.count(b"/Type/FontDescriptor") > 0
    document.close()


def test_in_word_it_can_be_gone_over() -> None:
    wrong = replace(WRITTEN, tables=(replace(AGENDA, total=434), MONTHLY))
    sheet = a_ficha(an_indicator(), an_indicator("Actividad 7.2"), written={1: wrong})

    document = Document(BytesIO(ficha_docx(sheet)))

    words = [each.text for each in document.paragraphs]
    assert words.count(sheet.title) == 2
    assert "Unidad Responsable: 402.- Área 402" in words
    assert "El total dice 434; los conceptos suman 38." in words
    assert "Sin narrativa capturada." in words
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Concepto", "Cantidad"],
        ["Mesas de seguridad", "17"],
        ["Tequios", "21"],
        ["Total", "434"],
    ]
    assert len(document.inline_shapes) == 1


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=30, deadline=None)
@given(anything)
def test_no_text_stops_the_sheet(text: str) -> None:
    table = CountTable(text, ((text, 3),), 3)
    sheet = a_ficha(an_indicator(name=text), written={1: Narrative(text, (table,), Chart(ChartKind.BAR, 0))})

    assert ficha_pdf(sheet).startswith(b"%PDF")
    assert ficha_docx(sheet).startswith(b"PK")
