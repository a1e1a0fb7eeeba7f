"""The transparency formats: which law applies, the contents of each column, and the cells to check."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from documents.filed.transparency import (
    FACTS,
    PublishedLinks,
    PublishedRow,
    TransparencySheet,
    law_on,
    laws,
    rows_of,
)
from documents.filed.transparency_xlsx import NOTHING, NOTICES, transparency_xlsx
from documents.template_files import TemplateWrong
from domain.kit.indicators import Quarters
from tests.builders import T3, a_report, an_avance, an_indicator, quarters

MADE = date(2025, 10, 9)
COMPLETE: dict[str, Any] = {
    "definition": "Mide los trámites en línea",
    "method": "(TL/TT)*100",
    "unit_of_measure": "Porcentaje",
    "dimension": "Eficacia",
    "frequency": "Trimestral",
    "sense": "Ascendente",
    "baseline_value": Decimal(80),
    "baseline_year": 2024,
}
"""Places of the columns of «indicadores», as the law orders them."""
ORDER = (
    *("ejercicio", "inicio", "termino", "programa", "objetivos", "indicador", "dimension", "definicion"),
    *("metodo", "unidad", "frecuencia", "linea_base", "metas_programadas", "metas_ajustadas", "avance"),
    *("sentido", "fuente", "area", "actualizacion", "nota"),
)


def rows(**facts: Any) -> tuple[PublishedRow, ...]:
    given: dict[str, Any] = {"achieved": (25, 25, 25), **COMPLETE, **facts}
    report = a_report(an_indicator(**given))
    return rows_of(report, report.programmes[0], PublishedLinks("Objetivo 2", {}), MADE)


def a_sheet(*found: PublishedRow, day: date = MADE) -> TransparencySheet:
    return TransparencySheet(law_on(day), T3, found, MADE)


def cells(sheet: TransparencySheet, name: str) -> list[list[object]]:
    page = load_workbook(BytesIO(transparency_xlsx(sheet)))[name]
    return [[_day(cell.value) for cell in line] for line in page.iter_rows(min_row=5)]


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


@pytest.mark.parametrize(
    ("day", "sheets"),
    [
        (date(2022, 6, 30), ["Art. 70 fr. IV", "Art. 70 fr. VI"]),
        (date(2025, 3, 19), ["Art. 70 fr. IV", "Art. 70 fr. VI"]),
        (date(2025, 3, 20), ["Art. 65 fr. IV", "Art. 65 fr. V"]),
        (date(2030, 1, 1), ["Art. 65 fr. IV", "Art. 65 fr. V"]),
    ],
)
def test_the_law_of_the_day_counts(day: date, sheets: list[str]) -> None:
    assert [form.sheet for form in law_on(day).formats] == sheets


def test_the_columns_are_those_of_the_law_in_its_order() -> None:
    objetivos, indicadores = law_on(MADE).formats

    assert tuple(column.fact for column in indicadores.columns) == ORDER
    assert [column.fact or column.title for column in objetivos.columns] == [
        *("ejercicio", "inicio", "termino", "area", "objetivos", "indicador", "meta", "unidad"),
        *("Hipervínculo al programa", "area", "actualizacion", "nota"),
    ]


def test_every_fact_that_is_promised_is_there() -> None:
    (row,) = rows()

    assert row.facts.keys() == FACTS


def test_an_indicator_is_one_row_with_real_numbers_and_days() -> None:
    (line,) = cells(a_sheet(*rows()), "Art. 65 fr. V")

    assert line == [
        2025,
        date(2025, 7, 1),
        date(2025, 9, 30),
        "08 - Gobierno innovador",
        "Objetivo 2",
        "Porcentaje de Actividad 7.1",
        "Eficacia",
        "Mide los trámites en línea",
        "(TL/TT)*100",
        "Porcentaje",
        "Trimestral",
        "80 % (2024)",
        100,
        None,
        75,
        "Ascendente",
        "Oficio SP/112/2025",
        "Área 402",
        date(2025, 10, 9),
        None,
    ]


def test_goals_that_were_replaced_are_the_adjusted_ones() -> None:
    first: dict[int, Quarters] = {1: quarters((30, 30, 30, 20))}
    report = a_report(an_indicator(goals=(25, 25, 25, 25)), an_indicator(goals=(20, 20, 20, 20)))

    found = rows_of(report, report.programmes[0], PublishedLinks("", first), MADE)

    assert [(each.facts["metas_programadas"], each.facts["metas_ajustadas"]) for each in found] == [
        (Decimal(110), Decimal(100)),
        (Decimal(80), None),
    ]


def test_an_indicator_without_goals_or_baseline_leaves_them_blank() -> None:
    (row,) = rows(goals=(None, None, None, None), baseline_value=None, baseline_year=None)

    names = ("meta", "metas_programadas", "metas_ajustadas", "linea_base")
    assert [row.facts[name] for name in names] == [None, None, None, ""]


def test_a_baseline_without_a_year_is_its_value() -> None:
    (row,) = rows(baseline_year=None)

    assert row.facts["linea_base"] == "80 %"


@pytest.mark.parametrize(
    ("given", "note", "progress"),
    [
        ({"achieved": (25, 25)}, "Sin reporte en el trimestre", None),
        ({"achieved": (), "goals": (50, 50, 0, 0)}, "", None),
        (
            {"avances": {3: an_avance(10, justification="Faltó personal.", action="Se contrata.")}},
            "Faltó personal. Se contrata.",
            Decimal(60),
        ),
    ],
)
def test_the_note_says_why(given: dict[str, Any], note: str, progress: Decimal | None) -> None:
    (row,) = rows(**given)

    assert (row.facts["nota"], row.facts["avance"]) == (note, progress)


def test_what_is_blank_or_not_of_the_catalogue_is_to_be_looked_at() -> None:
    sheet = a_sheet(*rows(sense="Hacia arriba", dimension=None))

    assert [(each.sheet, each.column, each.text) for each in sheet.notices()] == [
        ("Art. 65 fr. IV", "Hipervínculo al programa", "En blanco"),
        ("Art. 65 fr. V", "Dimensión a medir", "En blanco"),
        (
            *("Art. 65 fr. V", "Sentido del indicador (catálogo)"),
            "«Hacia arriba» no está en el catálogo: Ascendente, Descendente, Regular, Nominal",
        ),
    ]
    assert [line[:3] for line in cells(sheet, NOTICES)][1] == [
        "Art. 65 fr. V",
        "402 · PP 08 · Actividad 7.1",
        "Dimensión a medir",
    ]
    page = load_workbook(BytesIO(transparency_xlsx(sheet)))["Art. 65 fr. V"]
    marked = [cell.coordinate for cell in page[5] if cell.fill.start_color.rgb == "FFFFF2CC"]
    assert marked == ["G5", "P5"]


def test_where_nothing_is_to_be_looked_at_it_says_so() -> None:
    assert cells(a_sheet(), NOTICES) == [[NOTHING, None, None, None]]
    assert cells(a_sheet(), "Art. 65 fr. V") == []


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    (line,) = cells(a_sheet(*rows(name='=HYPERLINK("http://x")', definition="+1")), "Art. 65 fr. V")

    page = load_workbook(BytesIO(transparency_xlsx(a_sheet(*rows(name="=1+1")))))["Art. 65 fr. V"]
    assert line[5] == '=HYPERLINK("http://x")'
    assert (page["F5"].data_type, page["F5"].quotePrefix) == ("s", True)


def test_it_is_printed_on_letter_paper_laid_down_with_its_headings() -> None:
    page = load_workbook(BytesIO(transparency_xlsx(a_sheet(*rows()))))["Art. 65 fr. V"]

    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 1)
    assert page.print_title_rows == "$4:$4"
    assert page.freeze_panes == "A5"
    assert page.auto_filter.ref == "A4:T5"


@pytest.mark.parametrize(
    "text",
    [
        "leyes = [",
        "catalogos = {}\ncolumnas = {}",
        "leyes = []\ncatalogos = {}\ncolumnas = {}",
        '[[leyes]]\nnombre = "x"\nhasta = 2025-01-01\nformatos = []',
        (
            '[catalogos]\n[columnas]\na = [{titulo="t", dato="nada"}]\n'
            '[[leyes]]\nnombre="x"\nformatos=[{hoja="h", titulo="t", columnas="a"}]'
        ),
        (
            '[catalogos]\n[columnas]\na = [{titulo="t", catalogo="nada"}]\n'
            '[[leyes]]\nnombre="x"\nformatos=[{hoja="h", titulo="t", columnas="a"}]'
        ),
    ],
)
def test_columns_that_cannot_be_read_say_where(tmp_path: Path, text: str) -> None:
    place = tmp_path / "transparencia.toml"
    place.write_text(text, encoding="utf-8")

    with pytest.raises(TemplateWrong) as wrong:
        laws(place)

    assert wrong.value.template == "transparencia.toml"


def test_a_column_that_names_no_fact_is_left_for_somebody_else(tmp_path: Path) -> None:
    place = tmp_path / "columnas.toml"
    place.write_text(
        '[catalogos]\n[columnas]\na = [{titulo="Liga"}]\n'
        '[[leyes]]\nnombre="x"\nformatos=[{hoja="h", titulo="t", columnas="a"}]',
        encoding="utf-8",
    )
    (law,) = laws(place)

    sheet = replace(a_sheet(*rows()), law=law)

    assert [form.columns[0].width for form in law.formats] == [16]
    assert cells(sheet, "h") == [[None]]
