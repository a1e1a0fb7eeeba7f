"""Four goals and the letter that orders them, as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.imports.goals import day_within, goals_of, read_day, read_goals, read_oficio, written_goals
from domain.kit.dialogues.forms import FieldRefused


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("20 30 25 25", "20 30 25 25"),
        ("20 %, 30 %, 27.5 % y 22.5 %", "20 30 27.5 22.5"),
        ("0/0/0/100", "0 0 0 100"),
    ],
)
def test_four_goals_are_read(text: str, kept: str) -> None:
    assert read_goals(text) == kept
    assert written_goals(goals_of(kept)) == kept


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "goals_not_four"),
        ("25 25 50", "goals_not_four"),
        ("20 20 20 20 20", "goals_not_four"),
        ("25 25 25 veinticinco", "goals_not_four"),
        ("-25 50 50 25", "goals_not_four"),
        ("25 25 25 26", "goals_not_hundred"),
        ("0 0 0 0", "goals_not_hundred"),
    ],
)
def test_other_goals_are_refused(text: str, problem: str) -> None:
    with pytest.raises(FieldRefused) as refused:
        read_goals(text)

    assert refused.value.problem == problem


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        kept = read_goals(text)
    except FieldRefused:
        return
    assert sum(goals_of(kept), Decimal(0)) == 100  # type: ignore[type-var]


def test_a_blank_goal_is_written_as_a_dash() -> None:
    assert written_goals((Decimal("25.0"), None, Decimal(0), Decimal("7.5"))) == "25 - 0 7.5"


def test_an_oficio_needs_its_number() -> None:
    assert read_oficio("Oficio  IMP/012/2025\ndel 3 de julio") == "Oficio IMP/012/2025 del 3 de julio"
    with pytest.raises(FieldRefused, match="oficio_without_number"):
        read_oficio("el oficio de ayer")


@pytest.mark.parametrize("text", ["3 de julio de 2025", "el 3 de julio", "03/07/2025"])
def test_a_day_is_read(text: str) -> None:
    assert read_day(text, 2025) == "2025-07-03"


@pytest.mark.parametrize("text", ["", "ayer", "31 de febrero de 2025", "3 de julio o 4 de julio"])
def test_what_is_no_single_day_is_refused(text: str) -> None:
    with pytest.raises(FieldRefused, match="day_not_read"):
        read_day(text, 2025)
    assert day_within(text, 2025) is None
