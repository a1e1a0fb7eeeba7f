"""The MIR in Excel: what is understood, and what is refused cell by cell."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from domain.kit.indicators import BLANK, Level, LevelKind
from domain.kit.reports import CodedName, ImportedProgramme
from tests.documents.workbooks import a_programme, an_indicator, filled, read, read_one, refusals, saved

CELL = "hoja Indicadores, celda {}"


def test_programme_and_indicator_are_read_whole() -> None:
    programme = a_programme(**{"Ejes del PMD": "2. Uno\n3. Dos", "Objetivos del PMD": "2.6 Tres. 2.7 Cuatro"})
    indicator = an_indicator(
        Nivel="Actividad",
        Número="7.1",
        Definición="Mide\nárboles",
        Método_de_cálculo="(A / B) * 100",
        Unidad_de_medida="Porcentaje",
        Tipo="De gestión",
        Dimensión="eficacia",
        Frecuencia_de_medición="MENSUAL",
        Sentido_esperado="Ascendente",
        Área_responsable="Vivero",
        **{"Línea base: valor": 12.5, "Línea base: año": 2025},
    )

    (read_programme,) = read(filled([programme], [indicator, an_indicator()]))

    assert read_programme.unit == CodedName("402", "Jardines", "402 - Jardines")
    assert read_programme.programme == CodedName("08", "Ciudad verde", "08 - Ciudad verde")
    assert (read_programme.year, read_programme.period, read_programme.source) == (2026, None, "mir.xlsx")
    assert [(eje.code, eje.name) for eje in read_programme.ejes] == [("2", "Uno"), ("3", "Dos")]
    assert [objetivo.code for objetivo in read_programme.objetivos] == ["2.6", "2.7"]
    facts = read_programme.indicators[0].facts
    assert (facts.level, facts.name) == (Level(LevelKind.ACTIVIDAD, "7.1"), "Porcentaje de árboles")
    assert (facts.definition, facts.method) == ("Mide árboles", "(A / B) * 100")
    assert (facts.unit_of_measure, facts.type, facts.dimension) == ("Porcentaje", "Gestión", "Eficacia")
    assert (facts.frequency, facts.sense, facts.area) == ("Mensual", "Ascendente", "Vivero")
    assert (facts.baseline_value, facts.baseline_year) == (Decimal("12.5"), 2025)
    assert read_programme.indicators[0].programmed == (Decimal(25),) * 4
    assert (read_programme.indicators[0].achieved, read_programme.indicators[0].source_line) == (BLANK, 3)


def test_one_workbook_holds_several_units_and_programmes() -> None:
    programmes = [
        a_programme(),
        a_programme(**{"Clave PP": "6"}),
        a_programme(**{"Clave UR": "504", "Unidad Responsable": "IMPLAN"}),
    ]
    indicators = [
        an_indicator(Clave_PP="6", Nivel="Fin", Número=None),
        an_indicator(),
        an_indicator(Clave_UR=504),
    ]

    read_programmes = read(filled(programmes, indicators))

    assert [(p.unit.code, p.programme.code, len(p.indicators)) for p in read_programmes] == [
        ("402", "08", 1),
        ("402", "6", 1),
        ("504", "08", 1),
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [(8, "8"), (8.0, "8"), ("08", "08"), (" 8 ", "8")],
    ids=["whole", "float", "text", "spaces"],
)
def test_code_is_read_as_people_see_it(typed: object, code: str) -> None:
    (programme,) = read(filled([a_programme(**{"Clave PP": typed})]))

    assert (programme.programme.code, len(programme.indicators)) == (code, 1)


@pytest.mark.parametrize(
    ("kind", "number", "level"),
    [
        ("Componente", 7, "Componente 7"),
        ("Actividad", 7.1, "Actividad 7.1"),
        ("actividad", "7.10", "Actividad 7.10"),
        ("Actividad 7.1", None, "Actividad 7.1"),
        ("Propósito", None, "Propósito"),
    ],
)
def test_level_is_read_from_its_two_cells(kind: str, number: object, level: str) -> None:
    assert str(read_one(Nivel=kind, Número=number).facts.level) == level


@pytest.mark.parametrize(
    "goals",
    [(33.33, 33.33, 33.33, 0.01), ("25", "25 %", "25,5", 24.5), (0, 0, 0, 100), (0.1 + 0.2, 99.7, 0, 0)],
    ids=["hundredths", "text", "annual", "binary noise"],
)
def test_goals_are_exact_decimals(goals: tuple[Any, ...]) -> None:
    indicator = read_one(**{f"Meta_T{t}": goal for t, goal in enumerate(goals, start=1)})

    assert sum(goal for goal in indicator.programmed if goal is not None) == 100
    assert all(goal is not None and goal == round(goal, 2) for goal in indicator.programmed)


def test_goal_formatted_as_percent_is_what_excel_shows() -> None:
    def as_percent(book: Workbook) -> None:
        for cell in book["Indicadores"]["P3:S3"][0]:
            cell.value, cell.number_format = 0.25, "0%"

    (programme,) = read(filled(change=as_percent))

    assert programme.indicators[0].programmed == (Decimal(25),) * 4


def test_activity_without_its_component_is_a_warning() -> None:
    indicator = read_one(Nivel="Actividad", Número="7.1")

    assert [(flag.code, flag.needs_confirmation) for flag in indicator.flags] == [
        ("activity_without_component", False)
    ]


def test_activity_with_its_component_is_not_flagged() -> None:
    (programme,) = read(filled(indicators=[an_indicator(), an_indicator(Nivel="Actividad", Número="7.1")]))

    assert [indicator.flags for indicator in programme.indicators] == [(), ()]


def test_two_names_for_one_programme_code_are_a_warning() -> None:
    other = a_programme(
        **{"Clave UR": "504", "Unidad Responsable": "IMPLAN", "Programa Presupuestario": "Otro"}
    )

    programmes = read(filled([a_programme(), other], [an_indicator(), an_indicator(Clave_UR="504")]))

    assert [[flag.code for flag in p.flags] for p in programmes] == [[], ["programme_name_differs"]]


@pytest.mark.parametrize(
    ("values", "place", "text"),
    [
        ({"Meta_T1": "x"}, "P3", "«x» no es un número."),
        ({"Meta_T1": True}, "P3", "«True» no es un número."),
        ({"Meta_T1": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)}, "P3", "«2026-01-01"),
        ({"Meta_T1": 1e300}, "P3", "«1e+300» no es un número."),
        ({"Meta_T2": None}, "Q3", "Falta la meta del 2.º trimestre. Escriba 0"),
        ({"Meta_T3": -25}, "R3", "La meta -25 debe estar entre 0 y 100."),
        ({"Meta_T4": 125}, "S3", "La meta 125 debe estar entre 0 y 100."),
        ({"Meta_T4": 24.5}, "S3", "Las cuatro metas suman 99.5 y deben sumar 100."),
        ({"Nivel": None}, "C3", "Falta el nivel."),
        ({"Nivel": "Meta"}, "C3", "El nivel «Meta» no existe."),
        ({"Nivel": "Fin"}, "D3", "El número «7» no es de Fin."),
        ({"Número": None}, "D3", "Falta el número de Componente."),
        ({"Nombre_del_indicador": "  "}, "E3", "Falta el nombre del indicador."),
        ({"Definición": True}, "F3", "«True» no es texto."),
        ({"Tipo": "Otro"}, "I3", "«Otro» no está en la lista: Estratégico, Gestión."),
        ({"Línea base: año": 1999}, "N3", "El año 1999 debe estar entre 2000 y 2100."),
        ({"Línea base: año": 2020.5}, "N3", "El año 2020.5 debe estar entre 2000 y 2100."),
        ({"Clave_UR": 42}, "A3", "La clave «42» debe tener tres dígitos"),
        ({"Clave_PP": "dos palabras"}, "B3", "La clave «dos palabras» no se entiende."),
        ({"Clave_PP": None}, "B3", "Falta la clave del Programa Presupuestario."),
        ({"Clave_PP": 9}, "B3", "La hoja Programas no tiene el programa 9 de la UR 402."),
        ({"Definición": "=A1"}, "F3", "La celda tiene una fórmula sin resultado."),
        ({"Meta_T1": "=10+15"}, "P3", "La celda tiene una fórmula sin resultado."),
        ({"Definición": "a" * 5_001}, "F3", "El texto pasa de 5000 caracteres."),
    ],
)
def test_wrong_cell_of_an_indicator_is_refused_with_its_place(
    values: dict[str, Any], place: str, text: str
) -> None:
    reasons = refusals(filled(indicators=[an_indicator(Número="8"), an_indicator(**values)]))

    (found,) = [said for where, said in reasons if where == CELL.format(place.replace("3", "4"))]
    assert found.startswith(text)
    assert {where for where, _ in reasons} <= {CELL.format(place.replace("3", "4"))}


@pytest.mark.parametrize(
    ("values", "place", "text"),
    [
        ({"Ejercicio": None}, "A3", "Falta el ejercicio."),
        ({"Ejercicio": 1999}, "A3", "El año 1999 debe estar entre 2000 y 2100."),
        ({"Unidad Responsable": None}, "C3", "Falta el nombre de la Unidad Responsable."),
        ({"Programa Presupuestario": None}, "E3", "Falta el nombre del Programa Presupuestario."),
    ],
)
def test_wrong_cell_of_a_programme_is_refused_with_its_place(
    values: dict[str, Any], place: str, text: str
) -> None:
    where, said = refusals(filled([a_programme(**values)]))[0]

    assert where == f"hoja Programas, celda {place}"
    assert said.startswith(text)


@pytest.mark.parametrize(
    ("values", "place", "text"),
    [
        (
            {"Clave PP": "6", "Unidad Responsable": "Parques"},
            "C4",
            "La UR 402 se llama «Jardines» en el renglón 3.",
        ),
        ({"Clave PP": "8"}, "D4", "Este programa ya está en el renglón 3."),
        ({"Clave PP": "6", "Ejercicio": 2027}, "A4", "El libro ya trae el ejercicio 2026."),
        ({"Clave PP": "6"}, "D4", "El programa no tiene indicadores en la hoja Indicadores."),
    ],
    ids=["two names", "twice", "two years", "no indicators"],
)
def test_programmes_that_contradict_each_other_are_refused(
    values: dict[str, Any], place: str, text: str
) -> None:
    reasons = refusals(filled([a_programme(), a_programme(**values)]))

    assert any(where == f"hoja Programas, celda {place}" and said.startswith(text) for where, said in reasons)


def test_repeated_indicator_is_refused() -> None:
    ((place, text),) = refusals(filled(indicators=[an_indicator(), an_indicator(Número=7)]))

    assert place == CELL.format("C4")
    assert text == "«Componente 7» ya está en el renglón 3. Deje un solo indicador por nivel y número."


def test_all_errors_come_at_once() -> None:
    indicators = [an_indicator(Meta_T1="x", Nivel="Meta"), an_indicator(Nombre_del_indicador=None)]

    reasons = refusals(filled([a_programme(Ejercicio=1)], indicators))

    assert [place.rsplit(" ", 1)[1] for place, _ in reasons] == ["A3", "C3", "P3", "E4"]


def test_workbook_without_programmes_is_refused() -> None:
    ((place, text),) = refusals(filled([], []))

    assert (place, text.split(".")[0]) == ("hoja Programas", "No hay ningún programa")


def test_merged_cells_are_refused_with_their_range() -> None:
    reasons = refusals(filled(change=lambda book: book["Indicadores"].merge_cells("A3:A4")))

    assert reasons == [
        (
            "hoja Indicadores, celdas A3:A4",
            "Hay celdas combinadas. Sepárelas y repita el dato en cada renglón.",
        )
    ]


def test_missing_sheet_is_refused() -> None:
    reasons = refusals(filled(change=lambda book: book.remove(book["Indicadores"])))

    assert [(place, text.split(".")[0]) for place, text in reasons] == [
        ("libro", "Falta la hoja «Indicadores»")
    ]


def test_workbook_of_another_kind_is_refused_sheet_by_sheet() -> None:
    assert len(refusals(saved(Workbook()))) == 2


def test_sheet_names_and_headings_may_change_case_accents_and_order() -> None:
    def shuffle(book: Workbook) -> None:
        sheet = book["Indicadores"]
        book["Programas"].title = "PROGRAMAS "
        sheet["F1"], sheet["G1"] = "METODO DE CALCULO", "definicion "
        sheet["F3"] = "A / B"

    (programme,) = read(filled(change=shuffle))

    assert programme.indicators[0].facts.method == "A / B"


@pytest.mark.parametrize(
    ("heading", "text"),
    [("Metas", "Falta el encabezado «Definición»."), ("Nivel", "El encabezado «Nivel» está dos veces.")],
)
def test_missing_and_repeated_headings_are_refused(heading: str, text: str) -> None:
    def rename(book: Workbook) -> None:
        book["Indicadores"]["F1"] = heading

    reasons = refusals(filled(change=rename))

    assert any(place == "hoja Indicadores, renglón 1" and said.startswith(text) for place, said in reasons)


def test_empty_sheet_lacks_all_its_headings() -> None:
    def empty(book: Workbook) -> None:
        book["Programas"].delete_rows(1, 400)

    assert len(refusals(filled(change=empty))) == 7


def test_more_than_five_thousand_rows_are_refused() -> None:
    def fill(book: Workbook) -> None:
        for line in range(3, 5_005):
            book["Programas"].cell(line, 1, 2026)

    reasons = refusals(filled(change=fill))

    assert reasons == [
        (
            "hoja Programas, renglón 5002",
            "La hoja tiene más de 5000 renglones. Divida la MIR en varios libros.",
        )
    ]


def test_extra_columns_are_ignored() -> None:
    def annotate(book: Workbook) -> None:
        book["Indicadores"]["V1"], book["Indicadores"]["V3"] = "Notas", "x"

    programmes: tuple[ImportedProgramme, ...] = read(filled(change=annotate))

    assert len(programmes[0].indicators) == 1
