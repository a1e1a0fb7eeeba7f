"""The Informe Trimestral as a workbook: numbers that add up, no executable text, and reading it back."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from documents.filed.informe.workbook import SHEET, informe_xlsx
from documents.filed.printed import InformeSheet, Signer
from documents.filed.workbook_looks import LONGEST
from documents.read.informe.filed_workbook import informe_text
from documents.read.informe.text import read_informe
from domain.kit.indicators import Quarters
from domain.kit.reports import DocumentRefused, Flag
from tests.documents.filed_informes import HEADING, a_sheet, an_indicator, many

FIRST = 13
"""The first row of the table as Excel counts, below the header and its three rows of headings."""
WIDTH = 27


def opened(sheet: InformeSheet, *, values: bool = True) -> Any:
    return load_workbook(BytesIO(informe_xlsx(sheet)), data_only=values)[SHEET]


def cells(page: Any, line: int) -> list[Any]:
    return [page.cell(line, column).value for column in range(1, WIDTH + 1)]


def solved(formula: str, page: Any) -> float | str:
    """Compute a formula of the form by hand, from the cells that people fill in."""

    def number(name: str) -> float | None:
        value = page[name].value
        return None if value in (None, "") else float(value)

    def span(text: str) -> list[float]:
        return [
            value
            for (cell,) in zip(page[text][0], strict=False)
            if (value := number(cell.coordinate)) is not None
        ]

    if match := re.fullmatch(r'=IF\((\w+)="","",(\w+)-(\w+)\)', formula):
        goal = number(match[1])
        return "" if goal is None else goal - (number(match[3]) or 0)
    match = re.fullmatch(r'=IF\(COUNT\(([\w:]+)\)=0,"",(?:SUM\(([\w:]+)\)|100-(\w+))\)', formula)
    assert match, formula
    if not span(match[1]):
        return ""
    return sum(span(match[2])) if match[2] else 100 - (number(match[3]) or 0)


def assert_solved(sheet: InformeSheet) -> None:
    """Compare the value kept beside each formula with what the formula gives."""
    formulas, values = opened(sheet, values=False), opened(sheet)
    checked = 0
    for line in range(FIRST, FIRST + len(sheet.rows)):
        for cell in formulas[line][:WIDTH]:
            if cell.data_type == "f":
                kept, given = values[cell.coordinate].value, solved(cell.value, values)
                assert (kept or "") == "" if given == "" else kept == pytest.approx(given), cell.coordinate
                checked += 1
    assert checked == 7 * len(sheet.rows)


def test_every_cell_is_where_the_form_has_it() -> None:
    sheet = a_sheet(*many(3))
    page = opened(sheet)

    assert page["A1"].value == "Informe Trimestral 2025"
    assert (page["A3"].value, page["C3"].value) == ("Unidad Responsable:", "402 - Secretaría Particular")
    assert (page["A10"].value, page["L10"].value, page["AA10"].value) == (
        *("Datos del Indicador", "Valores Programados", "Medios de Verificación"),
    )
    assert [page.cell(11, column).value for column in (1, 2, 12, 16, 26)] == [
        *("Nivel", "Nombre", "1er. Trim.", "Acumulado", "Acumulado"),
    ]
    for line, row in enumerate(sheet.rows, start=FIRST):
        printed = ["" if cell is None else str(cell) for cell in cells(page, line)]
        assert printed == list(row.cells)


@pytest.mark.parametrize(
    ("goals", "achieved"),
    [((25, 25, 25, 25), (25, 20, "26.5")), ((0, 0, 0, 100), (0, 0, 0)), ((), (None, None, 26)), ((25,), ())],
    ids=["decimals", "nothing owed", "no goals", "one goal"],
)
def test_each_formula_gives_the_number_that_is_kept_with_it(goals: Any, achieved: Any) -> None:
    assert_solved(a_sheet(an_indicator(goals=goals, achieved=achieved)))


def percents(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 100).map(lambda hundredths: Decimal(hundredths) / 100)


quarters = st.tuples(*[st.none() | percents(200)] * 4)


@settings(max_examples=25)
@given(quarters, quarters)
def test_formulas_and_the_rules_agree_on_any_numbers(goals: Quarters, achieved: Quarters) -> None:
    assert_solved(a_sheet(an_indicator(goals=goals, achieved=achieved[:3])))


@pytest.mark.parametrize("typed", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "https://a.mx", "{=1}"])
def test_what_people_typed_is_never_a_formula(typed: str) -> None:
    sheet = a_sheet(
        an_indicator(name=typed, evidence=typed, definition=typed),
        heading=replace(HEADING, signers=(Signer("Elaboró", typed, typed),)),
        programme=typed,
    )
    page = opened(sheet, values=False)

    for name in ("B13", "C13", "AA13"):
        assert (page[name].value, page[name].data_type, page[name].quotePrefix) == (typed, "s", True)
    assert not [cell for row in page for cell in row if cell.data_type == "f" and typed in str(cell.value)]
    assert page._hyperlinks == []


def test_only_formulas_are_locked() -> None:
    page = opened(a_sheet(an_indicator()), values=False)

    locked = {cell.coordinate for cell in page[FIRST] if cell.protection.locked}

    assert page.protection.sheet
    assert locked == {f"{column}{FIRST}" for column in ("P", "U", "V", "W", "X", "Y", "Z")}


def test_it_prints_on_letter_paper_laid_down_with_headings_on_every_page() -> None:
    page = opened(a_sheet(*many(15)))

    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 1)
    assert (page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert page.page_setup.fitToWidth in (None, 1)
    assert page.print_area == "'Informe Trimestral'!$A$1:$AA$33"
    assert (page.print_title_rows, page.freeze_panes) == ("$10:$12", f"B{FIRST}")
    assert "Página &P de &N" in page.oddFooter.right.text
    assert "Acuse A-402-3T2025-0001" in page.oddFooter.left.text


def test_a_flag_is_seen_noted_and_told_below() -> None:
    page = opened(a_sheet(an_indicator(flags=(Flag("lost_cell", "Se perdió una celda.", 12),))))

    assert "Se perdió una celda." in page["A13"].comment.text
    assert page["A15"].value == "Avisos de la importación"
    assert page["A16"].value == "(1) Actividad 7.1: Se perdió una celda."


@pytest.mark.parametrize("count", [0, 1, 15, 60])
def test_any_number_of_indicators_fits(count: int) -> None:
    sheet = a_sheet(*many(count), heading=replace(HEADING, acuse=""))
    page = opened(sheet)

    levels = [page.cell(line, 1).value for line in range(FIRST, FIRST + count)]
    assert levels == [row.level for row in sheet.rows]


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    page = opened(a_sheet(an_indicator(evidence="x" * 40_000)))

    assert page["AA13"].value == "x" * LONGEST + "…"


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert informe_xlsx(a_sheet(an_indicator())) == informe_xlsx(a_sheet(an_indicator()))


named = st.text("abcdefghijñáé ÁÉ()/,.", min_size=5, max_size=60).map(lambda text: f"Mide {text} todo")


@settings(max_examples=25)
@given(quarters.filter(any), st.tuples(*[percents(200)] * 3), named, named)
def test_the_workbook_goes_back_in_and_gives_the_same_facts(
    goals: Quarters, achieved: Any, name: str, evidence: str
) -> None:
    left = [Decimal(100) / 4] * 4
    indicator = an_indicator("Componente 7", goals=left, achieved=achieved, name=name, evidence=evidence)
    sheet = a_sheet(indicator, an_indicator())

    text = informe_text(informe_xlsx(sheet), source="informe.xlsx")
    back = read_informe(text or "", source="informe.xlsx")

    assert (back.unit.code, back.programme.code, str(back.period)) == ("402", "08", "3T2025")
    assert (back.ejes[0].name, back.objetivos[0].code) == ("Gobierno de territorio", "2.6")
    first = back.indicators[0]
    row = sheet.rows[0]
    assert (str(first.facts.level), first.facts.name, first.evidence_raw) == (
        row.level,
        row.texts[0],
        row.evidence,
    )
    assert replace(first.facts, name="") == replace(indicator.facts, name="")
    assert (first.programmed, first.achieved[:3]) == (row.goals, row.achieved[:3])
    assert len(back.indicators) == 2


def test_another_workbook_is_left_to_its_own_reader() -> None:
    content = BytesIO()
    Workbook().save(content)

    assert informe_text(content.getvalue(), source="mir.xlsx") is None


@pytest.mark.parametrize("cut", [200, 3000])
def test_a_damaged_workbook_is_refused(cut: int) -> None:
    with pytest.raises(DocumentRefused):
        informe_text(informe_xlsx(a_sheet())[:cut], source="informe.xlsx")


def test_a_workbook_whose_sheet_is_damaged_is_refused() -> None:
    content = BytesIO()
    with ZipFile(BytesIO(informe_xlsx(a_sheet()))) as whole, ZipFile(content, "w") as broken:
        for name in whole.namelist():
            part = whole.read(name)
            broken.writestr(name, part[: len(part) // 2] if name.endswith("sheet1.xml") else part)

    with pytest.raises(DocumentRefused) as refused:
        informe_text(content.getvalue(), source="informe.xlsx")

    assert "dañado" in refused.value.errors[0].text
