"""Reports printed as one narrative sheet per indicator (2025)."""

from decimal import Decimal

import pytest

from domain.kit.indicators import BLANK, Level, LevelKind
from domain.kit.periods import Period
from tests.documents.informes import a_sheet, flag_codes, read, refusals

SPLIT_LABELS = """
3ER. INFORME TRIMESTRAL 2025
(JULIO-SEPTIEMBRE)

UNIDAD RESPONSABLE:
101.- SECRETARIA DE JARDINES

PROGRAMA PRESUPUESTARIO 08.-
CIUDAD VÉRDE

EJE 2.- CIUDAD LIMPIA.

OBJETIVO 2.6.
PLANTAR ÁRBOLES EN LA CIUDAD
Y CUIDARLOS.

ACTIVIDAD 7.1.

INDICADOR:
PORCENTAJE DE ÁRBOLES
CON RIEGO.

AREA RESPONSABLE:
VIVERO
DE LA CIUDAD.

VALOR ALCANZADO:
26%

Prosa que no se lee: INDICADOR de algo.
"""


def test_sheet_gives_level_name_area_and_value_of_its_quarter() -> None:
    programme = read(a_sheet())

    (indicator,) = programme.indicators
    assert programme.period == Period(2025, 3)
    assert indicator.facts.level == Level(LevelKind.COMPONENTE, "7")
    assert indicator.facts.name == "PORCENTAJE DE ÁRBOLES VIVOS."
    assert (indicator.facts.area, indicator.facts.unit_of_measure) == ("VIVERO", "Porcentaje")
    assert indicator.achieved == (None, None, Decimal(25), None)
    assert (indicator.programmed, indicator.evidence_raw, indicator.source_line) == (BLANK, None, 6)


def test_sheets_say_that_they_bring_no_goals() -> None:
    assert [flag.code for flag in read(a_sheet()).flags] == ["no_goals"]


def test_labels_and_values_on_different_lines_are_joined() -> None:
    programme = read(SPLIT_LABELS)

    (indicator,) = programme.indicators
    assert (programme.unit.code, programme.programme.code) == ("101", "08")
    assert programme.programme.raw == "08.- CIUDAD VÉRDE"
    assert [eje.name for eje in programme.ejes] == ["Ciudad limpia"]
    assert [(o.code, o.name) for o in programme.objetivos] == [
        ("2.6", "Plantar árboles en la ciudad y cuidarlos.")
    ]
    assert str(indicator.facts.level) == "Actividad 7.1"
    assert indicator.facts.name == "PORCENTAJE DE ÁRBOLES CON RIEGO."
    assert indicator.facts.area == "VIVERO DE LA CIUDAD."
    assert (indicator.achieved, indicator.source_line) == ((None, None, Decimal(26), None), 19)


def test_names_in_capitals_take_the_best_spelling_of_the_document() -> None:
    programme = read(a_sheet() + SPLIT_LABELS)

    assert programme.unit.name == "Secretaría de Jardines"
    assert programme.programme.name == "Ciudad Vérde"


def test_second_indicator_under_the_same_header_is_not_lost() -> None:
    second = "ACTIVIDAD 7.1.\n\nINDICADOR: PORCENTAJE DE RIEGO.\n\nVALOR ALCANZADO: 10 %\nProsa.\n"

    programme = read(a_sheet() + second)

    assert [str(i.facts.level) for i in programme.indicators] == ["Componente 7", "Actividad 7.1"]
    assert programme.indicators[1].achieved[2] == Decimal(10)


def test_level_alone_in_the_prose_is_no_sheet() -> None:
    assert len(read(a_sheet(prose="Componente 7\n\nObjetivo\nde la actividad")).indicators) == 1


def test_number_of_the_level_may_come_on_the_next_line() -> None:
    assert read(a_sheet(level="COMPONENTE:\n\n7")).indicators[0].facts.level.number == "7"


def test_value_without_percent_sign_has_no_unit_of_measure() -> None:
    assert read(a_sheet(value="VALOR ALCANZADO: 25")).indicators[0].facts.unit_of_measure is None


@pytest.mark.parametrize("value", ["en proceso", "-5%", "25% y 30%"])
def test_value_that_is_not_a_percentage_is_asked(value: str) -> None:
    (indicator,) = read(a_sheet(value=f"VALOR ALCANZADO:\t{value}")).indicators

    (flag,) = indicator.flags
    assert indicator.achieved == BLANK
    assert (flag.code, flag.quarter, flag.needs_confirmation) == ("achieved_unclear", 3, True)
    assert flag.raw_row == value


def test_sheet_without_value_is_not_reported() -> None:
    text = a_sheet() + a_sheet(level="ACTIVIDAD 7.1.", value="")

    programme = read(text)

    assert flag_codes(programme.indicators[1]) == ["not_reported"]
    assert programme.indicators[1].achieved == BLANK


@pytest.mark.parametrize(
    ("sheet", "line", "text"),
    [
        (a_sheet(level=""), 1, "Falta el nivel del indicador."),
        (a_sheet(level="COMPONENTE: 7.1"), 5, "No se entiende «COMPONENTE: 7.1»."),
        (a_sheet(name=""), 1, "La ficha no dice su indicador."),
        (
            a_sheet() + a_sheet(level="ACTIVIDAD 7.1.", name="", value=""),
            13,
            "La ficha no dice su indicador.",
        ),
    ],
    ids=["no level", "bad level", "no name", "neither name nor value"],
)
def test_sheet_that_is_wrong_is_refused_with_its_line(sheet: str, line: int, text: str) -> None:
    ((place, said),) = refusals(sheet)

    assert place == f"línea {line}"
    assert said.startswith(text)


def test_text_that_is_no_report_is_refused() -> None:
    ((place, text),) = refusals("Hola, les mando el informe mañana.")

    assert place == "línea 1"
    assert text.startswith("Esto no parece un Informe Trimestral")


def test_report_whose_only_sheet_has_no_indicator_is_refused() -> None:
    ((_, text),) = refusals(
        a_sheet(level="", name="", value="") + "\n3ER. INFORME TRIMESTRAL 2025\nINDICADOR: X\n"
    )

    assert text.startswith("Esto no parece un Informe Trimestral")
