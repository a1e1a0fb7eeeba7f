"""A lock that was whole when it was made installs on any later day, with whichever pip a Python brings."""

from importlib.metadata import version
from pathlib import Path

import pytest

from tests.setup.machine import RUNNING, WITHOUT_ENSUREPIP, Machine, needed_python
from tests.setup.wheels import build

BROUGHT = ("3.11", "3.12", "3.13", "3.14")


def a_later_day(machine: Machine) -> None:
    """Lock a library that asks for another with an extra, as pytest-cov does; then that one has a release."""
    pins = [
        build(machine.index, "cover", "1.0", asks=["measure[toml]>=1"]),
        build(machine.index, "measure", "1.0", extras=["toml"]),
    ]
    machine.lock(*pins)
    build(machine.index, "measure", "2.0", extras=["toml"])


def without_pip(machine: Machine) -> Machine:
    """Make .venv as it is where the pip of this Python stays outside."""
    machine.run(str(machine.python), "-m", "venv", "--without-pip", ".venv")
    return machine


@pytest.fixture
def strangers(tmp_path: Path) -> dict[str, str]:
    """Return an environment that names a folder whose library lacks what it asks for."""
    place = tmp_path / "strangers" / "stranger-1.0.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\nRequires-Dist: absent\n"
    )
    return {"PYTHONPATH": str(place.parent)}


@pytest.mark.parametrize("brought_by", BROUGHT)
def test_it_installs_with_the_pip_that_a_python_brings(
    brought_by: str, tmp_path: Path, strangers: dict[str, str]
) -> None:
    machine = Machine(tmp_path / "machine", needed_python(brought_by)).prepare()
    a_later_day(machine)

    done = machine.install(**strangers)

    assert (done.returncode, done.stderr) == (0, "")
    assert (machine.installed("cover"), machine.installed("measure")) == ("1.0", "1.0")
    assert machine.run(".venv/bin/puntual").stdout == "0.1.0\n"


def test_it_installs_with_the_newest_pip(tmp_path: Path, strangers: dict[str, str]) -> None:
    machine = Machine(tmp_path / "machine").prepare()
    a_later_day(machine)

    done = machine.install(**strangers)

    assert (done.returncode, done.stderr) == (0, "")
    assert (machine.installed("cover"), machine.installed("measure")) == ("1.0", "1.0")
    asked = machine.run(".venv/bin/python", "-m", "pip", "--version")
    assert asked.stdout.startswith(f"pip {version('pip')} ")


def test_it_installs_where_debian_splits_pip_from_python(tmp_path: Path, strangers: dict[str, str]) -> None:
    machine = Machine(tmp_path / "machine").prepare()
    machine.stand_in_is(WITHOUT_ENSUREPIP)
    a_later_day(machine)

    done = machine.install(**strangers)

    assert (done.returncode, done.stderr) == (0, "")
    assert machine.installed("measure") == "1.0"
    assert machine.run(".venv/bin/python", "-m", "pip", "--version").returncode == 1


def test_the_pip_of_2023_checks_from_outside_what_is_inside(
    tmp_path: Path, strangers: dict[str, str]
) -> None:
    machine = without_pip(Machine(tmp_path / "machine", needed_python("3.11")).prepare())
    a_later_day(machine)

    done = machine.install(**strangers)

    assert (done.returncode, done.stderr) == (0, "")
    assert machine.installed("measure") == "1.0"


def test_the_resolver_of_2023_takes_the_newer_release_and_stops(tmp_path: Path) -> None:
    """The trap is real: without --no-deps the pip of Python 3.11.7 ends as it did in November."""
    machine = without_pip(Machine(tmp_path / "machine", needed_python("3.11")).prepare())
    brings = machine.run(str(machine.python), "-m", "pip", "--version").stdout
    if not brings.startswith("pip 23."):
        pytest.skip(f"this Python brings {brings}")
    a_later_day(machine)
    script = machine.project / "scripts" / "install"
    script.write_text(script.read_text().replace("--no-deps --require-hashes", "--require-hashes"))

    done = machine.install()

    assert done.returncode == 1
    assert "must have their versions pinned with ==" in done.stderr
    assert "measure" in done.stderr


def test_what_a_lock_lacks_and_what_does_not_go_together_is_said(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "machine").prepare()
    machine.lock(
        build(machine.index, "cover", "1.0", asks=["measure[toml]>=1"]),
        build(machine.index, "chart", "1.0", asks=["cover>=2"]),
    )
    build(machine.index, "measure", "2.0", extras=["toml"])

    done = machine.install()

    assert done.returncode == 1
    assert "cover 1.0 requires measure" in done.stderr
    assert "chart 1.0 has requirement cover>=2, but you have cover 1.0" in done.stderr
    assert (
        f"{RUNNING} lacks a library, or two of its libraries conflict; which ones is said above."
        in done.stderr
    )
    assert "whoever maintains Puntual mends it with make lock" in done.stderr
    assert "scripts/install" in machine.run("make", "-n", "install").stdout, "the next make must not take it"
