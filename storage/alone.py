"""One `puntual run` for each SQLite file: a lock beside it that ends with the process, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import getpid
from pathlib import Path

from storage.engine import is_in_memory, make_folder, sync_url


class AlreadyRunning(Exception):
    """Another process runs on the same file; `pid` is what it wrote down."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


@contextmanager
def alone_on(url: str) -> Iterator[None]:
    """Hold the file for as long as the block lasts; raise AlreadyRunning, or OSError from its folder.

    The start frees every claim, since nobody else can hold one: two starts would send twice. The
    lock is the kernel's, so `kill -9` frees it; the file itself stays and means nothing.
    """
    address = sync_url(url)
    if address.get_backend_name() != "sqlite" or is_in_memory(address):
        yield
        return
    make_folder(address)
    path = Path(f"{Path(str(address.database)).resolve()}.run")
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
