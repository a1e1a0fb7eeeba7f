"""`.env.example` is the settings' only manual: complete, nothing invented, and it loads as it is."""

import importlib
import re
from importlib.util import find_spec
from typing import Any

import pytest

from tests.architecture.project import ROOT

SAMPLE = ROOT / ".env.example"
SETTING = re.compile(r"^#?(PUNTUAL_[A-Z_]+)=", re.MULTILINE)

needs_settings = pytest.mark.skipif(
    find_spec("app.settings") is None, reason="app/settings.py is not written yet"
)


@needs_settings
def test_the_sample_names_exactly_the_settings() -> None:
    settings = settings_class()
    prefix = settings.model_config["env_prefix"]

    assert sorted(sampled()) == sorted(prefix + name.upper() for name in settings.model_fields)


@needs_settings
def test_the_sample_loads_as_it_is() -> None:
    settings_class()(_env_file=SAMPLE)


def test_every_sampled_setting_is_explained_above_it() -> None:
    lines = SAMPLE.read_text().splitlines()
    unexplained = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if SETTING.match(line) and not above.startswith("# ")
    ]

    assert unexplained == []


def test_no_setting_is_sampled_twice() -> None:
    assert len(sampled()) == len(set(sampled()))


def sampled() -> list[str]:
    return SETTING.findall(SAMPLE.read_text())


def settings_class() -> Any:
    return importlib.import_module("app.settings").Settings
