"""The changelog names versions and days in order, and the newest one is what `puntual --version` tells."""

import re
from datetime import date

from app import __version__
from tests.architecture.project import ROOT

HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
RELEASE = re.compile(r"(\d+)\.(\d+)\.(\d+) — (\d{4}-\d{2}-\d{2})")


def test_what_is_not_released_stands_first() -> None:
    assert headings()[0] == "Unreleased"


def test_versions_and_days_go_down() -> None:
    releases = [RELEASE.fullmatch(heading) for heading in headings()[1:]]

    assert all(releases), headings()
    versions = [tuple(map(int, release.groups()[:3])) for release in releases if release]
    days = [date.fromisoformat(release[4]) for release in releases if release]
    assert versions == sorted(set(versions), reverse=True)
    assert days == sorted(days, reverse=True)


def test_the_newest_version_is_the_one_that_runs() -> None:
    assert headings()[1].startswith(f"{__version__} — ")


def headings() -> list[str]:
    return HEADING.findall((ROOT / "CHANGELOG.md").read_text())
