"""`.env.example` is the settings' only manual: complete, nothing invented, and it loads as it is."""

import re

from app.settings import Settings
from tests.architecture.project import ROOT

SAMPLE = ROOT / ".env.example"
SETTING = re.compile(r"^#?(PUNTUAL_[A-Z_]+)=", re.MULTILINE)


def test_the_sample_names_exactly_the_settings() -> None:
    prefix = Settings.model_config["env_prefix"]

    assert sorted(sampled()) == sorted(prefix + name.upper() for name in Settings.model_fields)


def test_the_sample_loads_as_it_is() -> None:
    Settings(_env_file=SAMPLE)  # type: ignore[call-arg]


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
