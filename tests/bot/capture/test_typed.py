"""An indicator is named in words, with or without what was reached of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons.capture import OpenIndicator
from bot.capture.typed import TypedLevel, read_level
from bot.switchboard.answers import BUTTONS
from domain.kit.indicators import Level
from tests.bot.spellings import spelled
from tests.golden.catalogue import MESSAGES
from tests.texts.reading import buttons
from texts.kit.rendering import Button

LISTED = [
    button
    for name, said in MESSAGES.items()
    if name.startswith(("reminder_", "pending_", "saved_"))
    for button in buttons(said)
    if isinstance(BUTTONS.unpack(button.data), OpenIndicator)
]


@spelled
@pytest.mark.parametrize("button", LISTED, ids=lambda button: button.label)
def test_every_button_of_a_list_can_be_typed(button: Button, spell: "type[str]") -> None:
    callback = BUTTONS.unpack(button.data)

    typed = read_level(spell(button.label))

    assert isinstance(callback, OpenIndicator)
    assert typed is not None
    assert str(typed.level) == button.label.split(" ·")[0].split(":")[0]
    assert typed.met == callback.met
    assert typed.programme == ("04" if "PP 04" in button.label else "")


@pytest.mark.parametrize(
    ("text", "level", "more"),
    [
        ("7", "Componente 7", {}),
        ("7.1", "Actividad 7.1", {}),
        ("actividad 7.1.", "Actividad 7.1", {}),
        ("Actividad: 7.1", "Actividad 7.1", {}),
        ("PROPOSITO", "Propósito", {}),
        ("C7", "Componente 7", {}),
        ("comp. 7", "Componente 7", {}),
        ("A7.1", "Actividad 7.1", {}),
        ("act 7.1 pp 4", "Actividad 7.1", {"programme": "4"}),
        ("fin", "Fin", {}),
        ("7.1 pp 4", "Actividad 7.1", {"programme": "4"}),
        ("Actividad 7.1 · PP 08 · 402", "Actividad 7.1", {"programme": "08", "unit_code": "402"}),
        ("componente 7 ur 402", "Componente 7", {"unit_code": "402"}),
        ("7.1 cumplí", "Actividad 7.1", {"met": True}),
        ("Componente 7, cumplimos", "Componente 7", {"met": True}),
        ("Componente 7: otro valor", "Componente 7", {}),
        ("Componente 7 · sin meta", "Componente 7", {}),
    ],
)
def test_an_indicator_can_be_named(text: str, level: str, more: "dict[str, str]") -> None:
    assert read_level(text) == TypedLevel(Level.parse(level), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", "hola", "25 %", "Componente", "Actividad 7", "Componente 7.1", "7.1.2", "7 por favor", "7 " * 100],
)
def test_another_text_names_no_indicator(text: str) -> None:
    assert read_level(text) is None


@given(
    text=st.text() | st.from_regex(r"(componente|fin|7|7\.1|pp 4|402|cumplimos|meta|[ ·])*", fullmatch=True)
)
def test_any_text_names_an_indicator_or_not(text: str) -> None:
    read_level(text)
