"""Reports printed as a table (2022 and 2024)."""

from decimal import Decimal

import pytest

from domain.kit.indicators import BLANK, IndicatorFacts, Level, LevelKind
from tests.documents.informes import a_header, a_row, a_table, flag_codes, read, read_one, refusals


def decimals(*values: int | None) -> tuple[Decimal | None, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


def test_intact_row_is_read_whole_and_without_flags() -> None:
    row = a_row()

    indicator = read_one(row)

    assert indicator.facts == IndicatorFacts(
        level=Level(LevelKind.COMPONENTE, "1"),
        name="Porcentaje de árboles",
        definition="Mide los árboles",
        method="(Vivos / Plantados) * 100",
        unit_of_measure="Porcentaje",
        type="Gestión",
        dimension="Eficacia",
        frequency="Mensual",
        sense="Ascendente",
        baseline_value=Decimal(10),
        baseline_year=2023,
    )
    assert indicator.programmed == decimals(25, 25, 25, 25)
    assert indicator.achieved == decimals(25, None, None, None)
    assert indicator.evidence_raw == "Oficio A/1/2024 de mayo."
    assert (indicator.source_line, indicator.raw_row, indicator.flags) == (12, row, ())


def test_rows_of_all_pages_come_in_order() -> None:
    pages = [a_table(a_row("Componente 1"), a_row("Actividad 1.1")), a_table(a_row("Componente 2"))]

    programme = read("\n\n".join(pages))

    assert [str(indicator.facts.level) for indicator in programme.indicators] == [
        "Componente 1",
        "Actividad 1.1",
        "Componente 2",
    ]


def test_blank_evidence_and_dashes_are_nothing() -> None:
    indicator = read_one(a_row(numbers=GOOD_WITH_DASHES, evidence=""))

    assert indicator.evidence_raw is None
    assert indicator.achieved == decimals(25, None, None, None)
    assert indicator.flags == ()


GOOD_WITH_DASHES = "25 25 25 25 100 25 - – — 25 0 25 25 25 75"


def test_type_is_written_in_one_way() -> None:
    kinds = [read_one(a_row(kind=kind)).facts.type for kind in ("ESTRATEGICO", "De Gestión", "Otro", "")]

    assert kinds == ["Estratégico", "Gestión", "Otro", None]


def test_row_displaced_to_the_right_is_read_from_its_level() -> None:
    indicator = read_one(a_row(lead=9))

    assert indicator.achieved == decimals(25, None, None, None)
    assert flag_codes(indicator) == ["row_displaced"]


def test_shifted_cells_are_flagged_with_the_raw_row() -> None:
    row = a_row(numbers="25 25 25 25 100 25 _ _ _ _ _ 25 0 25 25 25 75")

    indicator = read_one(row)

    assert indicator.achieved == decimals(25, None, None, None)
    assert [(flag.code, flag.raw_row) for flag in indicator.flags] == [("shifted_cells", row)]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ("40 30 20 10 100 5 _ _ _ 5 35 20 10 95", "Se perdió la variación del 2.º trimestre; "),
        ("25 25 25 25 100 25 _ _ _ 25 0 25 25 75", "Se perdió una celda de variación; "),
        ("0 0 0 100 100 0 0 0 0 0 0 0 100 100", "Se perdió una celda (la lectura es la misma "),
    ],
    ids=["which one is known", "one of three equal ones", "one of many kinds"],
)
def test_lost_cell_is_named_as_far_as_it_can_be_known(numbers: str, text: str) -> None:
    indicator = read_one(a_row(numbers=numbers))

    assert flag_codes(indicator) == ["lost_cell"]
    assert indicator.flags[0].text.startswith(text)
    assert not indicator.flags[0].needs_confirmation


def test_wrong_accumulated_value_is_said_with_both_numbers() -> None:
    indicator = read_one(a_row(numbers="15 20 0 65 100 15 20 0 0 0 0 65 65"), period="2do. Trimestre 2024")

    assert indicator.achieved == decimals(15, 20, None, None)
    assert flag_codes(indicator) == ["shifted_cells", "wrong_number"]
    assert indicator.flags[1].text == "El acumulado alcanzado dice 0; por las demás cifras es 35."


def test_cut_row_keeps_the_first_quarter_and_asks_the_second_with_its_readings() -> None:
    row = a_row(numbers="25 25 25 25 100 20 _ 80 _", evidence="", lead=9)

    indicator = read_one(row, period="2do. Trimestre 2024")

    assert indicator.achieved == decimals(20, None, None, None)
    assert flag_codes(indicator) == ["row_displaced", "truncated_row", "achieved_unclear"]
    doubt = indicator.flags[2]
    assert (doubt.quarter, doubt.candidates) == (2, decimals(80, 0))
    assert (doubt.needs_confirmation, doubt.raw_row) == (True, row)
    assert doubt.text.endswith("podría ser 80 o 0. Elija el valor correcto.")


def test_altered_achieved_value_is_asked_with_both_readings() -> None:
    indicator = read_one(a_row(numbers="25 25 25 25 100 92 _ _ _ 29 -4 25 25 25 71"))

    assert indicator.achieved == BLANK
    assert indicator.flags[-1].candidates == decimals(29, 92)


def test_row_that_cannot_be_read_asks_for_each_quarter() -> None:
    numbers = "25 25 25 25 100 7 _ _ _ 9 1 2 3 4 5"

    indicator = read_one(a_row(numbers=numbers), period="2do. Trimestre 2024")

    assert flag_codes(indicator) == ["unreadable_row", "achieved_unclear", "achieved_unclear"]
    assert "podría ser 7." in indicator.flags[1].text
    assert (
        indicator.flags[2].text
        == "No se pudo leer lo alcanzado del 2.º trimestre. Escriba el valor correcto."
    )


def test_goals_that_nothing_confirms_are_asked() -> None:
    indicator = read_one(a_row(numbers="25 25 25 20 100 7 _ _ _ 9 1 2 3 4 5"))

    assert indicator.programmed == BLANK
    assert flag_codes(indicator).count("goal_unclear") == 4


def test_row_without_values_is_not_reported() -> None:
    indicator = read_one(a_row(numbers="0 0 0 100 100 _ _ _", evidence=""))

    assert (indicator.achieved, flag_codes(indicator)) == (BLANK, ["not_reported"])


def test_blank_quarter_up_to_the_reported_one_is_said() -> None:
    indicator = read_one(a_row(numbers="25 25 25 25 100 _ 30 _ _ 30 25 -5 25 25 70"), period="3T2024")

    assert indicator.achieved == decimals(None, 30, None, None)
    assert [(flag.code, flag.quarter, flag.needs_confirmation) for flag in indicator.flags] == [
        ("quarter_blank", 1, False),
        ("quarter_blank", 3, False),
    ]


def test_goals_that_do_not_give_100_are_flagged() -> None:
    indicator = read_one(a_row(numbers="25 25 25 15 90 25 _ _ _ 25 0 25 25 15 65"))

    assert flag_codes(indicator) == ["goals_not_100"]
    assert "suman 90 y no 100" in indicator.flags[0].text


def test_words_among_the_numbers_are_said() -> None:
    indicator = read_one(a_row(numbers="25 25 25 25 100 25 N/A _ _ 25 0 25 25 25 75"))

    assert indicator.achieved == decimals(25, None, None, None)
    assert flag_codes(indicator) == ["text_in_numbers"]


@pytest.mark.parametrize(
    ("baseline", "value", "year", "codes"),
    [
        ("10 2023", Decimal(10), 2023, []),
        ("2023 10", Decimal(10), 2023, ["baseline_swapped"]),
        ("2020 2023", Decimal(2020), 2023, ["baseline_unclear"]),
        ("10 11", Decimal(10), None, ["baseline_unclear"]),
        ("N/D 2023", None, 2023, []),
        ("_ _", None, None, []),
    ],
    ids=["as the heading", "inverted", "two years", "no year", "no value", "empty"],
)
def test_year_of_the_baseline_is_the_one_of_four_digits(
    baseline: str, value: Decimal | None, year: int | None, codes: list[str]
) -> None:
    indicator = read_one(a_row(baseline=baseline))

    assert (indicator.facts.baseline_value, indicator.facts.baseline_year) == (value, year)
    assert flag_codes(indicator) == codes


@pytest.mark.parametrize(("baseline", "codes"), [("10 2023", ["baseline_swapped"]), ("2023 10", [])])
def test_heading_may_name_the_year_first(baseline: str, codes: list[str]) -> None:
    (indicator,) = read(a_table(a_row(baseline=baseline), baseline="Año\tValor")).indicators

    assert (indicator.facts.baseline_value, indicator.facts.baseline_year) == (Decimal(10), 2023)
    assert flag_codes(indicator) == codes


@pytest.mark.parametrize(
    ("definition", "method", "codes"),
    [
        ("Mide vivos / plantados)", "(Vivos / Plantados)", ["definition_has_formula"]),
        ("Mide (vivos / plantados) * 100", "(Vivos / Plantados) * 100", ["definition_has_formula"]),
        ("Mide altas y/o bajas", "(Vivos / Plantados) * 100", []),
        ("Mide vivos /", "", []),
        ("", "(Vivos plantados) * 100", ["method_incomplete"]),
    ],
    ids=["formula pasted", "formula with its hundred", "y/o is no formula", "no method", "no denominator"],
)
def test_definition_and_method_are_checked(definition: str, method: str, codes: list[str]) -> None:
    assert flag_codes(read_one(a_row(definition=definition, method=method))) == codes


@pytest.mark.parametrize("evidence", ["Oficio A/1 del 3 de mayo,", "Plano de Municipio de", "Oficio ("])
def test_evidence_cut_in_the_middle_is_flagged(evidence: str) -> None:
    indicator = read_one(a_row(evidence=evidence))

    assert (indicator.evidence_raw, flag_codes(indicator)) == (evidence, ["evidence_cut"])


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (a_row(numbers="25 abc 25 25 100 25"), "La meta del 2.º trimestre dice «abc» y debe ser un número"),
        (a_row(numbers="25 25 25 25 cien 25"), "El total programado dice «cien»"),
        (a_row(name=""), "Falta el nombre del indicador de «Componente 1»"),
        (a_row(name="25"), "En «Componente 1» faltan celdas antes de la línea base"),
        ("Componente 1\tPorcentaje", "El renglón de «Componente 1» no está completo"),
        (a_row(level="Componente 1.1"), "No se entiende el nivel «Componente 1.1»"),
        (a_row(level=""), "No se entiende el nivel «Porcentaje de árboles»"),
        (a_row(level="Fin" + " " * 60), "No se entiende el nivel «Fin»"),
    ],
    ids=["goal", "total", "no name", "lost cell", "short row", "bad level", "no level", "endless level"],
)
def test_row_that_is_wrong_is_refused_with_its_line(row: str, text: str) -> None:
    ((place, said),) = refusals(a_table(row))

    assert place == "línea 12"
    assert said.startswith(text)


def test_all_wrong_rows_are_said_at_once() -> None:
    rows = [a_row("Componente 1", name=""), a_row("Componente 2"), a_row("Componente 3", name="")]

    assert [place for place, _ in refusals(a_table(*rows))] == ["línea 12", "línea 14"]


def test_table_without_rows_is_refused() -> None:
    ((_, text),) = refusals(a_table())

    assert text.startswith("El informe no trae ningún indicador.")


def test_same_row_twice_is_taken_once_and_flagged() -> None:
    programme = read(a_table(a_row(), a_row()))

    assert len(programme.indicators) == 1
    assert [(flag.code, flag.source_line) for flag in programme.flags] == [("repeated_row", 13)]


def test_same_level_with_other_data_is_refused() -> None:
    ((place, text),) = refusals(a_table(a_row(), a_row(name="Otro")))

    assert (place, text) == (
        "línea 13",
        "«Componente 1» ya está en la línea 12 con otros datos. Deje uno solo.",
    )


def test_loose_text_after_a_row_is_flagged() -> None:
    programme = read(a_table(a_row(), "oficio A/2/2024"))

    assert [(flag.code, flag.source_line) for flag in programme.flags] == [("stray_line", 13)]


def test_next_page_right_after_a_row_is_not_loose_text() -> None:
    programme = read("\n".join([a_table(a_row()), a_table(a_row("Componente 2"))]))

    assert (len(programme.indicators), programme.flags) == (2, ())


def test_carriage_returns_decomposed_accents_and_byte_mark_do_not_matter() -> None:
    text = a_table(a_row(level="Propo\u0301sito"))

    programme = read("\ufeff" + text.replace("\n", "\r\n"))

    assert programme.indicators[0].facts.level == Level(LevelKind.PROPOSITO)
    assert programme.indicators[0].source_line == 12


def test_endless_text_is_refused() -> None:
    ((_, text),) = refusals("a" * 1_000_001)

    assert text.startswith("El texto es demasiado largo")


def test_header_only_pages_need_no_rows() -> None:
    programme = read(a_header() + "\n" + a_table(a_row()))

    assert len(programme.indicators) == 1
