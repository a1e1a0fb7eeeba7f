"""Evidence files by the SHA-256 of their content, written whole or not at all."""

import hashlib
import os
import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO


class FileStore:
    """Keeps each content once, under `folder`/ab/cdef…; nothing that a person sends decides a path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Store a content and return its hash; storing it again changes nothing."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if path.exists():
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        self._write(path, BytesIO(content))
        return sha256

    def adopt(self, path: Path, sha256: str) -> None:
        """Store a copy of the file, whose content has this hash; storing it again changes nothing."""
        kept = self.path(sha256)
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            with path.open("rb") as content:
                self._write(kept, content)

    def get(self, sha256: str) -> bytes:
        return self.path(sha256).read_bytes()

    def path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a SHA-256")
        return self.folder / sha256[:2] / sha256[2:]

    def _write(self, path: Path, content: BinaryIO) -> None:
        # A file that is half written must never carry its hash as a name: write aside, sync, rename.
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                shutil.copyfileobj(content, file)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
