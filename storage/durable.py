"""Files that are written whole or not at all, and survive a power cut; whoever writes holds a lock."""

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

NEW = ".new-"
"""How a file begins its name while it is written."""
NOTHING_TO_FLUSH = (errno.EINVAL, errno.ENOTSUP)
"""What some file systems say of a folder."""


def write_whole(path: Path, content: BinaryIO, mode: int = 0o600) -> None:
    """Write a content aside, flush it, and give it its name; then flush the names of the folder."""
    make_folders(path.parent)
    with _new_file(path.parent) as (file, temporary):
        shutil.copyfileobj(content, file)
        os.fchmod(file.fileno(), mode)
        flush_file(file)
        temporary.replace(path)
    flush(path.parent)


def make_folders(folder: Path) -> None:
    """Make a folder and those above it; each new name is flushed."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        flush(each.parent)


def put_in_place(content: Path, target: Path) -> None:
    """Give a whole file its name in one step; it stays after a power cut."""
    flush(content)
    content.replace(target)
    flush(target.parent)


def flush_file(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in NOTHING_TO_FLUSH:
            raise
    finally:
        os.close(handle)


@contextmanager
def workshop(place: Path, prefix: str) -> Iterator[Path]:
    """Open a folder for what is not ready; it is locked while it is at work, and gone afterwards."""
    with tempfile.TemporaryDirectory(dir=place, prefix=prefix) as folder:
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # where folders cannot be locked, nobody can tell that it was left behind
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield Path(folder)
        finally:
            os.close(handle)


def is_at_work(path: Path) -> bool:
    """Tell whether a living process writes this file, or in this folder: it holds its lock."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


@contextmanager
def _new_file(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Open a new file under its lock; one that was cleared as left behind before that is replaced."""
    while True:
        handle, name = tempfile.mkstemp(dir=folder, prefix=NEW)
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if not os.fstat(handle).st_nlink:
                continue
            try:
                yield file, Path(name)
            finally:
                with suppress(FileNotFoundError):
                    Path(name).unlink()
            return
