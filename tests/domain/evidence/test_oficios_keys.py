"""Identity of numbered documents and expansion of ranges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.oficios import OficioKey, expand_range, oficio_key
from domain.kit.evidence import EvidenceType

OFICIO = EvidenceType.OFICIO


def test_padding_case_spaces_and_separator_do_not_change_the_key() -> None:
    written = [
        "IMP/0280/2024",
        "IMP/280/2024",
        "imp/0280 /2024",
        "IMP-280-2024",
        "IMP / 280/24",
        "IMP\u2013280\u20132024",
    ]

    keys = {oficio_key(OFICIO, number) for number in written}

    assert keys == {OficioKey(OFICIO, ("IMP",), 280, 2024)}


def test_subareas_are_part_of_the_prefix() -> None:
    key = oficio_key(OFICIO, "IMP/UP/JP/016/2024")

    assert key == OficioKey(OFICIO, ("IMP", "UP", "JP"), 16, 2024)


def test_number_without_prefix_has_a_key() -> None:
    assert oficio_key(OFICIO, "112/2025") == OficioKey(OFICIO, (), 112, 2025)


def test_circular_and_oficio_are_distinct_series() -> None:
    assert oficio_key(EvidenceType.CIRCULAR, "IMP/15/2024") != oficio_key(OFICIO, "IMP/15/2024")


def test_oficio_of_a_range_is_an_oficio() -> None:
    assert oficio_key(EvidenceType.OFICIO_RANGE, "IMP/15/2024") == oficio_key(OFICIO, "IMP/15/2024")


def test_accents_written_in_two_ways_are_one_key() -> None:
    assert oficio_key(OFICIO, "ÑA\u0301/1/2024") == oficio_key(OFICIO, "N\u0303Á/1/2024")


@pytest.mark.parametrize(
    "number", ["", "IMP", "IMP/2024", "IMP/0280", "S/N", "26/09/2025", "//", "IMP//1/2024", "1/2/3/4"]
)
def test_what_has_no_consecutive_and_year_has_no_key(number: str) -> None:
    assert oficio_key(OFICIO, number) is None


def test_range_keeps_the_padding_of_its_first_number() -> None:
    numbers = expand_range("IMP/0280 /2024", "IMP/0282/2024")

    assert numbers == ("IMP/0280/2024", "IMP/0281/2024", "IMP/0282/2024")


def test_range_without_padding_grows_in_width() -> None:
    assert expand_range("A-8-2024", "A-11-2024") == ("A-8-2024", "A-9-2024", "A-10-2024", "A-11-2024")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param("A/9/2024", "A/8/2024", id="reversed"),
        pytest.param("A/1/2024", "A/201/2024", id="too long"),
        pytest.param("A/1/2024", "B/2/2024", id="other prefix"),
        pytest.param("A/1/2024", "A/2/2025", id="other year"),
        pytest.param("A/1", "A/2/2024", id="first is no number"),
        pytest.param("A/1/2024", "A/2", id="last is no number"),
    ],
)
def test_what_is_no_range_expands_to_nothing(first: str, last: str) -> None:
    assert expand_range(first, last) == ()


def test_longest_range_has_two_hundred_numbers() -> None:
    assert len(expand_range("A/1/2024", "A/200/2024")) == 200


@given(st.integers(0, 9000), st.integers(0, 199), st.integers(1, 6))
def test_range_has_every_number_once_and_in_order(first: int, more: int, width: int) -> None:
    numbers = expand_range(f"A/{first:0{width}d}/2024", f"A/{first + more}/2024")
    keys = [oficio_key(OFICIO, number) for number in numbers]

    assert [key.consecutive for key in keys if key] == list(range(first, first + more + 1))


@given(st.text())
def test_no_text_makes_the_key_raise(text: str) -> None:
    key = oficio_key(OFICIO, text)

    assert key is None or key.year >= 0
