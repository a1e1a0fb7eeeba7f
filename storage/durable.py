"""Writes files atomically and durably; a file being written is locked."""

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
"""Name prefix of a file that is being written."""
NOTHING_TO_FLUSH = (errno.EINVAL, errno.ENOTSUP)
"""Errors of file systems that cannot flush a folder."""


def write_whole(path: Path, content: BinaryIO, mode: int = 0o600) -> None:
    """Write a temporary file, flush it, rename it, then flush its folder."""
    make_folders(path.parent)
    with _new_file(path.parent) as (file, temporary):
        shutil.copyfileobj(content, file)
        os.fchmod(file.fileno(), mode)
        flush_file(file)
        temporary.replace(path)
    flush(path.parent)


def make_folders(folder: Path) -> None:
    """Create a folder and its parents; flush each new entry."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        flush(each.parent)


def put_in_place(content: Path, target: Path) -> None:
    """Rename a complete file into place, durably."""
    flush(content)
    content.replace(target)
    flush(target.parent)


def flush_file(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def flush(path: Path) -> None:
    """Flush a file, or the entries of a folder, to disk."""
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
    """Open a temporary folder that is locked while in use and deleted afterwards."""
    with tempfile.TemporaryDirectory(dir=place, prefix=prefix) as folder:
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(
                OSError
            ):  # where folders cannot be locked, a leftover one cannot be told from one in use
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield Path(folder)
        finally:
            os.close(handle)


def is_at_work(path: Path) -> bool:
    """Tell whether a running process holds the lock of this temporary file or folder."""
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
    """Create a file and lock it; try again if it was cleared as a leftover before it was locked."""
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
