"""Documents that were made: kept by their hash while they may be sent, and deleted long after."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
