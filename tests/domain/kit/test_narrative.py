"""The narrative sheet: a meaningful text, tables with checked sums, a chart."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.dialogues.forms import FieldRefused
from domain.kit.narrative import (
    Chart,
    ChartKind,
    CountTable,
    Narrative,
    chart_data,
    chart_from,
    digest_of,
    read_table,
    read_text,
    sum_differs,
    tables_data,
    tables_from,
)

TEXT = "Se dieron 33 talleres de lectura en el centro y en las agencias"
TALLERES = CountTable("Talleres", (("Centro", 12), ("Agencias", 21)), 33)

words = st.from_regex(r"[A-Za-zÁÉÍÓÚñ]{1,12}( [A-Za-zñ]{1,12}){0,3}", fullmatch=True).filter(
    lambda text: text.casefold() != "total"
)
tables = st.builds(
    CountTable,
    words,
    st.lists(st.tuples(words, st.integers(0, 999_999_999)), min_size=1, max_size=20).map(tuple),
    st.integers(0, 999_999_999),
)


def refused(read: Any, text: str) -> str:
    with pytest.raises(FieldRefused) as caught:
        read(text)
    return caught.value.problem


def test_a_text_is_kept_in_one_paragraph() -> None:
    assert read_text(f" {TEXT[:9]}\n{TEXT[9:]}\n ") == TEXT


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("Se dieron talleres", "narrative_text_too_short", id="short"),
        pytest.param("x" * 60, "narrative_text_too_short", id="one sign"),
        pytest.param("sin novedad " * 6, "narrative_text_too_short", id="the same words"),
        pytest.param(f"{TEXT} " * 40, "narrative_text_too_long", id="long"),
    ],
)
def test_a_text_that_says_nothing_is_refused(text: str, problem: str) -> None:
    assert refused(read_text, text) == problem


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Talleres\nCentro: 12\nAgencias: 21\nTotal: 33", id="colons"),
        pytest.param("Talleres:\n\n Centro 12\nAgencias   21", id="without colons or total"),
        pytest.param("Talleres\nCentro : 12\nAgencias 21\nTOTAL 33", id="mixed"),
    ],
)
def test_a_table_is_a_title_and_rows(text: str) -> None:
    table = read_table(text)

    assert table == TALLERES
    assert not sum_differs(table)


def test_a_wrong_total_is_kept_as_stated() -> None:
    table = read_table("Talleres\nCentro: 12\nAgencias: 21\nTotal: 34")

    assert (table.sum, table.total) == (33, 34)
    assert sum_differs(table)


def test_thousands_may_be_grouped() -> None:
    table = read_table("Personas por ruta en 2025\nRuta 1: 1,234\nRuta 2: 2 345\nRuta 3 4,000")

    assert table.rows == (("Ruta 1", 1234), ("Ruta 2", 2345), ("Ruta 3", 4000))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "table_without_rows", id="empty"),
        pytest.param("Talleres", "table_without_rows", id="title only"),
        pytest.param("Talleres\nTotal: 3", "table_without_rows", id="total only"),
        pytest.param("Talleres\nTotal: 3\nCentro: 3", "table_without_rows", id="total first"),
        pytest.param("Centro: 12\nAgencias: 21", "table_without_title", id="no title"),
        pytest.param("Centro 12\nAgencias 21", "table_without_title", id="no title, no colons"),
        pytest.param("Talleres\nCentro: muchos", "table_line", id="no number"),
        pytest.param("Talleres\nCentro: 12.5", "table_line", id="no whole number"),
        pytest.param("Talleres\nCentro: 12345678901", "table_line", id="too many"),
        pytest.param("Talleres\n: 12", "table_line", id="no concept"),
        pytest.param("Talleres\n:: 12", "table_line", id="concept of signs"),
        pytest.param(f"Talleres\n{'x' * 81}: 12", "table_line", id="long concept"),
        pytest.param("Talleres\nRuta 1 234", "table_two_readings", id="two readings"),
        pytest.param("Talleres\n" + "Centro: 1\n" * 21, "table_too_long", id="many rows"),
        pytest.param("T" * 81 + "\nCentro: 1", "table_too_long", id="long title"),
    ],
)
def test_a_table_that_is_none_is_refused(text: str, problem: str) -> None:
    assert refused(read_table, text) == problem


@given(table=tables)
def test_what_is_written_is_read(table: CountTable) -> None:
    rows = "\n".join(f"{concept}: {count:,}" for concept, count in table.rows)

    assert read_table(f"{table.title}\n{rows}\nTotal: {table.total}") == table
    assert not sum_differs(read_table(f"{table.title}\n{rows}"))


@given(text=st.text(max_size=120))
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        table = read_table(text)
    except FieldRefused:
        return
    assert table.title
    assert table.rows


@given(table=tables)
def test_tables_and_charts_outlive_json(table: CountTable) -> None:
    chart = Chart(ChartKind.LINE, 0)

    assert tables_from(json.loads(json.dumps(tables_data([table])))) == (table,)
    assert chart_from(json.loads(json.dumps(chart_data(chart)))) == chart
    assert chart_from(chart_data(None)) is None


def test_the_digest_is_of_what_is_said() -> None:
    sheet = Narrative(TEXT, (TALLERES,), Chart(ChartKind.BAR, 0), 1)

    assert digest_of(sheet) == digest_of(Narrative(TEXT, (TALLERES,), Chart(ChartKind.BAR, 0), 7))
    assert digest_of(sheet) != digest_of(Narrative(TEXT, (TALLERES,)))
