"""Made documents are stored by hash while they may be sent, and deleted long after."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.paper_files import PaperStore

NOON = datetime(2025, 9, 25, 18, 0, tzinfo=UTC)


def made_at(store: PaperStore, sha256: str, at: datetime) -> None:
    os.utime(store.path(sha256), (at.timestamp(), at.timestamp()))


def test_what_was_last_made_long_ago_is_deleted(tmp_path: Path) -> None:
    store = PaperStore(tmp_path)
    old, new = store.put(b"old"), store.put(b"new")
    made_at(store, old, NOON - timedelta(seconds=1))
    made_at(store, new, NOON)

    assert store.prune(NOON) == 1

    assert not store.path(old).exists()
    assert store.get(new) == b"new"


def test_what_is_made_again_counts_as_new(tmp_path: Path) -> None:
    store = PaperStore(tmp_path)
    sha256 = store.put(b"same")
    made_at(store, sha256, NOON - timedelta(days=99))

    assert store.put(b"same") == sha256

    assert store.prune(NOON) == 0


def test_without_a_folder_there_is_nothing_to_delete(tmp_path: Path) -> None:
    assert PaperStore(tmp_path / "none").prune(NOON) == 0


class DeletedMeanwhile(PaperStore):
    """A store in which another process deletes a file at the second call of `path`."""

    asked = 0

    def path(self, sha256: str) -> Path:
        found = super().path(sha256)
        self.asked += 1
        if self.asked == 2:
            found.unlink(missing_ok=True)
        return found


@pytest.mark.parametrize("is_adopted", [False, True])
def test_what_is_deleted_while_it_is_made_again_is_written_again(tmp_path: Path, *, is_adopted: bool) -> None:
    folder, made = tmp_path / "papers", tmp_path / "made.pdf"
    made.write_bytes(b"same")
    sha256 = PaperStore(folder).put(b"same")
    store = DeletedMeanwhile(folder)

    if is_adopted:
        store.adopt(made, sha256)
    else:
        store.put(b"same")

    assert PaperStore(folder).get(sha256) == b"same"


def test_two_processes_that_delete_at_one_moment_delete_each_file_once(tmp_path: Path) -> None:
    for _ in range(20):
        store = PaperStore(tmp_path)
        for number in range(30):
            made_at(store, store.put(b"%d" % number), NOON - timedelta(days=1))
        with ThreadPoolExecutor(4) as processes:
            deleted = list(processes.map(lambda _: PaperStore(tmp_path).prune(NOON), range(4)))

        assert sum(deleted) == 30
