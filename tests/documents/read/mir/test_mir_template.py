"""The template of the MIR: its contents, and that filled cells are read back."""

from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.mir_template import mir_template
from documents.read.mir.columns import INDICATOR_COLUMNS, INDICATORS, PROGRAMMES, SHEETS
from domain.kit.indicators import LevelKind
from tests.documents.workbooks import A_PROGRAMME, filled, headings, read, refusals

book = load_workbook(BytesIO(mir_template()))

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12).filter(
    lambda word: not word.isspace()
)
phrases = st.lists(words, min_size=1, max_size=4).map(lambda parts: "X " + " ".join(parts))


def test_template_opens_on_the_instructions() -> None:
    assert book.sheetnames == ["Instrucciones", PROGRAMMES, INDICATORS]
    assert "El renglón gris que dice EJEMPLO no se lee." in str(book["Instrucciones"]["B4"].value)


def test_headings_stay_in_sight() -> None:
    assert (book[PROGRAMMES].freeze_panes, book[INDICATORS].freeze_panes) == ("D2", "E2")
    for title, columns in SHEETS.items():
        assert headings(title) == [cell.value for cell in book[title][1]][: len(columns)]


def test_closed_lists_are_drop_downs() -> None:
    lists = {
        str(validation.sqref): validation.formula1
        for validation in book[INDICATORS].data_validations.dataValidation
        if validation.type == "list"
    }

    assert lists["C2:C301"] == '"Fin,Propósito,Componente,Actividad"'
    assert len(lists) == sum(bool(column.choices) for column in INDICATOR_COLUMNS) == 5


def test_codes_are_text_and_goals_are_numbers() -> None:
    sheet = book[INDICATORS]

    assert [sheet.column_dimensions[letter].number_format for letter in "ABDP"] == ["@", "@", "@", "0.00##"]


def test_sum_of_the_goals_is_shown_and_not_read() -> None:
    assert book[INDICATORS]["T3"].value == '=IF(COUNT(P3:S3)=0,"",SUM(P3:S3))'
    assert len(read(filled())) == 1


def test_example_rows_are_skipped() -> None:
    assert [place for place, _ in refusals(mir_template())] == ["hoja Programas"]


@st.composite
def goals(draw: st.DrawFn) -> list[float]:
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=3, max_size=3)))
    edges = [0, *cuts, 10_000]
    return [(b - a) / 100 for a, b in pairwise(edges)]


def options(heading: str) -> st.SearchStrategy[str | None]:
    column = next(column for column in INDICATOR_COLUMNS if column.heading == heading)
    return st.one_of(st.none(), st.sampled_from(column.choices))


@st.composite
def indicators(draw: st.DrawFn) -> list[dict[str, Any]]:
    components = draw(st.lists(st.integers(1, 30), min_size=1, max_size=3, unique=True))
    levels: list[tuple[str, str | None]] = [("Fin", None), ("Propósito", None)]
    for number in components:
        levels += [("Componente", str(number)), ("Actividad", f"{number}.1"), ("Actividad", f"{number}.10")]
    rows = []
    for kind, level_number in levels:
        row: dict[str, Any] = {"Clave UR": "402", "Clave PP": "08", "Nivel": kind, "Número": level_number}
        row["Nombre del indicador"] = draw(phrases)
        row |= {name: draw(st.one_of(st.none(), phrases)) for name in ("Definición", "Área responsable")}
        row |= {name: draw(options(name)) for name in ("Tipo", "Dimensión", "Sentido esperado")}
        row["Línea base: valor"] = draw(st.one_of(st.none(), st.integers(0, 10**6).map(lambda n: n / 100)))
        row["Línea base: año"] = draw(st.one_of(st.none(), st.integers(2000, 2100)))
        rows.append(row | {f"Meta T{t}": goal for t, goal in enumerate(draw(goals()), start=1)})
    return rows


@settings(max_examples=20, deadline=None)
@given(indicators(), phrases)
def test_what_is_filled_in_comes_back(rows: list[dict[str, Any]], name: str) -> None:
    content = filled([A_PROGRAMME | {"Programa Presupuestario": name}], rows)

    (programme,) = read(content)

    assert programme.programme.name == name
    assert len(programme.indicators) == len(rows)
    for row, indicator in zip(rows, programme.indicators, strict=True):
        facts, number = indicator.facts, row["Número"] or ""
        assert (facts.level.kind, facts.level.number) == (LevelKind(row["Nivel"]), number)
        assert (facts.name, facts.definition) == (row["Nombre del indicador"], row["Definición"])
        assert (facts.area, facts.type) == (row["Área responsable"], row["Tipo"])
        assert (facts.dimension, facts.sense) == (row["Dimensión"], row["Sentido esperado"])
        assert facts.baseline_value == as_decimal(row["Línea base: valor"])
        assert facts.baseline_year == row["Línea base: año"]
        assert indicator.programmed == tuple(as_decimal(row[f"Meta T{t}"]) for t in (1, 2, 3, 4))
        assert indicator.flags == ()


def as_decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
