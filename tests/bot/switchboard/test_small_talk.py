"""Greetings, thanks and calls for help, and what only begins like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.switchboard.small_talk import SmallTalk, bare, read_small_talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *[
            (text, SmallTalk.GREETING)
            for text in ("hola", "Hola!", "¡Buenos días!", "buen día", "BUENAS", "holaaa")
        ],
        *[
            (text, SmallTalk.GREETING)
            for text in ("Buenas tardes, ¿cómo está?", "hola, buenas", "saludos", "inicio")
        ],
        *[(text, SmallTalk.THANKS) for text in ("gracias", "Muchas gracias.", "hola, gracias", "muy amable")],
        *[
            (text, SmallTalk.HELP)
            for text in ("ayuda", "¿Ayuda?", "menú", "Menú principal", "¿Qué puedo hacer?")
        ],
        *[
            (text, SmallTalk.HELP)
            for text in ("hola, necesito ayuda", "¿cómo funciona?", "ayúdeme por favor", "?", "¿¿??")
        ],
    ],
)
def test_what_is_said_to_somebody_is_told_apart(text: str, kind: SmallTalk) -> None:
    assert read_small_talk(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "25",
            "hola 25",
            "sí",
            "no, gracias",
            "ok gracias",
            "por favor",
            "oficio SP/112/2025",
            "no entiendo",
        ),
        *(
            "Buenos días a todos los presentes",
            "gracias a las dos jornadas se cumplió",
            "sin avance",
            "hola " * 20,
        ),
    ],
)
def test_what_may_answer_a_question_is_left_to_it(text: str) -> None:
    assert read_small_talk(text) is None


@given(text=st.text())
def test_any_text_is_small_talk_or_not(text: str) -> None:
    assert read_small_talk(text) in (None, *SmallTalk)
    assert bare(bare(text)) == bare(text)
