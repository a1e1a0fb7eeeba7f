"""Which texts are codes of a UR, and which may be typed or imported."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.unit_codes import LONGEST, TYPED, is_typed_code, is_unit_code


@pytest.mark.parametrize("text", ["4", "402", "A.4-02", "DIF-MUN.0042", "-", "."])
def test_a_code_has_up_to_twelve_signs(text: str) -> None:
    assert is_unit_code(text)


@pytest.mark.parametrize("text", ["", "1234567890123", "abc", "40 2", "40:2", "402\n", "Ñ1", "٤٠٢"])
def test_other_signs_and_lengths_are_no_code(text: str) -> None:
    assert not is_unit_code(text)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("402", True),
        ("000", True),
        ("40", False),
        ("4020", False),
        ("A02", False),
        ("402\n", False),
        ("٤٠٢", False),
    ],
)
def test_three_digits_are_typed_or_imported(text: str, is_read: bool) -> None:
    assert is_typed_code(text) is is_read


@given(st.from_regex(TYPED, fullmatch=True))
def test_what_may_be_typed_may_be_carried(text: str) -> None:
    assert is_typed_code(text)
    assert is_unit_code(text)
    assert len(text) <= LONGEST


@given(st.text(max_size=LONGEST + 2))
def test_a_code_has_nothing_that_a_button_parts_its_fields_by(text: str) -> None:
    if is_unit_code(text):
        assert ":" not in text
        assert text.isascii()
        assert re.search(r"\s", text) is None
