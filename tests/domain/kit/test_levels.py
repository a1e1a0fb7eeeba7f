"""Levels of the MIR: read in any spelling, sorted as in the printed report."""

import pytest

from domain.kit.indicators import Level, LevelKind, LevelNotUnderstood


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Fin", Level(LevelKind.FIN)),
        ("FIN:", Level(LevelKind.FIN)),
        ("Propósito", Level(LevelKind.PROPOSITO)),
        ("proposito.", Level(LevelKind.PROPOSITO)),
        ("PROPO\u0301SITO", Level(LevelKind.PROPOSITO)),
        ("Componente 7", Level(LevelKind.COMPONENTE, "7")),
        ("COMPONENTE: 7", Level(LevelKind.COMPONENTE, "7")),
        ("componente7.", Level(LevelKind.COMPONENTE, "7")),
        ("Actividad 7.1", Level(LevelKind.ACTIVIDAD, "7.1")),
        (" actividad:  7.12. ", Level(LevelKind.ACTIVIDAD, "7.12")),
    ],
)
def test_a_level_is_read_in_any_dress(text: str, level: Level) -> None:
    assert Level.parse(text) == level


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Meta 7", id="another word"),
        pytest.param("7.1", id="number alone"),
        pytest.param("Fin 1", id="a fin with number"),
        pytest.param("Propósito 1", id="a propósito with number"),
        pytest.param("Componente", id="a componente without number"),
        pytest.param("Componente 7.1", id="a componente with two numbers"),
        pytest.param("Actividad 7", id="an actividad with one number"),
        pytest.param("Actividad 7.1.2", id="an actividad with three numbers"),
        pytest.param("Actividad siete", id="number in words"),
    ],
)
def test_anything_else_is_refused_with_what_was_written(text: str) -> None:
    with pytest.raises(LevelNotUnderstood) as refusal:
        Level.parse(text)

    assert refusal.value.text == text


def test_levels_sort_as_in_the_printed_report() -> None:
    printed = [
        "Fin",
        "Propósito",
        "Componente 2",
        "Actividad 2.1",
        "Actividad 2.10",
        "Componente 10",
        "Actividad 10.2",
    ]

    found = sorted(map(Level.parse, reversed(printed)), key=lambda level: level.order)

    assert [str(level) for level in found] == printed


@pytest.mark.parametrize(
    ("text", "component"),
    [("Fin", ""), ("Propósito", ""), ("Componente 7", "7"), ("Actividad 7.1", "7")],
)
def test_an_actividad_belongs_to_its_componente(text: str, component: str) -> None:
    assert Level.parse(text).component == component
