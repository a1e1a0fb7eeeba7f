"""Locks on a SQLite file: one `puntual run`, any number of ticks; a lock ends with its process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import getpid
from pathlib import Path

from storage.engine import is_in_memory, make_folder, sync_url


class AlreadyRunning(Exception):
    """Another `puntual run` uses the same file; `pid` is the process id in its lock file."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


@contextmanager
def alone_on(url: str) -> Iterator[None]:
    """Lock the file during the block; raise AlreadyRunning, or OSError from its folder.

    The start releases every claim, so two runs at once would send twice. The kernel releases the lock when
    the process ends, also by `kill -9`; the lock file itself stays.
    """
    path = _beside(url, "run")
    if path is None:
        yield
        return
    with path.open("a+b", buffering=0) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            lock.seek(0)
            raise AlreadyRunning(lock.read().decode()) from taken
        with suppress(OSError):  # a full disk: the lock holds all the same
            lock.truncate(0)
            lock.write(str(getpid()).encode())
        yield


def pid_of_run(url: str) -> int | None:
    """Return the id of the process that runs on a SQLite file, None where there is none."""
    path = _beside(url, "run", makes_folder=False)
    if path is None or not path.exists():
        return None
    with path.open("rb", buffering=0) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            written = lock.read().decode()
            return int(written) if written.isdecimal() else None
    return None


@contextmanager
def ticking_on(url: str) -> Iterator[None]:
    """Hold the shared lock of a tick, so that a `run` that starts meanwhile knows of another sender."""
    path = _beside(url, "tick")
    if path is None:
        yield
        return
    with path.open("a+b", buffering=0) as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


@contextmanager
def between_ticks(url: str) -> Iterator[bool]:
    """Keep ticks from starting during the block; False while one is running."""
    path = _beside(url, "tick")
    if path is None:
        yield False
        return
    with path.open("a+b", buffering=0) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _beside(url: str, name: str, *, makes_folder: bool = True) -> Path | None:
    """Return the path of a lock beside a SQLite file; None for any other database."""
    address = sync_url(url)
    if address.get_backend_name() != "sqlite" or is_in_memory(address):
        return None
    if makes_folder:
        make_folder(address)
    return Path(f"{Path(str(address.database)).resolve()}.{name}")
