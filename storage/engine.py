"""The database: engine, pragmas, kinds of transaction, and listeners called after a commit."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Connection, Engine, StaticPool, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import sqlite_driver
from storage.session import READ, WRITE, Lender, Session
from storage.uow import UnitOfWork

# Exceptions that callers outside storage may catch without importing SQLAlchemy.
DatabaseFailed = SQLAlchemyError

Listener = Callable[[], None]

PATIENCE = 10
"""Seconds to wait for a lock on the database."""
LIMIT_LOCKS = f"""
SELECT set_config('lock_timeout', '{PATIENCE}s', false) WHERE current_setting('lock_timeout') = '0'
"""


class Database:
    """One SQLite file (`sqlite:///…`), SQLite in memory (`sqlite://`) or PostgreSQL (`postgresql://…`)."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        address = async_url(url)
        self.dialect = address.get_backend_name()
        self.engine = _engine(address, pool_size=pool_size)
        self._lender = Lender(self.engine)
        self._gate = _Gate(writers=self.dialect == "sqlite", readers=is_in_memory(address))
        self._listeners: dict[str, list[Listener]] = {}

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        """Open a unit of work; without a commit it is rolled back at its end."""
        async with self._gate.writer(), a_session(self._lender, WRITE) as session:
            yield UnitOfWork(session, announce=self._announce)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[UnitOfWork]:
        async with self._gate.reader(), a_session(self._lender, READ) as session:
            yield UnitOfWork(session)

    def listen(self, topic: str, listener: Listener) -> None:
        """Call the listener after each commit in which a repository touched the topic (`inbox`, `outbox`)."""
        self._listeners.setdefault(topic, []).append(listener)

    async def dispose(self) -> None:
        await self._lender.dispose()

    def _announce(self, topics: set[str]) -> None:
        for topic in topics:
            for listener in self._listeners.get(topic, ()):
                listener()


@asynccontextmanager
async def a_session(lender: Lender, options: Mapping[str, Any]) -> AsyncIterator[Session]:
    session = Session(lender, options)
    try:
        yield session
    finally:
        await session.close()


class _Gate:
    """Lets one writer at a time into SQLite: the queue here is fair, waiting inside SQLite is not.

    A database in memory has one connection, so readers queue here as well.
    """

    def __init__(self, *, writers: bool, readers: bool) -> None:
        self._lock = asyncio.Lock()
        self._writers = writers
        self._readers = readers
        self._holder: asyncio.Task[Any] | None = None

    @asynccontextmanager
    async def writer(self) -> AsyncIterator[None]:
        async with self._held(needed=self._writers):
            yield

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[None]:
        async with self._held(needed=self._readers):
            yield

    @asynccontextmanager
    async def _held(self, *, needed: bool) -> AsyncIterator[None]:
        if not needed:
            yield
            return
        if self._holder is asyncio.current_task():
            raise RuntimeError("a unit of work was opened inside another one of the same task")
        async with self._lock:
            self._holder = asyncio.current_task()
            try:
                yield
            finally:
                self._holder = None


def async_url(url: str) -> URL:
    """Return the database URL with the asynchronous driver."""
    address = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    return address.set(drivername=drivers[address.get_backend_name()])


def sync_url(url: str) -> URL:
    """Return the database URL with the driver of migrations."""
    address = make_url(url)
    drivers = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
    return address.set(drivername=drivers[address.get_backend_name()])


def is_in_memory(address: URL) -> bool:
    return address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:")


def has_known_options(address: URL) -> bool:
    """Tell whether libpq knows every option of a URL."""
    if address.get_backend_name() == "sqlite":
        return True
    try:
        make_conninfo("", **{name: str(value) for name, value in address.query.items()})
    except ProgrammingError:
        return False
    return True


def make_folder(address: URL) -> None:
    """Create the folder of a SQLite file."""
    if address.get_backend_name() == "sqlite" and not is_in_memory(address):
        Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)


def connect_options(address: URL) -> dict[str, Any]:
    """Return a connect timeout for PostgreSQL; libpq's default is two minutes."""
    if address.get_backend_name() == "sqlite" or "connect_timeout" in address.query:
        return {}
    return {"connect_args": {"connect_timeout": PATIENCE}}


def _engine(address: URL, *, pool_size: int) -> AsyncEngine:
    make_folder(address)
    options: Mapping[str, Any] = {"pool_size": pool_size, "pool_pre_ping": True}
    if address.get_backend_name() == "sqlite":
        pool: Mapping[str, Any] = (
            # The most recently used connection has its statements and pages cached.
            {"poolclass": StaticPool}
            if is_in_memory(address)
            else {"pool_size": 4 * pool_size, "max_overflow": 0, "pool_use_lifo": True}
        )
        options = {**pool, "module": sqlite_driver.Driver()}
    # Errors are logged, and parameters hold text that people wrote.
    engine = create_async_engine(address, hide_parameters=True, **options, **connect_options(address))
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine.sync_engine)
    else:
        limit_locks(engine.sync_engine)
    return engine


def limit_locks(engine: Engine) -> None:
    """Give PostgreSQL the same lock timeout as SQLite, unless the URL sets one."""

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(LIMIT_LOCKS)
        cursor.close()
        connection.commit()


def prepare_sqlite(engine: Engine, *, foreign_keys: bool = True) -> None:
    """Let us begin transactions, not the driver: its own lost 450 of 600 read-modify-writes.

    The busy timeout is ten seconds, or `?timeout=` of the URL.
    """
    busy_timeout_ms = int(float(str(engine.url.query.get("timeout", PATIENCE))) * 1000)

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        # The undo data of savepoints; in files it costs more writes than the write-ahead log.
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        driver = connection.connection.dbapi_connection
        if isinstance(driver, sqlite_driver.Connection) and driver.is_open:
            return  # SQLAlchemy joins a transaction that it did not begin
        options = connection.get_execution_options()
        connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN"))
