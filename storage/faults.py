"""Kinds of database faults, by the error codes of SQLite, PostgreSQL and the disk."""

import errno
import sqlite3
from enum import StrEnum

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from storage.queues.overtaken import Overtaken

DATABASE_ERRORS = (SQLAlchemyError, sqlite3.Error, psycopg.Error)


class DatabaseFault(StrEnum):
    BUSY = "busy"
    """Another process has held a lock for longer than the busy timeout."""
    CROSSED = "crossed"
    """Deadlock: PostgreSQL rolled this transaction back."""
    FULL = "full"
    READ_ONLY = "read_only"
    UNOPENED = "unopened"
    """The folder is missing, or the path is not a file."""
    NOT_A_DATABASE = "not_a_database"
    DAMAGED = "damaged"
    DISK = "disk"
    """The disk fails to read or write."""
    UNREACHABLE = "unreachable"
    """No server answers, or it is starting or stopping."""
    REFUSED = "refused"
    """The server refuses the login: user, password or name of the database."""
    OTHER = "other"
    """A fault of the program, not of the environment."""


PASSING = frozenset(
    {DatabaseFault.BUSY, DatabaseFault.CROSSED, DatabaseFault.FULL, DatabaseFault.UNREACHABLE}
)
"""Faults that end without a change of settings: worth waiting for."""

SQLITE = {
    sqlite3.SQLITE_BUSY: DatabaseFault.BUSY,
    sqlite3.SQLITE_LOCKED: DatabaseFault.BUSY,
    sqlite3.SQLITE_FULL: DatabaseFault.FULL,
    sqlite3.SQLITE_READONLY: DatabaseFault.READ_ONLY,
    sqlite3.SQLITE_PERM: DatabaseFault.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: DatabaseFault.UNOPENED,
    sqlite3.SQLITE_NOTADB: DatabaseFault.NOT_A_DATABASE,
    sqlite3.SQLITE_CORRUPT: DatabaseFault.DAMAGED,
    sqlite3.SQLITE_IOERR: DatabaseFault.DISK,
}
POSTGRES = {
    "53100": DatabaseFault.FULL,
    "25006": DatabaseFault.READ_ONLY,
    "55P03": DatabaseFault.BUSY,
    "08": DatabaseFault.UNREACHABLE,
    "40001": DatabaseFault.CROSSED,
    "40P01": DatabaseFault.CROSSED,
    "53": DatabaseFault.UNREACHABLE,
    "57": DatabaseFault.UNREACHABLE,
    "28": DatabaseFault.REFUSED,
    "3D": DatabaseFault.REFUSED,
    "XX": DatabaseFault.DAMAGED,
}
"""By SQLSTATE or SQLSTATE class."""
DISK = {
    errno.ENOSPC: DatabaseFault.FULL,
    errno.EDQUOT: DatabaseFault.FULL,
    errno.EROFS: DatabaseFault.READ_ONLY,
    errno.EACCES: DatabaseFault.READ_ONLY,
    errno.EPERM: DatabaseFault.READ_ONLY,
    errno.EIO: DatabaseFault.DISK,
}
UNIQUE_VIOLATION = "23505"
SOON = ("starting up", "shutting down", "recovery", "too many", "connection slots")
"""Phrases of a server that refuses only for a moment."""


def fault_of(error: BaseException) -> DatabaseFault:
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        # The upper bits are variants of the same error.
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, DatabaseFault.OTHER)
    if isinstance(cause, psycopg.Error):
        return _of_postgres(cause)
    if isinstance(cause, OSError):
        return DISK.get(cause.errno or 0, DatabaseFault.UNOPENED)
    return DatabaseFault.OTHER


def is_shortage(error: object) -> bool:
    """Tell whether too many files or connections are open: retry when others are closed."""
    return isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)


def is_overtaken(error: BaseException) -> bool:
    """Tell whether a concurrent transaction wrote the same row first.

    SQLite has one writer: there a duplicate row is a fault of the program.
    """
    cause = getattr(error, "orig", None) or error
    return isinstance(error, Overtaken) or getattr(cause, "sqlstate", None) == UNIQUE_VIOLATION


def kind_of(error: BaseException) -> str:
    """Return the label under which an error is counted: its database fault, or its class."""
    fault = fault_of(error) if isinstance(error, DATABASE_ERRORS) else DatabaseFault.OTHER
    return type(error).__name__ if fault is DatabaseFault.OTHER else fault.value


def _of_postgres(error: psycopg.Error) -> DatabaseFault:
    if error.sqlstate is not None:
        return POSTGRES.get(error.sqlstate) or POSTGRES.get(error.sqlstate[:2], DatabaseFault.OTHER)
    if not isinstance(error, psycopg.OperationalError):
        return DatabaseFault.OTHER
    # A failed connection has no SQLSTATE; only the server itself says FATAL.
    words = str(error)
    is_refused = "FATAL" in words and not any(soon in words for soon in SOON)
    return DatabaseFault.REFUSED if is_refused else DatabaseFault.UNREACHABLE
