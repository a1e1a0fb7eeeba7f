"""What only developers read (the Makefile, scripts/ and .ci/) is English."""

import re
from pathlib import Path

import pytest

from tests.architecture.project import ROOT

SPANISH = re.compile(
    r"[áéíóúñ¿¡]|\b(?:el|la|los|las|un|una|del|al|que|con|sin|para|por|si|se|su|ya|lo|hay|falta|repita|instale)\b",
    re.IGNORECASE,
)
FILES = [
    ROOT / "Makefile",
    *sorted(path for folder in ("scripts", ".ci") for path in (ROOT / folder).iterdir() if path.is_file()),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_developers_read_english(path: Path) -> None:
    assert spanish_in(path.read_text()) == []


def test_a_spanish_line_is_recognised() -> None:
    assert spanish_in("say 'Installing'\nsay 'Instalo las cosas'\n") == ["say 'Instalo las cosas'"]


def spanish_in(text: str) -> list[str]:
    return [line for line in text.splitlines() if SPANISH.search(line)]
