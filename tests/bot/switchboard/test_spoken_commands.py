"""Commands without a slash: only with their arguments, never a sentence that begins like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.typed import TypedCommand
from bot.switchboard.commands import COMMANDS
from bot.switchboard.spoken_commands import (
    nearest,
    read_bare_command,
    read_phrase,
    read_unit,
    read_verb,
    spoken,
    verbs_of,
)

VERBS = verbs_of(COMMANDS)
NAMES = ("capturar", "estado", "entrega", "prorroga", "informe")


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("capturar 7.1", TypedCommand("capturar", "7.1")),
        ("Capturar la 7.1", TypedCommand("capturar", "7.1")),
        ("hola, quiero capturar Componente 7", TypedCommand("capturar", "Componente 7")),
        ("reportar actividad 7.2", TypedCommand("capturar", "actividad 7.2")),
        ("capturar 7 pp 8", TypedCommand("capturar", "7 pp 8")),
        ("corregir 7.1", TypedCommand("corregir", "7.1")),
        ("Corregir el valor de la actividad 7.1", TypedCommand("corregir", "actividad 7.1")),
        ("corrección de 7.1.", TypedCommand("corregir", "7.1")),
        ("cambiar 7.1", TypedCommand("corregir", "7.1")),
        ("captura", TypedCommand("capturar", "")),
        ("quiero capturar.", TypedCommand("capturar", "")),
        ("Corregir", TypedCommand("corregir", "")),
        ("capturar 7.1 por favor", TypedCommand("capturar", "7.1")),
        ("capturar C7, gracias.", TypedCommand("capturar", "C7")),
    ],
)
def test_a_verb_is_a_command_alone_or_with_its_indicator(text: str, command: TypedCommand) -> None:
    assert read_verb(text, VERBS) == command


@pytest.mark.parametrize(
    "text",
    [
        *(
            "cambiar la",
            "cambiar la causa",
            "cambiar fecha 402",
            "cambiar escalera",
            "pedir corrección 7.1",
        ),
        *("Se va a corregir 7.1", "capturar todo lo que falta de la obra", "capturar 7.1 " + "x" * 120),
    ],
)
def test_a_verb_with_anything_else_is_none(text: str) -> None:
    assert read_verb(text, VERBS) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Prórroga.", TypedCommand("prorroga", "")),
        ("¿Estado?", TypedCommand("estado", "")),
        ("estado 402", TypedCommand("estado", "402")),
        ("Entrega 402 3T2025", TypedCommand("entrega", "402 3T2025")),
        ("entrega 3 T 2025", TypedCommand("entrega", "3 T 2025")),
        ("entrega de uniformes", None),
        ("estado particular", None),
        ("informe 5T2025", None),
        ("resumen 3T2025", None),
        ("", None),
        ("estado" + " 402" * 40, None),
    ],
)
def test_a_name_is_a_command_alone_or_with_a_unit_or_quarter(text: str, command: TypedCommand | None) -> None:
    assert read_bare_command(text, NAMES) == command


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("402", "402"),
        ("UR 402", "402"),
        ("la 402?", "402"),
        ("402 3T2025", "402 3T2025"),
        ("402 detalle", "402 detalle"),
        ("3T2025", "3T2025"),
        ("402 algo", None),
        ("402 5T2025", None),
        ("1402", None),
        ("25", None),
    ],
)
def test_a_bare_code_asks_for_a_status(text: str, rest: str | None) -> None:
    assert read_unit(text) == (None if rest is None else TypedCommand("estado", rest))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(("¿Qué me falta?", "pendientes"), ("qué falta hoy", "pendientes"), ("Estatus", "estado")),
        *(("cómo vamos", "estado"), ("mandar informe", "enviar"), ("quiero entregar", "enviar")),
        *(
            ("pedir prórroga", "prorroga"),
            ("necesito más días", "prorroga"),
            ("¿Cuándo vence?", "calendario"),
        ),
        *(("fechas", "calendario"), ("salir", "cancelar"), ("qué falta de la obra", None), ("", None)),
        *(("entregar uniformes", None), ("fecha 402", None), ("salir" + " " * 130, None)),
    ],
)
def test_a_command_may_be_said_in_other_words(text: str, name: str | None) -> None:
    assert read_phrase(text, COMMANDS) == name


@pytest.mark.parametrize(
    ("name", "rest", "text"),
    [
        *(("estado402", "", "estado 402"), ("capturar_7_1", "", "capturar 7.1"), ("402", "", "402")),
        *(("ver_estado", "402", "ver estado 402"), ("corregir7", "", "corregir 7")),
    ],
)
def test_a_command_that_there_is_not_is_read_as_words(name: str, rest: str, text: str) -> None:
    assert spoken(TypedCommand(name, rest)) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("entregas", "entrega"), ("prorrogas", "prorroga"), ("estdo", "estado"), ("nada", ""), ("x", "")],
)
def test_a_mistyped_command_has_a_nearest_one(typed: str, meant: str) -> None:
    assert nearest(typed, NAMES) == meant


@given(text=st.text())
def test_any_text_is_a_command_or_not(text: str) -> None:
    assert read_phrase(text, COMMANDS) is None or len(text) <= 120
    for found in (read_verb(text, VERBS), read_bare_command(text, NAMES), read_unit(text)):
        assert found is None or found.name in (*NAMES, "corregir")
