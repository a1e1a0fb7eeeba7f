"""The start deletes leftovers of killed writes, backups and restores, not files in use."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage.durable import NEW, workshop, write_whole
from storage.files import FileStore
from storage.leftovers import BACKUP, RESTORE, clear_files, clear_workshops, note_place, places_of

HALF = f"{NEW}a1b2c3d4"
KILLED_WRITER = """
import os, sys
from io import BytesIO
from pathlib import Path
from storage.durable import write_whole
class Endless(BytesIO):
    def read(self, *_):
        os._exit(137)
write_whole(Path(sys.argv[1]), Endless())
"""
KILLED_WORKSHOP = """
import os, sys
from pathlib import Path
from storage.durable import workshop
with workshop(Path(sys.argv[1]), sys.argv[2]) as folder:
    (folder / "base.sqlite").write_bytes(b"half")
    os._exit(137)
"""


def killed(program: str, *words: str) -> None:
    done = subprocess.run([sys.executable, "-c", program, *words], check=False)
    assert done.returncode == 137


def test_a_write_that_was_killed_is_cleared(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    kept = store.put(b"kept")
    killed(KILLED_WRITER, str(store.path("ab" + "0" * 62)))
    [left] = tmp_path.glob(f"*/{NEW}*")

    assert clear_files(tmp_path) == 1

    assert not left.exists()
    assert store.get(kept) == b"kept"


@pytest.mark.parametrize("prefix", [BACKUP, RESTORE, f".puntual.db{RESTORE}"])
def test_a_workshop_that_was_killed_is_cleared(prefix: str, tmp_path: Path) -> None:
    killed(KILLED_WORKSHOP, str(tmp_path), prefix)
    assert len(list(tmp_path.iterdir())) == 1

    assert clear_workshops([tmp_path, tmp_path]) == 1

    assert list(tmp_path.iterdir()) == []


def test_a_file_being_written_stays(tmp_path: Path) -> None:
    seen = []

    class Watched:
        def read(self, _: int) -> bytes:
            seen.append(clear_files(tmp_path))
            return b""

    write_whole(tmp_path / "ab" / "file", Watched())  # type: ignore[arg-type]

    assert seen == [0]
    assert (tmp_path / "ab" / "file").exists()


def test_a_workshop_at_work_stays(tmp_path: Path) -> None:
    with workshop(tmp_path, BACKUP) as folder:
        cleared = clear_workshops([tmp_path])
        is_there = folder.exists()

    assert (cleared, is_there) == (0, True)


@pytest.mark.parametrize("name", [".newish", ".new-", f"{NEW}notes.txt", "respaldo-a1b2c3d4"])
def test_a_foreign_file_stays(name: str, tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    theirs = [tmp_path / name, tmp_path / "ab" / name]
    for each in theirs:
        each.write_bytes(b"theirs")

    assert (clear_files(tmp_path), clear_workshops([tmp_path])) == (0, 0)

    assert all(each.exists() for each in theirs)


def test_nothing_is_followed_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "ab" / HALF).symlink_to(tmp_path / "precious")

    assert clear_files(tmp_path) == 0

    assert (tmp_path / "precious").exists()


def test_the_places_of_backups_are_remembered_once_and_not_for_ever(tmp_path: Path) -> None:
    for number in (*range(25), 20):
        note_place(tmp_path, tmp_path / str(number))

    assert [path.name for path in places_of(tmp_path)] == [
        *map(str, range(5, 20)),
        "21",
        "22",
        "23",
        "24",
        "20",
    ]


def test_without_a_backup_no_place_is_remembered(tmp_path: Path) -> None:
    (tmp_path / ".respaldos").mkdir()

    assert places_of(tmp_path) == places_of(tmp_path / "none") == []
