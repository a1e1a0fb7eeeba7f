"""Documents made for a chat, stored by hash until long after they were sent."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from storage.files import FileStore


class PaperStore(FileStore):
    """They can be made again at any time, so they are not part of a backup.

    Processes that share the folder make and delete at the same moment.
    """

    def put(self, content: bytes) -> str:
        """Store a content and return its hash; an existing file gets a new time."""
        sha256 = super().put(content)
        while not self._counts_as_new(sha256):
            super().put(content)
        return sha256

    def adopt(self, path: Path, sha256: str) -> None:
        super().adopt(path, sha256)
        while not self._counts_as_new(sha256):
            super().adopt(path, sha256)

    def prune(self, before: datetime) -> int:
        """Delete files last made before an instant (machine time); return how many."""
        return sum(_is_pruned(path, before) for path in self.folder.glob("*/*"))

    def _counts_as_new(self, sha256: str) -> bool:
        """Renew the time of a file; False if it is gone, without creating an empty one."""
        try:
            os.utime(self.path(sha256))
        except FileNotFoundError:
            return False
        return True


def _is_pruned(path: Path, before: datetime) -> bool:
    with suppress(FileNotFoundError):  # another process has just deleted it
        if path.is_file() and path.stat().st_mtime < before.timestamp():
            path.unlink()
            return True
    return False
