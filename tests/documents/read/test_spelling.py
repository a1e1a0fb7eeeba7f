"""Spelling of names printed in capitals and without accents."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.read.cell_numbers import is_blank, parse_number
from documents.read.spelling import fold, readable_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "Secretaria Particular"),
        ("La SECRETARÍA PARTICULAR informa", "Secretaría Particular"),
        ("La Secretaria Particular y la Secretaría\nParticular", "Secretaría Particular"),
        ("la secretaría particular", "Secretaría Particular"),
        ("La Subsecretaría Particular", "Secretaria Particular"),
    ],
    ids=[
        "nowhere else",
        "accented capitals",
        "most accented",
        "lower case gives its accents",
        "part of a word",
    ],
)
def test_name_in_capitals_takes_the_best_spelling_found(text: str, name: str) -> None:
    assert readable_name("SECRETARIA PARTICULAR", text) == name


def test_small_words_stay_small() -> None:
    assert readable_name("LA CASA DE LOS ÁRBOLES Y EL AGUA", "") == "La Casa de los Árboles y el Agua"


def test_name_in_mixed_case_stays_as_printed() -> None:
    assert readable_name("Secretaria particular", "Secretaría Particular") == "Secretaria particular"


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("25", "25"),
        (" 25 % ", "25"),
        ("-7", "-7"),
        ("−7", "-7"),
        ("33.3", "33.3"),
        ("33,5", "33.5"),
        ("100.00", "100"),
        ("-0", "0"),
    ],
)
def test_number_is_read_exactly(cell: str, number: str) -> None:
    assert str(parse_number(cell)) == number
    assert parse_number(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["", "-", "1,000", "25 26", "25a", "٣", "1e5", "12345678"])
def test_what_is_not_one_number_is_not_read(cell: str) -> None:
    assert parse_number(cell) is None


def test_dashes_are_blank() -> None:
    assert [is_blank(cell) for cell in ("", " ", "-", "—", "0", "x")] == [
        True,
        True,
        True,
        True,
        False,
        False,
    ]
