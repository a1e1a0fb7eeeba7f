"""A short status fits a phone's screen with any number of indicators, without cut lines."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.status.words import compared, status_text
from sandbox.formatting import parse_html, utf16_length
from tests.messages import T3, a_line, a_programme, a_status, some_lines


@given(first=st.integers(0, 40), second=st.integers(0, 40), name=st.text(max_size=90))
def test_a_status_is_short_and_no_programme_is_named_without_an_indicator(
    first: int, second: int, name: str
) -> None:
    programmes = (a_programme(*some_lines(first)), a_programme(*some_lines(second), code="04", name=name))
    said = a_status(*programmes, name=name)

    text = parse_html(status_text(said)).text

    assert utf16_length(text) <= 900
    if "indicadores más" in text or "indicador más" in text:
        before = text[: text.index("\n… y ")].rsplit("\n", 1)[-1]
        assert not before.startswith("PP ")
        shown = text.count("⚪ sin reporte — ")
        assert f"… y {first + second - shown} indicador" in text


def test_a_heading_that_would_stand_last_is_left_out() -> None:
    cut = [
        parse_html(
            status_text(a_status(a_programme(*some_lines(n)), a_programme(*some_lines(60), code="04")))
        ).text
        for n in range(8, 24)
    ]

    assert any("PP 04" not in text for text in cut)
    assert all("PP 04 Gobierno innovador y tecnológico\n… y" not in text for text in cut)


def test_a_terminal_gets_every_indicator() -> None:
    text = parse_html(status_text(a_status(a_programme(*some_lines(60))), 1_000_000)).text

    assert text.count("⚪ sin reporte — ") == 60


@pytest.mark.parametrize(
    ("value", "before", "words"),
    [
        ("25", "20", "↑ 5 más que en 2T"),
        ("20", "25.5", "↓ 5.5 menos que en 2T"),
        ("25", "25.00", "= igual que en 2T"),
        (None, "25", ""),
        ("25", None, ""),
    ],
)
def test_a_value_is_compared_in_words(value: str | None, before: str | None, words: str) -> None:
    line = a_line(
        value=None if value is None else Decimal(value), before=None if before is None else Decimal(before)
    )

    assert compared(line, T3) == words
