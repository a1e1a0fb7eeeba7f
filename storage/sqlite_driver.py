"""aiosqlite without its price: only what may wait for a lock or the disk leaves the event loop.

aiosqlite hands each of four calls per statement to a thread and back, about a millisecond in a busy
process; a statement inside a transaction takes SQLite some ten microseconds and waits for nobody.
"""

import sqlite3
from collections import deque
from types import MappingProxyType
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)

# The first word of what may wait; COMMIT and ROLLBACK are calls of their own and stay in the thread.
MAY_WAIT = ("BEGIN", "PRAGMA", "VACUUM")


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._cursor = adapt_connection._connection._conn.cursor()
        self._rows = deque()
        self._soft_closed_memoized = MappingProxyType({})  # type: ignore[assignment]

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        connection: Any = self._connection
        cursor: Any = self._cursor
        if operation.startswith(MAY_WAIT):
            await connection._execute(cursor.execute, operation, parameters or ())
        else:
            cursor.execute(operation, parameters or ())
        if cursor.description:
            self._rows = deque(cursor.fetchall())

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        cursor: Any = self._cursor
        cursor.executemany(operation, seq_of_parameters)

    async def _async_soft_close(self) -> None:
        if not self._soft_closed_memoized:
            self._soft_closed_memoized = {"description": self._cursor.description}  # type: ignore[assignment]
            self._cursor.close()  # type: ignore[unused-coroutine]

    def close(self) -> None:
        self._rows.clear()
        self._cursor.close()  # type: ignore[unused-coroutine]


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = _Cursor


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """Give it to `create_async_engine` as `module`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> AsyncAdapt_aiosqlite_connection:
        # Two threads take turns with it, never at once: the session awaits each call.
        adapted = super().connect(*arg, **{**kw, "check_same_thread": False})
        return _Connection(self, adapted._connection)
