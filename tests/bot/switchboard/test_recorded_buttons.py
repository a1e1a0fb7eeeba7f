"""Buttons that older versions sent are read with their original meaning."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from bot.kit.callbacks import pack
from bot.switchboard.answers import BUTTONS
from domain.kit.periods import Period
from tests.architecture.project import ROOT

RECORDED = sorted((ROOT / "tests" / "bot" / "recorded").glob("buttons-*.json"))
"""Of each commit named: what every kind of button carried, its class and its fields in all variants."""
LEAST = 700


def facts(value: Any) -> Any:
    """Return a field as it was recorded."""
    match value:
        case Enum():
            return value.value
        case bool() | int() | str() | None:
            return value
        case Period():
            return str(value)
        case date() | time():
            return value.isoformat()
    assert is_dataclass(value)
    given = {each.name: facts(getattr(value, each.name)) for each in fields(value)}
    return {"": type(value).__name__, **given}


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_a_button_of_an_earlier_version_is_the_button_it_was(recorded: Path) -> None:
    rows = json.loads(recorded.read_text(encoding="utf-8"))

    read = [(data, BUTTONS.unpack(data)) for data, _, _ in rows]

    assert len(rows) > LEAST
    assert [[data, type(callback).__name__, facts(callback)] for data, callback in read] == [
        [data, kind, {"": kind, **given}] for data, kind, given in rows
    ]


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_what_is_sent_today_is_what_was_sent(recorded: Path) -> None:
    rows = json.loads(recorded.read_text(encoding="utf-8"))

    for data, _, _ in rows:
        callback = BUTTONS.unpack(data)
        assert callback is not None
        assert pack(callback) == data


def test_two_versions_were_recorded() -> None:
    assert [path.stem for path in RECORDED] == ["buttons-49b547b", "buttons-8165f50"]
