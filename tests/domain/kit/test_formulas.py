"""Formulas are data: four operations over n and d, and nothing else is ever computed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.formulas import FormulaRefused, evaluate

AMOUNTS = st.decimals(0, 10000, places=2)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        pytest.param("n / d * 100", "75", id="the usual one"),
        pytest.param("n/d*100", "75", id="without blanks"),
        pytest.param("100 * (n / d)", "75", id="parentheses"),
        pytest.param("n + d * 2", "11", id="products before sums"),
        pytest.param("(n + d) * 2", "14", id="unless in parentheses"),
        pytest.param("n - d - 1", "-2", id="from left to right"),
        pytest.param("d / 2 / 2", "1", id="division from left to right"),
        pytest.param("n * 0.5 ", "1.5", id="decimals and a blank at the end"),
    ],
)
def test_a_formula_is_computed(expression: str, value: str) -> None:
    assert evaluate(expression, Decimal(3), Decimal(4)) == Decimal(value)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        " ",
        "n /",
        "n d",
        "(n",
        "n)",
        "()",
        "-n",
        "n ** d",
        "n // d",
        "x",
        "1e9",
        "__import__('os')",
        "n.real",
        "n / 0",
        "n / (d - d)",
        "0 / 0",
        "+".join("n" * 60),
    ],
)
def test_what_is_no_formula_is_refused(expression: str) -> None:
    with pytest.raises(FormulaRefused) as refused:
        evaluate(expression, Decimal(3), Decimal(4))

    assert refused.value.text == expression


@given(st.text("nd0123456789.+-*/() ", max_size=40) | st.text(max_size=120), AMOUNTS, AMOUNTS)
def test_whatever_is_written_is_a_number_or_refused(expression: str, n: Decimal, d: Decimal) -> None:
    try:
        value = evaluate(expression, n, d)
    except FormulaRefused:
        return
    assert value.is_finite()


@given(AMOUNTS, AMOUNTS.filter(bool))
def test_the_usual_formula_is_the_percentage(n: Decimal, d: Decimal) -> None:
    assert evaluate("n / d * 100", n, d) == n / d * 100
