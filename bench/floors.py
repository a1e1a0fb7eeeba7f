"""Lower limits of this machine, with which our figures are compared."""

import sqlite3
import tempfile
import time
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def fsync_seconds(count: int = 200) -> float:
    """Return the cost of the smallest commit with synchronous=FULL on this disk; measured once per run."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "fsync.db", isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE t (n INTEGER)")
        began = time.perf_counter()
        for n in range(count):
            connection.execute("INSERT INTO t VALUES (?)", (n,))
        seconds = (time.perf_counter() - began) / count
        connection.close()
    return seconds


def of_linear(growth: float, what: str) -> str:
    """Say how far a growth is from linear; fixed costs make it less."""
    return f"{what}, so it is linear once that outweighs the rest: {growth - 1:+.2f} from 1.00"
