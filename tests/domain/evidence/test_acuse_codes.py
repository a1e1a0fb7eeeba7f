"""Codes of acuses as people type them; a wrong character is detected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence.acuse_codes import ALPHABET, CODE_BITS, LENGTH, code_of, printed_code, read_code

codes = st.integers(0, 2**CODE_BITS - 1).map(code_of)


@given(codes)
def test_a_code_is_ten_signs_that_are_not_mistaken_for_others(code: str) -> None:
    assert len(code) == LENGTH == 10
    assert set(code) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@given(st.sets(st.integers(0, 2**CODE_BITS - 1), max_size=20))
def test_every_number_has_a_code_of_its_own(numbers: set[int]) -> None:
    assert len({code_of(number) for number in numbers}) == len(numbers)


@given(codes)
def test_a_code_is_read_as_it_was_printed_or_typed(code: str) -> None:
    assert read_code(code) == code
    assert read_code(printed_code(code).lower()) == code
    assert read_code(f"  {code[:3]} {code[3:]} ") == code
    assert read_code(code.replace("0", "o").replace("1", "l")) == code
    assert read_code(code.replace("1", "I")) == code


@given(codes, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(code: str, place: int, sign: str) -> None:
    wrong = code[:place] + sign + code[place + 1 :]

    assert (read_code(wrong) is None) == (wrong != code)


@given(codes, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_two_swapped_signs_are_noticed(code: str, first: int, second: int) -> None:
    signs = list(code)
    signs[first], signs[second] = signs[second], signs[first]
    swapped = "".join(signs)

    assert (read_code(swapped) is None) == (swapped != code)


@pytest.mark.parametrize("text", ["", "K7Q2M", "K7Q2M-9X34T-1", "ñandú áéíóú", "UUUUUUUUUU", "١٢٣٤٥٦٧٨٩٠"])
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert read_code(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_code_or_none(text: str) -> None:
    code = read_code(text)

    assert code is None or read_code(printed_code(code)) == code


def test_it_is_printed_in_two_halves() -> None:
    assert printed_code("K7Q2M9X34T") == "K7Q2M-9X34T"
