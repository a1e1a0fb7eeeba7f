"""Evidence files by the SHA-256 of their content, written atomically."""

import hashlib
from collections.abc import Collection
from io import BytesIO
from pathlib import Path

from domain.evidence.proof_files import FileState
from storage.durable import write_whole


class FileStore:
    """Stores each content once, under `folder`/ab/cdef…; no path comes from what a person sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Store a content and return its hash; an intact file with that hash is left as it is."""
        sha256 = hashlib.sha256(content).hexdigest()
        if not self.is_whole(sha256):
            write_whole(self.path(sha256), BytesIO(content))
        return sha256

    def adopt(self, path: Path, sha256: str) -> None:
        """Store a copy of the file, whose content has this hash; an intact file is left as it is."""
        if not self.is_whole(sha256):
            with path.open("rb") as content:
                write_whole(self.path(sha256), content)

    def is_whole(self, sha256: str) -> bool:
        """Tell whether the file exists, is readable and matches its hash."""
        return self.state(sha256) is FileState.OK

    def state(self, sha256: str) -> FileState:
        """Read a whole file and return its state."""
        try:
            is_whole = sha256_of(self.path(sha256)) == sha256
        except (FileNotFoundError, NotADirectoryError):
            return FileState.MISSING
        except OSError:
            return FileState.UNREADABLE
        return FileState.OK if is_whole else FileState.ALTERED

    def get(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()

    def states(self, hashes: Collection[str]) -> dict[str, FileState]:
        return {sha256: self.state(sha256) for sha256 in hashes}

    def path(self, sha256: str) -> Path:
        if not is_hash(sha256):
            raise ValueError("not a SHA-256")
        return self.folder / sha256[:2] / sha256[2:]


def is_hash(text: str) -> bool:
    """Tell whether a text is a SHA-256 in the form used as file name."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
