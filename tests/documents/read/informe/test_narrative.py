"""The contents of a narrative sheet of 2025: its paragraphs, its tables, and no signatures."""

import pytest

from domain.kit.narrative import CountTable, Narrative
from tests.documents.informes import a_sheet, read

TABLE = "Reuniones de gabinete\t07\nTequios\t1,021"


def told(prose: str, *, value: str = "VALOR ALCANZADO:\t25%", **given: str) -> Narrative | None:
    (indicator,) = read(a_sheet(prose=prose, value=value, **given)).indicators
    return indicator.narrative


def test_paragraphs_are_kept_one_below_the_other() -> None:
    assert told("Se plantó.\nY se regó.\n\n \n[Firma]\n\nDespués llovió.") == Narrative(
        "Se plantó. Y se regó.\nDespués llovió."
    )


def test_lines_with_a_bullet_are_lines_of_their_own() -> None:
    found = told("Por género:\n- Hombres\n- Mujeres")

    assert found is not None
    assert found.text == "Por género:\n- Hombres\n- Mujeres"


def test_rows_with_a_count_behind_a_tabulator_are_a_table() -> None:
    found = told(f"Se agendaron, de las cuales destacan:\n{TABLE}\nY otras más.\n\n{TABLE}")

    table = CountTable("Tabla 1", (("Reuniones de gabinete", 7), ("Tequios", 1021)), 1028)
    assert found == Narrative(
        "Se agendaron, de las cuales destacan:\nY otras más.",
        (table, CountTable("Tabla 2", table.rows, table.total)),
    )


def test_one_row_alone_is_part_of_the_text() -> None:
    assert told("Hubo:\n\nTequios\t21") == Narrative("Hubo:\nTequios 21")


@pytest.mark.parametrize(
    "value", ["VALOR ALCANZADO:\t25%", "VALOR ALCANZADO: 25%", "VALOR ALCANZADO:\n\n25%"]
)
def test_the_value_is_no_part_of_it(value: str) -> None:
    assert told("Se plantó.", value=value) == Narrative("Se plantó.")


@pytest.mark.parametrize(
    "signature", ["Elaboró:", "ELABORÓ", "Validó:", "Vo. Bo.", "Elaboró: Jefa del Vivero"]
)
def test_it_ends_where_somebody_signs(signature: str) -> None:
    assert told(f"Se plantó.\n\n{signature}\nPersona Uno") == Narrative("Se plantó.")


def test_it_ends_where_the_next_sheet_begins() -> None:
    first = a_sheet(prose="Del componente.").replace("Elaboró:", "")
    second = a_sheet(level="ACTIVIDAD 7.1.", prose="De la actividad.")

    assert [each.narrative for each in read(f"{first}\n{second}").indicators] == [
        Narrative("Del componente."),
        Narrative("De la actividad."),
    ]


def test_a_sheet_that_tells_nothing_has_none() -> None:
    assert told("") is None
    assert told(TABLE) is None


def test_a_sheet_without_a_value_has_none() -> None:
    report = f"{a_sheet(level='ACTIVIDAD 7.1.', value='')}\n{a_sheet(prose='Se regó.')}"

    assert [each.narrative for each in read(report).indicators] == [None, Narrative("Se regó.")]
