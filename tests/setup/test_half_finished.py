"""A .venv that was cut off, moved or outdated is made anew by the next make, with all that it held."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.setup.machine import DEVELOPING, READING, RUNNING, Machine
from tests.setup.wheels import build

ANEW = "making .venv anew"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "machine").prepare()
    machine.lock_all(build(machine.index, "cover", "1.0"), reading=build(machine.index, "reader", "1.0"))
    return machine


def kill_in_the_middle(machine: Machine) -> None:
    """Kill everything while puntual itself is installed, and leave half a library, as pip may."""
    os.mkfifo(machine.project / "gate")
    command = ["make", "--no-print-directory", "install"]
    with subprocess.Popen(command, **machine.how(), stdout=subprocess.PIPE, start_new_session=True) as making:
        assert making.stdout
        assert any("Installing puntual" in line for line in making.stdout)
        os.killpg(making.pid, signal.SIGKILL)
    (machine.project / "gate").unlink()
    [library] = machine.project.glob(".venv/lib/python3.*/site-packages/cover.py")
    library.unlink()


def test_an_installation_that_was_killed_is_made_anew(machine: Machine) -> None:
    kill_in_the_middle(machine)

    done = machine.make("install")

    assert (done.returncode, done.stderr) == (0, "")
    assert ANEW in done.stdout
    assert machine.installed("cover") == "1.0"
    assert not (machine.project / ".venv.before").exists()


def test_until_the_new_one_is_whole_the_old_one_comes_back(machine: Machine) -> None:
    """Where there is no network that day, a bot that runs from the old one goes on."""
    assert machine.make("install").returncode == 0
    [wheel] = machine.index.glob("cover-*")
    kept = machine.place / wheel.name
    machine.lock_all(build(machine.index, "cover", "2.0"))
    shutil.move(machine.index / "cover-2.0-py3-none-any.whl", kept)

    refused = [machine.make("install").returncode for _ in range(2)]

    assert refused == [2, 2]
    assert machine.installed("cover") == "1.0"
    shutil.move(kept, machine.index / "cover-2.0-py3-none-any.whl")
    assert machine.make("install").returncode == 0
    assert machine.installed("cover") == "2.0"


def test_a_folder_that_was_moved_is_set_up_where_it_is_now(machine: Machine) -> None:
    assert machine.make("install").returncode == 0
    elsewhere = Machine(machine.place / "elsewhere")
    elsewhere.place.mkdir()
    shutil.move(machine.project, elsewhere.project)
    shutil.move(machine.index, elsewhere.index)

    done = elsewhere.make("install")

    assert (done.returncode, done.stderr) == (0, "")
    assert ANEW in done.stdout
    assert elsewhere.run(".venv/bin/puntual").stdout == "0.1.0\n"


def test_a_python_that_the_system_replaced_is_noticed(machine: Machine) -> None:
    assert machine.make("install").returncode == 0
    where = machine.project / ".venv" / ".installed" / "where"
    where.write_text(where.read_text().replace(" 3 ", " 3 1"))

    done = machine.make("install")

    assert done.returncode == 0
    assert ANEW in done.stdout


def test_what_older_locks_left_behind_does_not_stand_in_the_way(machine: Machine) -> None:
    machine.lock_all(
        build(machine.index, "chart", "1.0", asks=["cover<2"]), build(machine.index, "cover", "1.0")
    )
    assert machine.make("install").returncode == 0
    machine.lock_all(build(machine.index, "cover", "2.0"))

    done = machine.make("install")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"Something .venv already held conflicts with these versions: {ANEW}" in done.stdout
    assert (machine.installed("cover"), machine.installed("chart")) == ("2.0", None)


def test_a_venv_that_somebody_made_is_used(machine: Machine) -> None:
    machine.run(str(machine.stand_in), "-m", "venv", ".venv")

    done = machine.make("install")

    assert done.returncode == 0
    assert "Making .venv" not in done.stdout
    assert machine.installed("cover") == "1.0"


def test_a_venv_that_looks_into_the_system_is_made_anew(machine: Machine) -> None:
    machine.run(str(machine.stand_in), "-m", "venv", "--system-site-packages", "--without-pip", ".venv")

    done = machine.make("install")

    assert done.returncode == 0
    assert ANEW in done.stdout
    assert "= false" in (machine.project / ".venv" / "pyvenv.cfg").read_text()


def test_reading_photos_stays_when_the_rest_is_installed(machine: Machine) -> None:
    assert machine.make("ocr").returncode == 0
    again = machine.make("install")
    assert again.stdout == "» Ready: .venv/bin/puntual\n"
    machine.lock_all(
        build(machine.index, "cover", "2.0"), reading=build(machine.index, "reader", "2.0", asks=["cover>=2"])
    )

    done = machine.make("install")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"2 libraries of {READING}," in done.stdout
    assert (machine.installed("cover"), machine.installed("reader")) == ("2.0", "2.0")


def test_who_develops_and_reads_photos_has_both(machine: Machine) -> None:
    machine.lock(
        (machine.project / RUNNING).read_text(), build(machine.index, "tool", "1.0"), name=DEVELOPING
    )
    assert machine.install(DEVELOPING).returncode == 0

    done = machine.make("ocr")

    assert done.returncode == 0
    assert f"3 libraries of {DEVELOPING} and {READING}," in done.stdout
    assert [machine.installed(name) for name in ("cover", "tool", "reader")] == ["1.0"] * 3
    assert machine.make("install").stdout == "» Ready: .venv/bin/puntual\n"
