"""A session that executes plain statements directly on the connection, at half the cost.

On SQLite a transaction begins and ends on the driver's connection. SQLAlchemy's connection joins it for
mapped classes and for statements built for one use.
"""

import asyncio
from collections.abc import Mapping
from functools import cached_property
from sqlite3 import Error, OperationalError
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import Session as ObjectSession
from sqlalchemy.util import greenlet_spawn

from storage import sqlite_driver
from storage.prepared import prepared

READ = {"sqlite_begin": sqlite_driver.BEGIN_READING, "postgresql_readonly": True}
ON_POSTGRESQL = {"isolation_level": "REPEATABLE READ"}
"""All reads see one snapshot, as on SQLite: a document must not mix states."""
WRITE = {"sqlite_begin": sqlite_driver.BEGIN_WRITING}


class Lender:
    """Keeps pool connections checked out between sessions: a checkout costs as much as a statement."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._spare: list[PoolProxiedConnection] = []
        self._asking = 0

    async def lend(self) -> PoolProxiedConnection:
        if self._spare:
            return self._spare.pop()
        self._asking += 1
        try:
            return await greenlet_spawn(self.engine.sync_engine.raw_connection)
        finally:
            self._asking -= 1

    async def take_back(self, lent: PoolProxiedConnection, joined: Connection | None) -> None:
        """Keep a connection; return it to the pool if it was joined or another session waits for one."""
        if joined is not None:
            await greenlet_spawn(joined.close)
        elif self._asking:
            await greenlet_spawn(lent.close)
        else:
            self._spare.append(lent)

    async def dispose(self) -> None:
        while self._spare:
            await greenlet_spawn(self._spare.pop().close)
        await self.engine.dispose()


class Session(AsyncSession):
    """Statements over tables bypass the ORM; those over mapped classes use it."""

    def __init__(self, lender: Lender, options: Mapping[str, Any]) -> None:
        # The ORM session is created on first use.
        self._lender = lender
        self._async_bind, self._async_binds = lender.engine, {}
        self._options = options
        self._engine = lender.engine.sync_engine
        self._dialect = self._engine.dialect
        self._is_writing = options is WRITE
        self._lent: PoolProxiedConnection | None = None
        self._driver: sqlite_driver.Connection | None = None
        self._joined: Connection | None = None
        self._open: Connection | None = None

    @cached_property
    def sync_session(self) -> ObjectSession:  # type: ignore[override]
        may_mix = not self._is_writing and self._dialect.name == "postgresql"
        options = {**self._options, **(ON_POSTGRESQL if may_mix else {})}
        return self._assign_proxied(
            ObjectSession(self._engine, expire_on_commit=False, execution_options=options)
        )

    @property
    def _proxied(self) -> ObjectSession:  # type: ignore[override]
        return self.sync_session

    def get_bind(self, *_which: Any, **_options: Any) -> Engine:
        return self._engine

    @property
    def has_objects(self) -> bool:
        """Tell whether the ORM session was created."""
        return "sync_session" in vars(self)

    async def execute(self, statement: Any, params: Any = None, **options: Any) -> Any:
        driver = self._driver or await self._begun()
        if driver is not None and not driver.is_open:
            raise _lost()  # outside the transaction this statement would be committed alone
        if options or statement._propagate_attrs:
            await self._ready_for_objects()
            return await super().execute(statement, params, **options)
        if driver is not None and (ready := prepared(statement, params, self._dialect)):
            return ready.run(driver, params)
        connection = self._open or await self._opened()
        if driver is not None:
            # Inside a transaction SQLite does not block, so no greenlet is needed.
            return connection.execute(statement, params)
        return await greenlet_spawn(connection.execute, statement, params)

    async def scalar(self, statement: Any, params: Any = None, **options: Any) -> Any:
        return (await self.execute(statement, params, **options)).scalar()

    async def scalars(self, statement: Any, params: Any = None, **options: Any) -> Any:
        return (await self.execute(statement, params, **options)).scalars()

    async def get(self, *which: Any, **options: Any) -> Any:
        await self._ready_for_objects()
        return await super().get(*which, **options)

    async def delete(self, instance: object) -> None:
        await self._ready_for_objects()
        await super().delete(instance)

    async def flush(self, objects: Any = None) -> None:
        await self._ready_for_objects()
        await super().flush(objects)

    async def connection(self, *which: Any, **options: Any) -> AsyncConnection:
        await self._ready_for_objects()
        return await super().connection(*which, **options)

    async def commit(self) -> None:
        if self._driver is not None and not self._driver.is_open:
            raise _lost()
        if self.has_objects:
            await self._ready_for_objects()
            await super().commit()
        driver = self._driver
        self._driver = self._open = None
        if driver is not None:
            try:
                await driver.save()
            except Error as error:
                raise _told("COMMIT", error) from error

    async def rollback(self) -> None:
        if self.has_objects:
            await super().rollback()
        if self._driver is not None:
            _undo(self._driver)
        self._driver = self._open = None

    async def close(self) -> None:
        """Roll back an uncommitted transaction, even when cancelled."""
        lent, joined = self._lent, self._joined
        self._lent = self._joined = self._driver = self._open = None
        if lent is None:
            if self.has_objects:
                await asyncio.shield(asyncio.create_task(super().close()))
            return
        # No await from here on, so a cancellation cannot keep the connection.
        try:
            if self.has_objects:
                await greenlet_spawn(self.sync_session.close)
            driver: Any = lent.dbapi_connection
            if driver is not None:  # SQLAlchemy discards a connection on which it was cancelled
                _undo(driver)
        except BaseException:
            lent.invalidate()  # an open transaction would meet the next user of the connection
            raise
        await self._lender.take_back(lent, joined)

    async def _begun(self) -> sqlite_driver.Connection | None:
        """Begin on the driver's connection; None where SQLAlchemy begins: on PostgreSQL, or when observed."""
        watchers = self._engine.dispatch
        if self._dialect.name != "sqlite" or self._open or watchers.before_cursor_execute or watchers.commit:
            return None
        try:
            if self._lent is None:
                self._lent = await self._lender.lend()
            driver: Any = self._lent.dbapi_connection
            if self._is_writing:
                await driver.begin_writing()
            else:
                driver.begin_reading()
        except Error as error:
            raise _told("BEGIN", error) from error
        self._driver = driver
        return self._driver

    async def _opened(self) -> Connection:
        self._open = (await self.connection()).sync_connection
        assert self._open is not None
        return self._open

    async def _ready_for_objects(self) -> None:
        """Let SQLAlchemy join the transaction on the driver's connection."""
        driver = self._driver or await self._begun()
        if driver is not None and self._joined is None:
            self._joined = Connection(self._engine, connection=self._lent)
            self.sync_session.bind = self._joined


def _lost() -> Exception:
    return _told("", OperationalError("the transaction was lost"))


def _undo(driver: sqlite_driver.Connection) -> None:
    try:
        driver.rollback()
    except Error as error:
        raise _told("ROLLBACK", error) from error


def _told(statement: str, error: Error) -> Exception:
    return DBAPIError.instance(statement, None, error, Error, hide_parameters=True)
