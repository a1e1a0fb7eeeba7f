"""A count becomes a percentage of the annual plan; a percentage can always be typed instead."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.kit.natural_units import Ratio, Reading, Variable, read_value
from domain.kit.values import ValueProblem, ValueRefused, parse_percent

MEETINGS = Variable("reuniones", Decimal(1440), "120 reuniones × 12")
OF_1440 = Ratio(Decimal(302), Decimal(1440))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        pytest.param("302", Reading(Decimal("20.97"), OF_1440), id="a count"),
        pytest.param(" 302.0 ", Reading(Decimal("20.97"), OF_1440), id="a count with a point"),
        pytest.param("1,440", Reading(Decimal(100), Ratio(Decimal(1440), Decimal(1440))), id="thousands"),
        pytest.param("0", Reading(Decimal(0), Ratio(Decimal(0), Decimal(1440))), id="none"),
        pytest.param("302/1440", Reading(Decimal("20.97"), OF_1440), id="a fraction"),
        pytest.param("302 de 1440", Reading(Decimal("20.97"), OF_1440), id="in words"),
        pytest.param("20.97 %", Reading(Decimal("20.97")), id="a percentage"),
        pytest.param("25 por ciento", Reading(Decimal(25)), id="a percentage in words"),
    ],
)
def test_a_bare_number_is_a_count_where_something_is_counted(text: str, reading: Reading) -> None:
    assert read_value(text, MEETINGS) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        pytest.param("25", Reading(Decimal(25)), id="a percentage"),
        pytest.param("302/1440", Reading(Decimal("20.97"), OF_1440), id="a fraction"),
    ],
)
def test_without_a_variable_a_bare_number_is_a_percentage(text: str, reading: Reading) -> None:
    assert read_value(text) == reading


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("muchas", ValueProblem.WORDS, id="words"),
        pytest.param("302/0", ValueProblem.NO_TOTAL, id="against nothing"),
        pytest.param("99999", ValueProblem.TOO_LARGE, id="far too many"),
        pytest.param("-3", ValueProblem.NEGATIVE, id="less than none"),
        pytest.param("3 o 4", ValueProblem.SEVERAL_NUMBERS, id="two numbers"),
        pytest.param("1,5", ValueProblem.SEVERAL_NUMBERS, id="a comma that may be either"),
        pytest.param("", ValueProblem.EMPTY, id="nothing"),
    ],
)
def test_what_is_no_count_is_refused(text: str, problem: ValueProblem) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_value(text, MEETINGS)

    assert refused.value.problem is problem


def test_a_formula_of_its_own_decides() -> None:
    falling = Variable("quejas", Decimal(50), expression="(d - n) / d * 100")

    assert read_value("10", falling).value == 80


def test_a_formula_that_falls_below_zero_is_no_percentage() -> None:
    falling = Variable("quejas", Decimal(50), expression="(d - n) / d * 100")

    with pytest.raises(ValueRefused) as refused:
        read_value("60", falling)

    assert refused.value.problem is ValueProblem.NEGATIVE


@given(st.integers(0, 9999), st.integers(1, 9999))
def test_a_count_is_never_finer_than_a_hundredth(n: int, d: int) -> None:
    assume(n <= 10 * d)

    reading = read_value(f"{n}/{d}")

    assert abs(reading.value - Decimal(n) / d * 100) <= Decimal("0.005")
    assert parse_percent(f"{reading.value} %") == reading.value
