"""The ZIP of a backup: the database, the evidence files, and a manifest of their hashes and states."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from domain.evidence.proof_files import FileState
from storage.backup_facts import CopyFacts
from storage.files import is_hash, sha256_of

FORMAT = 1
MANIFEST = "manifest.json"
DUMPS = {"sqlite": "base.sqlite", "postgresql": "base.pgdump"}
EVIDENCE = "evidencias/"


class BackupProblem(Exception):
    """A backup or restore failed: `code` names the reason, `detail` is the output of the tool."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Packed:
    """The contents of a backup."""

    dialect: str
    dump: Path
    evidence: Path
    facts: CopyFacts


@dataclass(frozen=True)
class Manifest:
    """The manifest of a backup; older versions have fewer fields."""

    made_at: datetime | None = None
    faults: Mapping[str, FileState] = field(default_factory=dict)


def pack(path: Path, packed: Packed) -> int:
    """Write the archive and return how many files it holds; the manifest names the faulty ones."""
    hashes = {}
    faults = dict.fromkeys(packed.facts.files, FileState.MISSING)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.write(packed.dump, packed.dump.name)
        hashes[packed.dump.name] = sha256_of(packed.dump)
        for name, content in _evidence(packed.evidence):
            named = content.parent.name + content.name
            try:
                hashes[name] = sha256_of(content)
            except OSError:  # only this file fails; the others are still backed up
                faults[named] = FileState.UNREADABLE
                continue
            archive.write(content, name)
            faults.pop(named, None)
            if is_hash(named) and hashes[name] != named:
                faults[named] = FileState.ALTERED
        archive.writestr(MANIFEST, json.dumps(_manifest(packed, hashes, faults), indent=1))
    return len(hashes)


def read_manifest(path: Path) -> Manifest:
    """Return the manifest of a backup; raise BackupProblem for any other file."""
    manifest = _opened(path)
    made_at = manifest.get("made_at")
    try:
        faults = {str(name): FileState(state) for name, state in manifest.get("faults", {}).items()}
        return Manifest(datetime.fromisoformat(made_at) if made_at else None, faults)
    except (ValueError, TypeError, AttributeError) as broken:
        raise BackupProblem("not_a_copy") from broken


def unpack(source: Path, folder: Path, dialect: str) -> list[str]:
    """Check every content against the manifest, then extract the backup; return the names."""
    manifest = _opened(source)
    try:
        with ZipFile(source) as archive:
            archive.extractall(folder)
    except (BadZipFile, ValueError) as broken:
        raise BackupProblem("not_a_copy") from broken
    if manifest.get("format") != FORMAT or manifest.get("dialect") != dialect:
        raise BackupProblem("other_dialect", str(manifest.get("dialect")))
    hashes: dict[str, str] = manifest["sha256"]
    damaged = [name for name, sha256 in hashes.items() if not _is_whole(folder / name, sha256)]
    if damaged or DUMPS[dialect] not in hashes:
        raise BackupProblem("damaged", ", ".join(damaged[:3]))
    return list(hashes)


def _manifest(packed: Packed, hashes: Mapping[str, str], faults: Mapping[str, FileState]) -> dict[str, Any]:
    seal = packed.facts.seal
    return {
        "format": FORMAT,
        "dialect": packed.dialect,
        "made_at": packed.facts.made_at.isoformat() if packed.facts.made_at else None,
        "audit": {"length": seal.number, "head": seal.hash} if seal else None,
        "faults": dict(sorted(faults.items())),
        "sha256": hashes,
    }


def _opened(source: Path) -> dict[str, Any]:
    try:
        with ZipFile(source) as archive:
            manifest: dict[str, Any] = dict(json.loads(archive.read(MANIFEST)))
    except (BadZipFile, KeyError, ValueError, TypeError) as broken:
        raise BackupProblem("not_a_copy") from broken
    return manifest


def _evidence(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        # A name that begins with a dot is a file still being written.
        if path.is_file() and not path.name.startswith("."):
            yield f"{EVIDENCE}{path.relative_to(folder).as_posix()}", path


def _is_whole(path: Path, sha256: str) -> bool:
    return path.is_file() and sha256_of(path) == sha256
