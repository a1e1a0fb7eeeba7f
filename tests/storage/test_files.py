"""Evidence files: each content is stored once, atomically, under a name that no sender chooses."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from storage.files import FileStore

PDF = b"%PDF-1.7 oficio"
PDF_SHA256 = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def full(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_content_comes_back_by_its_hash(store: FileStore) -> None:
    sha256 = store.put(PDF)

    assert sha256 == PDF_SHA256
    assert store.get(sha256) == PDF


def test_the_same_content_is_kept_once(store: FileStore, tmp_path: Path) -> None:
    first = store.put(PDF)
    written = store.path(first).stat().st_ino

    assert store.put(PDF) == first

    assert files_under(tmp_path) == [store.path(first)]
    assert store.path(first).stat().st_ino == written


def test_an_empty_content_is_a_content(store: FileStore) -> None:
    assert store.get(store.put(b"")) == b""


@pytest.mark.parametrize(
    "sha256",
    [
        pytest.param("", id="empty"),
        pytest.param(PDF_SHA256[:-1], id="too short"),
        pytest.param(PDF_SHA256 + "0", id="too long"),
        pytest.param(PDF_SHA256.upper(), id="upper case"),
        pytest.param("../" * 21 + "a", id="a way out of the folder"),
        pytest.param("٠" * 64, id="digits of another script"),
    ],
)
def test_only_a_sha256_names_a_file(store: FileStore, sha256: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        store.get(sha256)


def test_an_unknown_hash_has_no_content(store: FileStore) -> None:
    with pytest.raises(FileNotFoundError):
        store.get(PDF_SHA256)


def test_a_write_that_breaks_off_leaves_nothing(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        store.put(PDF)

    assert files_under(tmp_path) == []


def test_what_broke_off_can_be_stored_again(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            store.put(PDF)

    assert store.get(store.put(PDF)) == PDF


@pytest.mark.parametrize("rotten", [b"", PDF[:-1], PDF.replace(b"o", b"n"), PDF + b" "])
def test_the_same_content_sent_again_repairs_what_is_altered(store: FileStore, rotten: bytes) -> None:
    store.put(PDF)
    store.path(PDF_SHA256).write_bytes(rotten)

    assert not store.is_whole(PDF_SHA256)
    assert store.get(store.put(PDF)) == PDF


def test_a_copy_of_the_content_repairs_what_is_altered(store: FileStore, tmp_path: Path) -> None:
    store.put(PDF)
    store.path(PDF_SHA256).write_bytes(b"rotten")
    (tmp_path / "copy").write_bytes(PDF)

    store.adopt(tmp_path / "copy", PDF_SHA256)

    assert store.is_whole(PDF_SHA256)


def test_the_content_its_name_and_its_folders_are_flushed(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{handle}").readlink())
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)

    kept = store.path(store.put(PDF))

    assert [path.parent if ".new-" in path.name else path for path in flushed] == [
        tmp_path,
        tmp_path / "files",
        kept.parent,
        kept.parent,
    ]
    assert ".new-" in flushed[2].name
