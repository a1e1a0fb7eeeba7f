"""The Informe Trimestral: the contents of its cells, and its PDF page by page."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from documents.filed.informe.columns import LAST, POINTS
from documents.filed.informe.pdf import informe_pdf
from documents.filed.printed import InformeHeading, InformeSheet, Signer
from domain.kit.avances import Avance, AvanceState
from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.reports import Flag
from tests.builders import T1, T3
from tests.documents.filed_informes import DESCRIBED, EVIDENCE, HEADING, OBJETIVO, a_sheet, an_indicator, many
from tests.documents.tagged_pdf import letters, page_texts, table_rows

HEADING_ROWS = 3


def body(sheet: InformeSheet) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in table_rows(informe_pdf(sheet))[HEADING_ROWS:]]


def test_a_row_has_what_was_planned_reported_and_what_follows() -> None:
    (row,) = a_sheet(an_indicator(achieved=(25, 20, "26.5"))).rows

    assert row.cells[11:26] == (
        *("25", "25", "25", "25", "100"),
        *("25", "20", "26.5", "", "71.5"),
        *("0", "5", "-1.5", "25", "28.5"),
    )


def test_a_quarter_without_report_is_blank_and_its_whole_goal_is_missing() -> None:
    (row,) = a_sheet(an_indicator(achieved=())).rows

    assert row.achieved == (None, None, None, None)
    assert row.variations == (Decimal(25),) * 4
    assert row.achieved_total == 0


def test_later_quarters_are_left_out() -> None:
    (row,) = a_sheet(an_indicator(achieved=(25, 20, 26)), period=T1).rows

    assert row.achieved == (Decimal(25), None, None, None)
    assert row.variation_total == 75


def test_without_goals_nothing_is_added_up() -> None:
    (row,) = a_sheet(an_indicator(goals=(), achieved=(None, None, 26))).rows

    assert row.cells[11:26] == ("",) * 7 + ("26",) + ("",) * 7


def test_only_the_documents_of_the_quarter_are_cited_each_once() -> None:
    indicator = an_indicator(achieved=(25, 25, 25))
    twice = (Evidence(EvidenceType.OFICIO, "Oficio 2;"), Evidence(EvidenceType.URL, "", url="https://a.mx"))
    reported = Avance(AvanceState.REPORTED, Decimal(25), evidence=(*twice, *twice))

    (row,) = a_sheet(replace(indicator, avances={**indicator.avances, 3: reported})).rows

    assert row.evidence == "Oficio 2; https://a.mx"


def test_a_flag_of_an_import_is_marked_and_told_below() -> None:
    flag = Flag("lost_cell", "Se perdió una celda.", 12)
    sheet = a_sheet(an_indicator(), an_indicator("Actividad 7.2", flags=(flag, flag)))

    assert [row.mark for row in sheet.rows] == ["", "1"]
    assert sheet.notes == (("1", "Actividad 7.2: Se perdió una celda."),)
    assert body(sheet)[1][0] == "Actividad 7.2(1)"
    assert "(1) Actividad 7.2: Se perdió una celda." in page_texts(informe_pdf(sheet))[0]


@pytest.mark.parametrize(
    ("achieved", "told"), [((25, None), True), ((25, 80), False)], ids=["open", "settled"]
)
def test_a_doubt_is_told_until_it_is_settled(achieved: tuple[int | None, ...], told: bool) -> None:
    doubt = Flag("achieved_unclear", "Podría ser 80 o 0.", 12, quarter=2, needs_confirmation=True)

    sheet = a_sheet(an_indicator(achieved=achieved, flags=(doubt,)))

    assert bool(sheet.notes) == told


def test_an_unconfirmed_value_is_blank_and_told() -> None:
    doubt = Flag("achieved_unclear", "Podría ser 80 o 0.", 12, quarter=3, needs_confirmation=True)
    indicator = an_indicator(achieved=(25,), flags=(doubt,))
    unsure = replace(indicator, avances={**indicator.avances, 3: Avance(AvanceState.UNCONFIRMED, None)})

    sheet = a_sheet(unsure)

    assert (sheet.rows[0].achieved[2], len(sheet.notes)) == (None, 1)


def test_the_page_says_who_reports_what_and_who_signs() -> None:
    (text,) = page_texts(informe_pdf(a_sheet(an_indicator())))

    for words in (
        *("Informe Trimestral 2025", "402 - Secretaría Particular", "08 - Gobierno innovador"),
        *("3er. Trimestre 2025", "2. Gobierno de territorio", "2.6 Establecer una planeación."),
        *("Elaboró", "María Ñáñez Güendulain", "Vo. Bo.", "Titular · Secretaría Particular"),
        *("Acuse A-402-3T2025-0001 · K7Q2M-9X34T", "Página 1 de 1"),
    ):
        assert words in text


def test_the_table_is_read_cell_by_cell() -> None:
    sheet = a_sheet(*many(3))

    heads = table_rows(informe_pdf(sheet))[:HEADING_ROWS]
    assert [cell.strip() for cell in heads[0]][1:4] == [
        "Valores Programados",
        "Valores Alcanzados",
        "Variación",
    ]
    assert [[letters(cell) for cell in row] for row in body(sheet)] == [
        [letters(cell) for cell in row.cells] for row in sheet.rows
    ]


def test_it_is_letter_paper_laid_down_and_holds_every_column() -> None:
    document = pypdfium2.PdfDocument(informe_pdf(a_sheet(an_indicator())))

    assert document.get_page_size(0) == (792, 612)
    assert len(POINTS) == LAST + 1
    assert sum(POINTS) <= 792 - 2 * 15.6
    document.close()


def test_it_tells_title_language_and_standards_and_holds_its_fonts() -> None:
    content = informe_pdf(a_sheet(an_indicator()))

    catalogue: Any = PdfReader(BytesIO(content)).trailer["/Root"]
    document = pypdfium2.PdfDocument(content)
    title = "Informe Trimestral, UR 402, PP 08, 3er. Trimestre 2025"
    assert document.get_metadata_value("Title") == title
    assert (catalogue["/Lang"], catalogue["/MarkInfo"]["/Marked"]) == ("es-MX", True)
    assert b"pdfaid:part" in content
    assert b"pdfuaid:part" in content
    assert content.count(b"/FontFile") == content.count(b"/Type/FontDescriptor") > 0
    document.close()


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert informe_pdf(a_sheet(an_indicator())) == informe_pdf(a_sheet(an_indicator()))


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (15, 3), (60, 8)])
def test_any_number_of_indicators_flows_on_with_header_and_headings_on_every_page(
    count: int, pages: int
) -> None:
    sheet = a_sheet(*many(count))

    texts = page_texts(informe_pdf(sheet))

    assert len(texts) <= pages
    assert len(body(sheet)) == count
    for place, text in enumerate(texts, start=1):
        assert f"Página {place} de {len(texts)}" in text
        assert "08 - Gobierno innovador" in text
    with_rows = [text for text in texts if "Actividad" in text]
    assert all("Medios de Verificación" in text for text in with_rows)


def test_a_row_is_never_split() -> None:
    sheet = a_sheet(*many(40, evidence=f"{EVIDENCE}; " * 6))

    texts = [letters(text) for text in page_texts(informe_pdf(sheet))]

    for row in sheet.rows:
        assert sum(letters(row.texts[0]) in text for text in texts) == 1
    assert sum(text.count(letters(sheet.rows[0].evidence)) for text in texts) == len(sheet.rows)


def test_evidence_that_no_page_could_hold_goes_on_on_the_next() -> None:
    long = "; ".join(f"Oficio SP/{number}/2025 de fecha 26 de septiembre de 2025" for number in range(200))
    sheet = a_sheet(
        an_indicator(), an_indicator("Actividad 7.2", evidence=long), an_indicator("Actividad 7.3")
    )

    content = informe_pdf(sheet)

    together = "".join(letters(text) for text in page_texts(content))
    assert all(f"SP/{number}/2025" in together for number in range(200))
    assert "Actividad7.3" in together


def test_an_indicator_that_only_has_a_name_leaves_its_cells_empty() -> None:
    nothing: dict[str, Any] = dict.fromkeys(DESCRIBED)
    bare = an_indicator(goals=(), achieved=(), evidence="", **nothing)

    (row,) = body(a_sheet(bare))

    assert [cell for cell in row if cell] == ["Actividad 7.1", "Porcentaje de solicitudes de Actividad 7.1"]


def test_who_is_not_known_leaves_the_line_to_sign_empty() -> None:
    (text,) = page_texts(informe_pdf(a_sheet(an_indicator(), heading=InformeHeading())))

    assert "Elaboró" in text
    assert "Acuse" not in text


def test_objetivos_that_would_fill_the_page_are_printed_once() -> None:
    many_objetivos = tuple(replace(OBJETIVO, raw=f"2.{n} {'Establecer ' * 20}") for n in range(20))
    sheet = a_sheet(*many(20), heading=replace(HEADING, objetivos=many_objetivos))

    texts = page_texts(informe_pdf(sheet))

    assert sum("2.19 Establecer" in text for text in texts) == 1
    assert all(f"Página {place} de {len(texts)}" in text for place, text in enumerate(texts, start=1))


@pytest.mark.parametrize(
    "typed", ['#panic("x")', "*negrita* $x^2$", "@cita <etiqueta>", '#read("informe.typ")', "= Título"]
)
def test_what_people_typed_is_only_text(typed: str) -> None:
    sheet = a_sheet(
        an_indicator(name=typed, evidence=typed),
        heading=replace(HEADING, signers=(Signer("Elaboró", typed, typed),)),
    )

    (text,) = page_texts(informe_pdf(sheet))

    assert letters(text).count(letters(typed)) == 4


# What any phone can send: no text may stop the report.
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(max_examples=40)
@given(anything, anything)
def test_no_text_stops_the_report(name: str, proof: str) -> None:
    sheet = a_sheet(an_indicator(name=name, evidence=proof), period=T3, programme=name)

    assert informe_pdf(sheet).startswith(b"%PDF")
