"""A bare yes or no as typed on a phone, and texts that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kit.words.agreement import Agreement, behind_agreement, read_agreement

YES = (
    *(
        "sí",
        "si",
        "SÍ",
        "Si.",
        "si!!",
        "siii",
        "sip",
        "s",
        "ok",
        "OK",
        "Ok.",
        "okay",
        "oki",
        "claro",
        "Claro que sí",
    ),
    *(
        "correcto",
        "es correcto",
        "Sí, es correcto",
        "así es",
        "ASI ES.",
        "exacto",
        "de acuerdo",
        "por supuesto",
    ),
    *(
        "está bien",
        "todo bien",
        "vale",
        "sale",
        "eso es",
        "efectivamente",
        "Sí, gracias",
        "por favor, sí",
        "sí señor",
    ),
    *("👍", "👍🏽", "✅", "✔️", "ok 👍", "  sí  ", "sí\n"),
)
NO = (
    *("no", "NO", "No.", "nooo", "nop", "n", "no gracias", "No, gracias.", "no es correcto", "no, no es así"),
    *(
        "incorrecto",
        "claro que no",
        "para nada",
        "negativo",
        "no está bien",
        "no estoy de acuerdo",
        "👎",
        "❌",
    ),
)
NEITHER = (
    *(
        "",
        ".",
        "sí no",
        "no, correcto",
        "sí?",
        "¿ok?",
        "25",
        "sí, 25",
        "no sé",
        "no hubo",
        "noche",
        "siempre",
        "nada",
    ),
    *("gracias", "por favor", "sí, pero falta una", "no, gracias, así está bien", "sin avance", "sí " * 40),
)


@pytest.mark.parametrize("text", YES)
def test_a_yes_is_read_however_it_is_spelled(text: str) -> None:
    assert read_agreement(text) is Agreement.YES


@pytest.mark.parametrize("text", NO)
def test_a_no_is_read_however_it_is_spelled(text: str) -> None:
    assert read_agreement(text) is Agreement.NO


@pytest.mark.parametrize("text", NEITHER)
def test_what_says_more_or_less_than_that_is_neither(text: str) -> None:
    assert read_agreement(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("no, es el acumulado", "es el acumulado"),
        ("si 25", "25"),
        ("Sí, 25 %", "25 %"),
        ("ok: 25", "25"),
        ("no 25", "no 25"),
        ("no", "no"),
        ("25", "25"),
    ],
)
def test_what_follows_a_yes_or_no_is_set_apart(text: str, rest: str) -> None:
    assert behind_agreement(text) == rest


@given(text=st.text())
def test_any_text_is_one_of_both_or_neither(text: str) -> None:
    assert read_agreement(text) in (None, *Agreement)
    assert behind_agreement(text) in text
