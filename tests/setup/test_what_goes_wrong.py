"""What a machine or an index does wrong while libraries are installed is said, with what to do."""

import shutil
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.setup.machine import WITHOUT_ENSUREPIP, Machine
from tests.setup.wheels import build, locked

SETUP = b'open("/MARK", "w").close()\nfrom setuptools import setup\nsetup(name="cover", version="1.0")\n'


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine").prepare()


def test_a_damaged_wheel_is_not_installed(machine: Machine) -> None:
    machine.lock(build(machine.index, "cover", "1.0"))
    [wheel] = machine.index.iterdir()
    wheel.write_bytes(wheel.read_bytes() + b"one byte more")

    done = machine.install()

    assert done.returncode == 1, done.stderr
    assert "Could not install the libraries of requirements-run.lock." in done.stderr
    assert "A file came that is not the one the lock pins" in done.stderr
    assert machine.installed("cover") is None


def test_a_wheel_that_is_not_there_is_named(machine: Machine) -> None:
    machine.lock(build(machine.index, "cover", "1.0"))
    [wheel] = machine.index.iterdir()
    wheel.unlink()

    done = machine.install()

    assert done.returncode == 1, done.stderr
    assert "cover==1.0" in done.stderr
    assert "The index has no such file for Python 3." in done.stderr


def test_nothing_is_compiled(machine: Machine) -> None:
    """Compiling would fetch tools that no lock pins."""
    mark = machine.place / "compiled"
    source = machine.index / "cover-1.0.tar.gz"
    with tarfile.open(source, "w:gz") as archive:
        member = tarfile.TarInfo("cover-1.0/setup.py")
        code = SETUP.replace(b"/MARK", str(mark).encode())
        member.size = len(code)
        archive.addfile(member, BytesIO(code))
    machine.lock(locked(source))

    done = machine.install()

    assert done.returncode == 1, done.stderr
    assert "The index has no such file for Python 3." in done.stderr
    assert not mark.exists()


def test_an_index_out_of_reach_is_told_from_one_without_the_file(machine: Machine) -> None:
    machine.lock(build(machine.index, "cover", "1.0"))
    nobody = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9", "PIP_FIND_LINKS": ""}

    done = machine.install(PIP_RETRIES="1", **nobody)

    assert done.returncode == 1, done.stderr
    assert "The package index could not be reached. Check the connection or the proxy" in done.stderr


def test_a_full_disk_is_said(machine: Machine) -> None:
    machine.lock(build(machine.index, "cover", "1.0"))
    pip = 'case "$*" in *hashes*) echo "[Errno 28] No space left on device"; exit 1 ;; esac'
    machine.stand_in_is(WITHOUT_ENSUREPIP.replace("exec", f"{pip}\nexec"))

    done = machine.install()

    assert done.returncode == 1, done.stderr
    assert "The disk is full. Free some space and try again." in done.stderr


def test_without_any_pip_it_says_what_to_install(machine: Machine) -> None:
    machine.lock(build(machine.index, "cover", "1.0"))
    machine.stand_in_is(WITHOUT_ENSUREPIP.replace("exec", 'if [ "$2" = pip ]; then exit 1; fi\nexec'))
    tools = machine.place / "bin"
    tools.mkdir()
    for tool in ("cat", "grep", "mktemp", "mkdir", "mv", "rm", "sed", "sort", "touch"):
        (tools / tool).symlink_to(str(shutil.which(tool)))

    done = machine.install(PATH=str(tools))

    assert done.returncode == 1, done.stderr
    assert "pip 22.3 or newer is missing." in done.stderr
    assert "Making .venv with Python 3." in done.stdout
