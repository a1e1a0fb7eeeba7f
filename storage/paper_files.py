"""The documents that were made for a chat: kept by their hash until long after they were sent."""

from datetime import datetime
from pathlib import Path

from storage.files import FileStore


class PaperStore(FileStore):
    """They can be made again at any time, so they are not part of a backup."""

    def put(self, content: bytes) -> str:
        """Store a content and return its hash; what is there already counts as new."""
        sha256 = super().put(content)
        self.path(sha256).touch()
        return sha256

    def adopt(self, path: Path, sha256: str) -> None:
        super().adopt(path, sha256)
        self.path(sha256).touch()

    def prune(self, before: datetime) -> int:
        """Delete what was last made before an instant of the machine; return how many files."""
        old = [
            path
            for path in self.folder.glob("*/*")
            if path.is_file() and path.stat().st_mtime < before.timestamp()
        ]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)
