"""Accumulated results on paper: seguimiento, the consolidated report with its oficio, and the slides."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from documents.filed.letterhead import Letterhead
from domain.kit.entregas import Entrega, EntregaState
from domain.kit.reports import CodedName
from domain.papers.kinds import PaperKind, PaperOrder
from tests.documents.tagged_pdf import letters, page_texts
from tests.facts import T3, Office, a_document, a_row, an_avance
from usecases.papers.make_papers import gather
from usecases.papers.paper_requests import Gathered, PaperRequest

ABIERTO = CodedName("1", "Gobierno abierto", "1 Gobierno abierto")
TERRITORIO = CodedName("2", "Territorio ordenado", "2 Territorio ordenado")


@pytest.fixture
async def office(office: Office) -> Office:
    rows = (a_row("Componente 7"), a_row("Actividad 7.1"))
    ids = await office.register(a_document(*rows, ejes=(ABIERTO, TERRITORIO)))
    other = await office.register(a_document(unit="504", unit_name="IMPLAN", programme="6"))
    await office.register(a_document(unit="207", unit_name="Obras", programme="3"))
    reason = "Faltó personal de enero a marzo"
    await office.save(ids["Componente 7"], an_avance("75"))
    await office.save(ids["Actividad 7.1"], an_avance("20", justification=reason, action="Se contrata"))
    await office.save(other["Componente 7"], an_avance("70"))
    return office


async def made(office: Office, kind: PaperKind, **given: Any) -> Gathered:
    letterhead = given.pop("letterhead", Letterhead())
    request = PaperRequest(PaperOrder(kind, T3, **given), office.moment, letterhead)
    (found,) = await office.do(lambda uow: gather(uow, request))
    return found


async def text_of(office: Office, kind: PaperKind, **given: Any) -> str:
    return letters("".join(page_texts((await made(office, kind, **given)).formats["pdf"]())))


async def sheet(office: Office, kind: PaperKind, name: str, **given: Any) -> list[list[object]]:
    book = load_workbook(BytesIO((await made(office, kind, **given)).formats["xlsx"]()))
    return [[cell.value for cell in row] for row in book[name].iter_rows(min_row=5)]


async def test_programmes_are_held_against_their_goals(office: Office) -> None:
    rows = await sheet(office, PaperKind.SEGUIMIENTO, "Por Programa Presupuestario")

    assert rows == [
        [None, "207 · PP 3 Gobierno innovador", 1, 0, 75, None, None, "sin reporte"],
        [2, "402 · PP 08 Gobierno innovador", 2, 2, 75, 47.5, 63.33, "crítico"],
        [1, "504 · PP 6 Gobierno innovador", 1, 1, 75, 70, 93.33, "en meta"],
        [None, "Total", 4, 3, 75, 41.25, 55, "crítico"],
    ]


async def test_no_sheet_has_a_title_cut_short_and_the_amounts_have_their_unit(office: Office) -> None:
    found = await made(office, PaperKind.SEGUIMIENTO)
    book = load_workbook(BytesIO(found.formats["xlsx"]()))

    assert book.sheetnames == [
        "Por Programa Presupuestario",
        "Gráfica por programa",
        "Por eje",
        "Gráfica por eje",
        "Por Unidad Responsable",
        "Gráfica por UR",
        "Indicadores",
    ]
    assert book["Por eje"]["A1"].value == "Por eje del Plan Municipal de Desarrollo"
    assert book["Gráfica por eje"]["B4"].value == "Valor (%)"


async def test_a_programme_counts_in_each_of_its_ejes(office: Office) -> None:
    rows = await sheet(office, PaperKind.SEGUIMIENTO, "Por eje")

    assert [(row[1], row[2]) for row in rows] == [
        ("1 Gobierno abierto", 2),
        ("2 Territorio ordenado", 2),
        ("Sin eje registrado", 2),
    ]


async def test_units_are_ranked_and_those_without_a_report_come_last(office: Office) -> None:
    rows = await sheet(office, PaperKind.SEGUIMIENTO, "Por Unidad Responsable")

    assert [(row[0], row[1]) for row in rows] == [
        (1, "504 IMPLAN"),
        (2, "402 Secretaría Particular"),
        (None, "207 Obras"),
    ]


async def test_every_indicator_is_listed(office: Office) -> None:
    rows = await sheet(office, PaperKind.SEGUIMIENTO, "Indicadores")

    assert [(row[0], row[2], row[5], row[7]) for row in rows] == [
        ("207", "Componente 7", None, "sin reporte"),
        ("402", "Componente 7", 75, "en meta"),
        ("402", "Actividad 7.1", 20, "crítico"),
        ("504", "Componente 7", 70, "en meta"),
    ]


async def test_seguimiento_of_one_unit_needs_no_ranking(office: Office) -> None:
    said = await text_of(office, PaperKind.SEGUIMIENTO, unit_code="402")

    assert (
        letters("De 2 indicadores del trimestre, 2 tienen reporte. Al acumulado: 1 en meta, 1 en nivel")
        in said
    )
    assert letters("402 Secretaría Particular") in said
    assert letters("de mayor a menor") not in said


async def test_where_nothing_is_planned_yet_it_says_so(office: Office) -> None:
    await office.register(a_document(a_row("Componente 1", goals="0 0 0 100"), unit="700", unit_name="Nueva"))

    said = await text_of(office, PaperKind.SEGUIMIENTO, unit_code="700")

    assert letters("ningún indicador tiene meta a la fecha") in said


async def test_the_consolidated_report_says_where_each_entrega_stands(office: Office) -> None:
    now = office.moment.now
    sent = Entrega("402", T3, EntregaState.SENT, 1, 1, None, now, 1, now)
    await office.do(lambda uow: uow.entregas.save(sent, read=0, at=now))

    rows = await sheet(office, PaperKind.CONSOLIDADO, "Por Unidad Responsable")

    assert [(row[0], row[7]) for row in rows] == [
        ("207", "Sin entregar"),
        ("402", "Entregado"),
        ("504", "Sin entregar"),
    ]
    assert str(rows[1][8]).startswith("2025-09-25")


async def test_each_indicator_has_its_quarter_and_its_year(office: Office) -> None:
    rows = await sheet(office, PaperKind.CONSOLIDADO, "Por indicador")

    assert rows[0][4:] == [25, None, None, 100, None, 100]
    assert rows[1][4:] == [25, 75, -50, 100, 75, 25]


async def test_the_oficio_is_drafted_and_names_who_is_missing(office: Office) -> None:
    found = await made(office, PaperKind.CONSOLIDADO, letterhead=Letterhead(addressee="Dirección de Egresos"))

    words = [each.text for each in Document(BytesIO(found.formats["docx"]())).paragraphs]

    assert "Dirección de Egresos" in words
    assert "Sin reporte a la fecha: UR 207." in words
    assert any("3 Unidades Responsables y 3 Programas Presupuestarios" in each for each in words)
    assert any("De 4 indicadores por reportar en el trimestre, 3 con reporte." in each for each in words)
    assert list(found.formats) == ["pdf", "xlsx", "docx"]


async def test_the_oficio_says_when_all_have_reported(office: Office) -> None:
    (found,) = (await office.report("207")).indicators
    await office.save(found.id, an_avance())

    said = await text_of(office, PaperKind.CONSOLIDADO)

    assert letters("Todas las Unidades Responsables tienen reporte.") in said


async def test_the_slides_show_each_programme_and_what_it_is_to_explain(office: Office) -> None:
    found = await made(office, PaperKind.SESION)

    pages = page_texts(found.formats["pdf"]())
    said = [letters(page) for page in pages]
    assert letters("Sesión de resultados") in said[0]
    assert letters("indicadores del trimestre") in said[1]
    assert [letters("Qué explicar") in page for page in said] == [False] * 4 + [True] + [False] * 2
    assert letters("Faltó personal de enero a marzo Se contrata") in said[4]
    assert letters("504 IMPLAN") in said[-1]
    assert pages[-1].rstrip().endswith(f"{len(pages)} / {len(pages)}")


async def test_the_line_under_a_title_does_not_touch_it(office: Office) -> None:
    document = PdfDocument((await made(office, PaperKind.SESION)).formats["pdf"]())
    page = document[1].get_textpage()

    def heights(word: str) -> tuple[float, float]:
        found = page.search(word, match_case=True).get_next()
        assert found is not None
        boxes = [page.get_charbox(found[0] + number) for number in range(found[1])]
        return min(box[1] for box in boxes), max(box[3] for box in boxes)

    assert heights("Resultados")[0] > heights("programas de")[1] + 4


async def test_a_programme_with_many_indicators_goes_on_on_the_next_slide(office: Office) -> None:
    rows = [a_row(f"Actividad 1.{n}", name=f"Porcentaje {n} {'muy largo ' * 12}") for n in range(1, 16)]
    ids = await office.register(a_document(*rows, unit="800", unit_name="Larga", programme="1"))
    for indicator_id in ids.values():
        await office.save(indicator_id, an_avance("5"))

    pages = page_texts((await made(office, PaperKind.SESION, unit_code="800")).formats["pdf"]())

    assert sum("indicadores con reporte" in page for page in pages) == 2
    assert sum("Sin explicación registrada." in page for page in pages) == 4
    assert [page.count(" % · crítico") for page in pages if "con reporte" in page][1:] == [7, 8]
    assert [page.count("Sin explicación") for page in pages if "Qué explicar" in page] == [3, 4, 4, 4]
    assert "1 programa" in pages[1]
