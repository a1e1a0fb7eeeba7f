"""The one rounding: half away from zero, as a spreadsheet rounds; and how a figure is written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.figures import rounded, trimmed, whole_percent, written

FIGURES = st.decimals(-100_000, 100_000, places=6)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("62.5", 0, "63"),
        ("63.5", 0, "64"),
        ("62.4999", 0, "62"),
        ("-62.5", 0, "-63"),
        ("-62.4", 0, "-62"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("-0.4", 0, "0"),
        ("2.005", 2, "2.01"),
        ("2.00005", 4, "2.0001"),
        ("-2.00005", 4, "-2.0001"),
        ("25", 4, "25"),
        ("25.50", 2, "25.5"),
        ("1E+30", 4, "1" + "0" * 30),
    ],
)
def test_a_half_goes_away_from_zero(value: str, places: int, shown: str) -> None:
    assert str(rounded(Decimal(value), places)) == shown


@given(FIGURES, st.integers(0, 4))
def test_what_is_rounded_is_as_near_as_it_can_be_and_the_same_on_both_sides(
    value: Decimal, places: int
) -> None:
    found = rounded(value, places)

    assert abs(found - value) <= Decimal(5).scaleb(-places - 1)
    assert rounded(-value, places) == -found
    assert rounded(found, places) == found


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (5, 8, 63),
        (1, 200, 1),
        (1, 201, 0),
        (199, 200, 99),
        (200, 200, 100),
        (0, 4, 0),
        (0, 0, 100),
        (3, 2, 150),
    ],
)
def test_a_whole_percent_is_rounded_alike_and_all_is_only_said_of_all(
    part: int, whole: int, percent: int
) -> None:
    assert whole_percent(part, whole) == percent


@given(st.fractions(0, 40, max_denominator=400), st.integers(1, 40))
def test_a_share_is_the_whole_percent_nearest_to_it(part: Fraction, whole: int) -> None:
    percent = whole_percent(part, whole)

    assert abs(percent - 100 * part / whole) <= (Fraction(1, 2) if percent != 99 else 1)
    assert (percent >= 100) is (part >= whole)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *(("25.50", "25.5"), ("25.0", "25"), ("2.5E+1", "25"), ("1E+3", "1000"), ("0.00", "0")),
        *(("-0.0", "0"), ("100", "100"), ("-7.10", "-7.1"), ("0.0001", "0.0001"), ("1E-7", "0.0000001")),
    ],
)
def test_zeros_that_say_nothing_are_dropped(value: str, words: str) -> None:
    assert written(Decimal(value)) == words
    assert trimmed(Decimal(value)) == Decimal(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_a_figure_reads_back(value: Decimal) -> None:
    assert Decimal(written(value)) == value
    assert "E" not in str(trimmed(value)) or abs(value) < Decimal("1E-6")
