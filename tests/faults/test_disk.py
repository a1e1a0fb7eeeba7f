"""The disk of the evidence: the doctor reports little space and missing write access."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.server import Sandbox
from tests.app.conftest import Types
from tests.app.test_doctor_command import signed

Mounts = Callable[..., Path]


@pytest.fixture
def mounts(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mounts]:
    """Put the data folder on a separate disk; skip the test where mounting is not allowed."""
    folder = place / "disk"
    folder.mkdir()
    monkeypatch.setenv("PUNTUAL_DATA_DIR", str(folder))

    def mounted(*options: str) -> Path:
        words = ["mount", "-t", "tmpfs", "-o", ",".join(("mode=0700", *options)), "none", str(folder)]
        if subprocess.run(words, capture_output=True, check=False).returncode:
            pytest.skip("no file system may be mounted here")
        return folder

    yield mounted
    subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False)


@pytest.mark.parametrize(
    ("size", "left", "sign"),
    [("9m", 9, "✗"), ("10m", 10, "!"), ("95m", 99, "!")],
    ids=["under the last ten MB", "ten MB", "under a hundred MB"],
)
async def test_a_disk_that_is_nearly_full_is_told(
    size: str, left: int, sign: str, database_file: Path, telegram: Sandbox, mounts: Mounts, types: Types
) -> None:
    disk = mounts(f"size={size}")

    told = await types("doctor")

    assert signed(told.out, sign) == [f"Archivos: quedan {left} MB en el disco de {disk}; libere espacio"]
    assert told.code == (1 if sign == "✗" else 0)


async def test_a_disk_with_room_needs_no_word(
    database_file: Path, telegram: Sandbox, mounts: Mounts, types: Types
) -> None:
    mounts("size=96m")

    told = await types("doctor")

    assert (told.code, "Archivos" in told.out) == (0, False)


async def test_a_read_only_data_folder_is_told_though_the_database_lies_elsewhere(
    database_file: Path, telegram: Sandbox, mounts: Mounts, types: Types
) -> None:
    disk = mounts("ro")

    told = await types("doctor")

    written = f"Archivos: no se puede escribir en {disk}; dé permiso o cambie PUNTUAL_DATA_DIR"
    assert (told.code, signed(told.out, "✗")) == (1, [written])


async def test_rights_are_not_enough_where_no_file_can_be_made(
    database_file: Path, telegram: Sandbox, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_DATA_DIR", "/proc/puntual")

    told = await types("doctor")

    assert told.code == 1
    assert "✗ Archivos: no se puede escribir en /proc; dé permiso o cambie PUNTUAL_DATA_DIR" in told.out


async def test_looking_at_the_folder_leaves_nothing_in_it(
    place: Path, database_file: Path, telegram: Sandbox, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "evidence").mkdir()
    monkeypatch.setenv("PUNTUAL_DATA_DIR", str(place / "evidence"))

    await types("doctor")

    assert list((place / "evidence").iterdir()) == []
