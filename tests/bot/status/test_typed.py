"""A status can be requested in any order of words, with labels of its buttons or in free text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.status.typed import read_asked, read_asked_in_words
from domain.kit.periods import Period, PeriodNotUnderstood
from usecases.status.ask_status import StatusRequest, StatusView


@pytest.mark.parametrize(
    ("rest", "asked"),
    [
        ("", StatusRequest()),
        ("402", StatusRequest("402")),
        ("402 402", StatusRequest("402")),
        ("3T2025", StatusRequest("", Period(2025, 3))),
        ("402 T 2 2025", StatusRequest("402", Period(2025, 2))),
        ("secretaría 2t 2025 particular", StatusRequest("secretaría particular", Period(2025, 2))),
        ("PP 8", StatusRequest("PP 8")),
        ("eje 3 2025-T1", StatusRequest("eje 3", Period(2025, 1))),
        ("402 detalle", StatusRequest("402", view=StatusView.DETAIL)),
        ("Gráfica 402 3T2025", StatusRequest("402", Period(2025, 3), StatusView.CHART)),
        ("grafica", StatusRequest(view=StatusView.CHART)),
        ("402 anterior", StatusRequest("402", is_before=True)),
        ("Trimestre Anterior 402 gráfica", StatusRequest("402", view=StatusView.CHART, is_before=True)),
        ("trimestre 402", StatusRequest("trimestre 402")),
    ],
)
def test_a_status_is_asked_for_in_any_order(rest: str, asked: StatusRequest) -> None:
    assert read_asked(rest) == asked


@pytest.mark.parametrize("rest", ["5T2025", "402 3T1999", "3T", "particular T5", "3t25"])
def test_what_looks_like_a_quarter_and_is_none_is_said_back(rest: str) -> None:
    with pytest.raises(PeriodNotUnderstood) as refusal:
        read_asked(rest)

    assert refusal.value.text == rest.rsplit(maxsplit=1)[-1]


@given(rest=st.text())
def test_whatever_is_written_is_asked_for_or_said_back(rest: str) -> None:
    try:
        asked = read_asked(rest)
    except PeriodNotUnderstood:
        return
    assert set(asked.text.split()) <= set(rest.split())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("estado particular", "particular"),
        ("Particular 2T2025 ESTADO", "Particular 2T2025"),
        ("el estado del tiempo", None),
        ("Ver detalle", "detalle"),
        ("gráfica", "grafica"),
        ("Ver resumen", ""),
        ("trimestre anterior", "anterior"),
        ("ver 402", "402"),
        ("ver 4025", None),
        ("", None),
        ("estado " + "de " * 60, None),
    ],
)
def test_a_status_is_asked_for_in_words(text: str, asked: str | None) -> None:
    assert read_asked_in_words(text) == asked
