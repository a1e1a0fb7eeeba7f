"""A faster aiosqlite: only calls that may wait for a lock or the disk use its thread.

aiosqlite makes four calls to a thread per statement, about a millisecond in a busy process; a statement
inside a transaction takes SQLite some ten microseconds and does not block.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util.concurrency import await_only, in_greenlet

BEGIN_READING = "BEGIN"
BEGIN_WRITING = "BEGIN IMMEDIATE"
STATEMENTS = 512
"""Prepared statements cached per connection; one for each length of a list."""
# First words of statements that may block; COMMIT is a separate call and also uses the thread.
MAY_WAIT = ("PRAGMA", "VACUUM")


async def _to_the_end(work: asyncio.Future[Any]) -> None:
    """Wait for the thread even when cancelled: its work would hold a lock on an idle connection."""
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        while not work.done():
            with suppress(asyncio.CancelledError):  # a second cancellation must not stop the wait either
                await asyncio.wait([work])
        raise


def in_thread(connection: Any, call: Callable[..., Any], *arguments: Any) -> asyncio.Future[Any]:
    """Run a call in the connection's thread, bypassing aiosqlite's coroutine."""
    future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    connection._tx.put_nowait((future, partial(call, *arguments)))
    return future


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._cursor = adapt_connection._connection._conn.cursor()
        self._rows = deque()
        self._soft_closed_memoized = MappingProxyType({})  # type: ignore[assignment]

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        if in_greenlet():
            super().execute(operation, parameters)
            return
        try:
            self._execute_at_once(operation, parameters)
        except sqlite3.Error as error:
            self._adapt_connection._handle_exception(error)

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        if in_greenlet():
            super().executemany(operation, seq_of_parameters)
            return
        cursor: Any = self._cursor
        try:
            cursor.executemany(operation, seq_of_parameters)
        except sqlite3.Error as error:
            self._adapt_connection._handle_exception(error)

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        if operation == BEGIN_WRITING:
            connection: Any = self._adapt_connection
            await connection.begin_writing()
        elif operation.startswith(MAY_WAIT):
            await self._in_thread(operation, parameters)
        else:
            self._execute_at_once(operation, parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        cursor: Any = self._cursor
        cursor.executemany(operation, seq_of_parameters)

    def _execute_at_once(self, operation: Any, parameters: Any) -> None:
        cursor: Any = self._cursor
        cursor.execute(operation, parameters or ())
        if cursor.description:
            self._rows = deque(cursor.fetchall())

    async def _in_thread(self, operation: str, parameters: Any) -> None:
        connection: Any = self._connection
        cursor: Any = self._cursor
        try:
            await _to_the_end(in_thread(connection, cursor.execute, operation, parameters or ()))
        except asyncio.CancelledError:
            cursor.close()  # unfetched rows keep their lock, even after the connection is closed
            raise
        if cursor.description:
            self._rows = deque(cursor.fetchall())

    async def _async_soft_close(self) -> None:
        if not self._soft_closed_memoized:
            self._soft_closed_memoized = {"description": self._cursor.description}  # type: ignore[assignment]
            self._cursor.close()  # type: ignore[unused-coroutine]

    def close(self) -> None:
        self._rows.clear()
        self._cursor.close()  # type: ignore[unused-coroutine]


class Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ("_patience",)

    _cursor_cls = _Cursor

    def __init__(self, driver: Any, connection: Any) -> None:
        super().__init__(driver, connection)
        self._patience: int | None = None
        """Busy timeout in milliseconds, as set when the connection was opened."""

    @property
    def is_open(self) -> bool:
        """Tell whether a transaction is open."""
        connection: Any = self._connection
        return bool(connection._conn.in_transaction)

    def run(self, operation: str, values: Sequence[Any]) -> tuple[list[Any], int]:
        """Execute inside a transaction; return all rows, and the number that an update or delete changed."""
        connection: Any = self._connection
        cursor = connection._conn.execute(operation, values)
        return cursor.fetchall(), cursor.rowcount

    def run_many(self, operation: str, rows: Iterable[Sequence[Any]]) -> tuple[list[Any], int]:
        connection: Any = self._connection
        return [], connection._conn.executemany(operation, rows).rowcount

    def begin_reading(self) -> None:
        connection: Any = self._connection
        connection._conn.execute(BEGIN_READING)

    async def begin_writing(self) -> None:
        """Begin directly where no other process writes; use the thread only to wait for one."""
        connection: Any = self._connection
        execute = connection._conn.execute
        if self._patience is None:
            [(self._patience,)] = execute("PRAGMA busy_timeout").fetchall()
        execute("PRAGMA busy_timeout = 0")
        try:
            execute(BEGIN_WRITING)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
        finally:
            execute(f"PRAGMA busy_timeout = {self._patience}")
        if not self.is_open:
            await _to_the_end(in_thread(connection, execute, BEGIN_WRITING))

    async def save(self) -> None:
        """Commit in the thread, since it waits for the disk; without a transaction do nothing."""
        connection: Any = self._connection
        if self.is_open:
            await _to_the_end(in_thread(connection, connection._conn.commit))

    def rollback(self) -> None:
        """Roll back directly: it does not block, and after a commit it does nothing."""
        connection: Any = self._connection
        try:
            if connection._connection and self.is_open:
                connection._conn.rollback()
        except sqlite3.Error as error:
            self._handle_exception(error)

    def terminate(self) -> None:
        """Roll back, then close: SQLite keeps the lock of a closed connection while a cursor of it exists."""
        try:
            self.rollback()
        finally:
            super().terminate()

    def commit(self) -> None:
        try:
            await_only(self.save())
        except sqlite3.Error as error:
            self._handle_exception(error)


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """The `module` argument of `create_async_engine`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> AsyncAdapt_aiosqlite_connection:
        # Two threads use it, never at the same time: the session awaits each call.
        own = {"check_same_thread": False, "cached_statements": STATEMENTS}
        adapted = super().connect(*arg, **{**kw, **own})
        return Connection(self, adapted._connection)
