"""Closing packages: a ZIP with a manifest of hashes, identical for identical facts, and its check."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

from domain.evidence.acuses import hash_of
from domain.evidence.proof_files import FileState
from domain.papers.packages import MANIFEST

VERSION = 1
MOST_FILES = 20_000
MOST_BYTES = 8 * 1024**3
CHUNK = 1024 * 1024
PACKED = (".pdf", ".jpg", ".png", ".xlsx", ".zip")
"""Extensions of compressed files, which are only stored."""
EARLIEST = 1980
NOTICE = "EVIDENCIAS-CON-FALLA.txt"
NOTICE_HEAD = (
    "Estas evidencias no van en el paquete: cuando se hizo no estaban como se guardaron, y no prueban nada."
)
FAULTS = {
    FileState.ALTERED: "alterado",
    FileState.MISSING: "falta",
    FileState.UNREADABLE: "no se puede leer",
}
UNREADABLE = (BadZipFile, ZlibError, EOFError, OSError, RuntimeError, NotImplementedError)
"""Every exception of zipfile for a damaged, cut or encrypted archive."""


@dataclass(frozen=True)
class PackedFile:
    """One file of a package; `content` is called when it is written, so that few are in memory.

    A file with a `sha256` is evidence: with any other content it is left out and named in the manifest.
    """

    path: str
    what: str
    content: Callable[[], bytes]
    sha256: str = ""


@dataclass(frozen=True)
class PackageCheck:
    """The result of a check: everything is right when `problems` is empty.

    `problems` pairs each problem with its place: `changed`, `missing`, `unknown`, `twice`, `acuse` (whose
    facts do not have its hash), `unreadable`, `too_large`, `no_manifest`.
    """

    problems: tuple[tuple[str, str], ...]
    files: int = 0
    manifest: Mapping[str, Any] | None = None
    sha256: str = ""


@dataclass(frozen=True)
class MissingProofPage:
    """The first page of a package with missing evidence: it says what is missing, and why."""

    faults: tuple[tuple[str, FileState], ...]

    def __call__(self) -> bytes:
        lines = [f"{path}: {FAULTS[state]}" for path, state in self.faults]
        return "\n".join([NOTICE_HEAD, "", *lines, ""]).encode()


@dataclass(frozen=True)
class KeptFile:
    """The content of a stored file, read when it is written."""

    place: Path

    def __call__(self) -> bytes:
        return self.place.read_bytes()


def write_package(
    files: Iterable[PackedFile], facts: Mapping[str, Any], made_at: datetime, *, into: Path
) -> None:
    """Write the ZIP: each file in order, then the manifest with its size and SHA-256."""
    listed, left_out = [], []
    with ZipFile(into, "w") as archive:
        for each in files:
            content = each.content()
            digest = hashlib.sha256(content).hexdigest()
            if each.sha256 not in ("", digest):
                left_out.append(each.path)
                continue
            _put(archive, each.path, content, made_at)
            listed.append({"path": each.path, "what": each.what, "size": len(content), "sha256": digest})
        manifest = {"version": VERSION, "made_at": made_at.isoformat(), **facts, "files": listed}
        manifest |= {"left_out": left_out} if left_out else {}
        _put(archive, MANIFEST, encode_manifest(manifest), made_at)


def encode_manifest(manifest: Mapping[str, Any]) -> bytes:
    return json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()


def check_package(path: Path) -> PackageCheck:
    """Compare every file with the manifest; nothing is unpacked, so no file name can do harm."""
    try:
        with ZipFile(path) as archive:
            return _checked(archive)
    except UNREADABLE:
        return PackageCheck((("unreadable", path.name),))


def _checked(archive: ZipFile) -> PackageCheck:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        return PackageCheck((("too_large", ""),))
    manifest, digest = _manifest(archive, names)
    if manifest is None:
        return PackageCheck((("no_manifest", MANIFEST),))
    listed = {str(each["path"]): each for each in manifest["files"]}
    problems = [("missing", name) for name in listed if name not in names]
    problems += [("unknown", name) for name in names if name not in listed and name != MANIFEST]
    problems += [("twice", name) for name in sorted(set(names)) if names.count(name) > 1]
    problems += [
        ("changed", name)
        for name, each in listed.items()
        if name in names and _hash(archive, name) != each["sha256"]
    ]
    problems += [("acuse", code) for code in _forged(manifest["units"])]
    return PackageCheck(tuple(problems), len(listed), manifest, digest)


def _manifest(archive: ZipFile, names: list[str]) -> tuple[dict[str, Any] | None, str]:
    if names.count(MANIFEST) != 1:
        return None, ""
    content = archive.read(MANIFEST)
    try:
        manifest = json.loads(content)
        is_ours = manifest["version"] == VERSION and isinstance(manifest["units"], list)
        is_ours = is_ours and all({"path", "sha256"} <= each.keys() for each in manifest["files"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, ""
    return (manifest, hashlib.sha256(content).hexdigest()) if is_ours else (None, "")


def _forged(units: list[Any]) -> list[str]:
    """Return the URs whose acuse does not have the hash that it was issued with."""
    found = []
    for unit in units:
        try:
            acuse, code = unit["acuse"], str(unit["code"])
            is_genuine = acuse is None or hash_of(acuse["facts"]) == acuse["sha256"]
        except (KeyError, TypeError):
            code, is_genuine = str(unit)[:20], False
        found += [] if is_genuine else [code]
    return found


def _hash(archive: ZipFile, name: str) -> str:
    """Return the hash of one file; nothing if it cannot be read."""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except UNREADABLE:
        return ""
    return digest.hexdigest()


def _put(archive: ZipFile, path: str, content: bytes, made_at: datetime) -> None:
    at = (made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second)
    entry = ZipInfo(path, (max(made_at.year, EARLIEST), *at))
    entry.compress_type = ZIP_STORED if path.endswith(PACKED) else ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
