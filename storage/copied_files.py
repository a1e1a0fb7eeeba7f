"""Evidence files in a copy: a backup, a closing package, or a folder with the same names."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256 as digest_of
from pathlib import Path
from typing import Any, Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from storage.backup_archive import EVIDENCE, MANIFEST
from storage.files import FileStore

LARGEST = 64 * 1024 * 1024
"""Bytes; no evidence file is as large."""
LARGEST_MANIFEST = 256 * 1024 * 1024
BY_NAME = re.compile(r"(?:.*/)?([0-9a-f]{2})/([0-9a-f]{62})")
DAMAGED = (BadZipFile, ZlibError, EOFError, RuntimeError, NotImplementedError)
"""Errors of reading a damaged, truncated or encrypted member of an archive."""


class NoCopy(Exception):
    """The path is no archive and no folder of evidence files."""


class CopiedFiles(Protocol):
    def content(self, sha256: str) -> bytes | None:
        """Return the content with this hash; None where there is no intact one."""


@contextmanager
def opened_copy(path: Path) -> Iterator[CopiedFiles]:
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        archive = ZipFile(path)
    except DAMAGED as broken:
        raise NoCopy(path.name) from broken
    with archive:
        yield _Archive(archive)


class _Archive:
    """An archive: a backup names files by hash; a closing package has the hashes in its manifest."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        entries = {entry.filename: entry for entry in archive.infolist()}
        named = ((BY_NAME.fullmatch(name), entry) for name, entry in entries.items())
        self._by_hash = {match[1] + match[2]: entry for match, entry in named if match}
        for name, sha256 in _listed(archive, entries.get(MANIFEST)):
            if name in entries:
                self._by_hash.setdefault(sha256, entries[name])

    def content(self, sha256: str) -> bytes | None:
        entry = self._by_hash.get(sha256)
        if entry is None or entry.file_size > LARGEST:
            return None
        try:
            content = self._archive.read(entry)
        except DAMAGED:
            return None
        return content if digest_of(content).hexdigest() == sha256 else None


class _Folder:
    """A folder with the files under the names of the file store, directly or in a subfolder."""

    def __init__(self, folder: Path) -> None:
        self._stores = [FileStore(folder), FileStore(folder / EVIDENCE)]

    def content(self, sha256: str) -> bytes | None:
        for store in self._stores:
            if store.is_whole(sha256):
                return store.get(sha256)
        return None


def _listed(archive: ZipFile, entry: ZipInfo | None) -> list[tuple[str, str]]:
    """Return names and hashes from the manifest of either kind of archive."""
    if entry is None or entry.file_size > LARGEST_MANIFEST:
        return []
    try:
        manifest: Any = json.loads(archive.read(entry))
        if isinstance(manifest.get("files"), list):
            return [(str(each["path"]), str(each["sha256"])) for each in manifest["files"]]
        return [(str(name), str(sha256)) for name, sha256 in dict(manifest["sha256"]).items()]
    except (*DAMAGED, ValueError, KeyError, TypeError, AttributeError):
        return []
