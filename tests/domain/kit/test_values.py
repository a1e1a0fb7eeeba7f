"""Percentages typed on a phone: what is read, what is refused and why."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.kit.values import ValueProblem, ValueRefused, parse_percent

AMOUNTS = st.decimals(0, 1000, places=2)
SPACES = st.sampled_from(["", " ", "  ", "\t", "\n", "\u00a0", "\u2009"])
MARKS = st.sampled_from(["", "%", " %", " por ciento", " Por  Ciento"])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("25", "25"),
        ("25%", "25"),
        ("25 %", "25"),
        ("25,5", "25.5"),
        ("25.5", "25.5"),
        (" 25.50 % ", "25.5"),
        ("25.", "25"),
        ("25 por ciento", "25"),
        ("25 POR CIENTO", "25"),
        ("007", "7"),
        ("\uff12\uff15\uff05", "25"),
        ("0", "0"),
        ("0.00", "0"),
        ("0.01", "0.01"),
        ("100", "100"),
        ("999.99", "999.99"),
        ("1000", "1000"),
        ("1000.00", "1000"),
    ],
)
def test_a_percentage_is_read_as_people_type_it(text: str, read: str) -> None:
    assert str(parse_percent(text)) == read


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ValueProblem.EMPTY),
        (" \n ", ValueProblem.EMPTY),
        ("mucho", ValueProblem.WORDS),
        ("veinticinco", ValueProblem.WORDS),
        ("como 25", ValueProblem.WORDS),
        ("25 puntos", ValueProblem.WORDS),
        ("%", ValueProblem.WORDS),
        (".5", ValueProblem.WORDS),
        ("2²", ValueProblem.WORDS),
        ("25 30", ValueProblem.SEVERAL_NUMBERS),
        ("25 y 30", ValueProblem.SEVERAL_NUMBERS),
        ("25-30", ValueProblem.SEVERAL_NUMBERS),
        ("25/100", ValueProblem.SEVERAL_NUMBERS),
        ("25 de 100", ValueProblem.SEVERAL_NUMBERS),
        ("25%5", ValueProblem.SEVERAL_NUMBERS),
        ("1,234.50", ValueProblem.SEVERAL_NUMBERS),
        ("1.234.567", ValueProblem.SEVERAL_NUMBERS),
        ("½", ValueProblem.SEVERAL_NUMBERS),
        ("-25", ValueProblem.NEGATIVE),
        ("- 25 %", ValueProblem.NEGATIVE),
        ("\u221225", ValueProblem.NEGATIVE),
        ("\u201325", ValueProblem.NEGATIVE),
        ("-0", ValueProblem.NEGATIVE),
        ("1e3", ValueProblem.EXPONENT),
        ("1E3", ValueProblem.EXPONENT),
        ("1e-3", ValueProblem.EXPONENT),
        ("2 x 10", ValueProblem.EXPONENT),
        ("10^2", ValueProblem.EXPONENT),
        ("∞", ValueProblem.INFINITE),
        ("-∞", ValueProblem.INFINITE),
        ("inf", ValueProblem.INFINITE),
        ("infinito", ValueProblem.INFINITE),
        ("NaN", ValueProblem.INFINITE),
        ("1000.01", ValueProblem.TOO_LARGE),
        ("1001", ValueProblem.TOO_LARGE),
        ("9" * 5000, ValueProblem.TOO_LARGE),
        ("25.555", ValueProblem.TOO_PRECISE),
        ("0.001", ValueProblem.TOO_PRECISE),
        ("999.999", ValueProblem.TOO_PRECISE),
        ("0." + "3" * 5000, ValueProblem.TOO_PRECISE),
    ],
    ids=lambda given: given[:12] if isinstance(given, str) else None,
)
def test_what_is_no_percentage_is_refused_with_its_own_problem(text: str, problem: ValueProblem) -> None:
    with pytest.raises(ValueRefused) as refusal:
        parse_percent(text)

    assert (refusal.value.problem, refusal.value.text) == (problem, text)


@pytest.mark.parametrize("text", ["1,000", "1.000", "25.500"])
def test_three_decimals_are_never_guessed_at(text: str) -> None:
    """In Mexico 1,000 is a thousand: read as 1 it would be stored unnoticed."""
    with pytest.raises(ValueRefused) as refusal:
        parse_percent(text)

    assert refusal.value.problem is ValueProblem.TOO_PRECISE


@given(AMOUNTS, st.sampled_from(".,"), SPACES, MARKS, SPACES)
def test_every_amount_up_to_1000_reads_back_exactly(
    amount: Decimal, sign: str, before: str, mark: str, after: str
) -> None:
    text = f"{before}{amount:f}{mark}{after}".replace(".", sign)

    read = parse_percent(text)

    assert read == amount
    assert "E" not in str(read)
    assert read == 0 or not str(read).endswith(".0")


@given(st.integers(0, 1000))
def test_whole_amounts_are_written_without_decimals(amount: int) -> None:
    assert str(parse_percent(f"{amount}.0")) == str(amount)


@given(st.text() | st.text("0123456789.,-−–+eE∞%x² \u0660½"))
@example("\ud800")
@example("٢٥")
@example("25\u0308")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = parse_percent(text)
    except ValueRefused:
        return

    assert 0 <= read <= 1000
    assert read == read.quantize(Decimal("0.01"))
