"""A session whose plain statements go straight to the connection: the way there was half of their price."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.util import greenlet_spawn

from storage import sqlite_driver
from storage.prepared import prepared


class Session(AsyncSession):
    """Statements over tables skip what only objects need; those over mapped classes go the usual way."""

    _open: Connection | None = None
    _driver: sqlite_driver.Connection | None = None

    async def execute(self, statement: Any, params: Any = None, **options: Any) -> Any:
        if options or statement._propagate_attrs:
            return await super().execute(statement, params, **options)
        connection = self._open or await self._opened()
        if self._driver is not None and (ready := prepared(statement, params, connection.dialect)):
            return ready.run(self._driver, params)
        if connection.dialect.name == "sqlite":
            # Inside a transaction SQLite waits for nobody, and so it needs no greenlet to wait in.
            return connection.execute(statement, params)
        return await greenlet_spawn(connection.execute, statement, params)

    async def scalar(self, statement: Any, params: Any = None, **options: Any) -> Any:
        return (await self.execute(statement, params, **options)).scalar()

    async def scalars(self, statement: Any, params: Any = None, **options: Any) -> Any:
        return (await self.execute(statement, params, **options)).scalars()

    async def commit(self) -> None:
        self._open = self._driver = None
        await super().commit()

    async def rollback(self) -> None:
        self._open = self._driver = None
        await super().rollback()

    async def close(self) -> None:
        self._open = self._driver = None
        await super().close()

    async def _opened(self) -> Connection:
        self._open = (await self.connection()).sync_connection
        assert self._open is not None
        is_watched = self._open.engine.dispatch.before_cursor_execute
        driver = None if is_watched else self._open.connection.dbapi_connection
        self._driver = driver if isinstance(driver, sqlite_driver.Connection) else None
        return self._open
