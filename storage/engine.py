"""The database: engine, pragmas, kinds of transaction, and who is told after a commit."""

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

# What callers outside storage may catch without knowing SQLAlchemy.
DatabaseFailed = SQLAlchemyError

Listener = Callable[[], None]

PATIENCE = 10
"""Seconds until a database that another holds counts as busy."""
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
        """Open a unit of work; what is not committed inside is rolled back at its end."""
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
    """Lets one writer at a time into SQLite: waiting here is fair, waiting inside SQLite is not.

    A database in memory has one connection, so its readers queue here as well.
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
    """Return the address with the driver used at run time."""
    address = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    return address.set(drivername=drivers[address.get_backend_name()])


def sync_url(url: str) -> URL:
    """Return the address with the driver used by migrations."""
    address = make_url(url)
    drivers = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
    return address.set(drivername=drivers[address.get_backend_name()])


def is_in_memory(address: URL) -> bool:
    return address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:")


def has_known_options(address: URL) -> bool:
    """Tell whether the library of PostgreSQL knows each option of an address."""
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
    """Return what limits the wait for a PostgreSQL that does not answer; libpq would wait two minutes."""
    if address.get_backend_name() == "sqlite" or "connect_timeout" in address.query:
        return {}
    return {"connect_args": {"connect_timeout": PATIENCE}}


def _engine(address: URL, *, pool_size: int) -> AsyncEngine:
    make_folder(address)
    options: Mapping[str, Any] = {"pool_size": pool_size, "pool_pre_ping": True}
    if address.get_backend_name() == "sqlite":
        pool: Mapping[str, Any] = (
            # The last one in use has its statements and pages at hand.
            {"poolclass": StaticPool}
            if is_in_memory(address)
            else {"pool_size": 4 * pool_size, "max_overflow": 0, "pool_use_lifo": True}
        )
        options = {**pool, "module": sqlite_driver.Driver()}
    # Errors end up in logs, and parameters hold what people wrote.
    engine = create_async_engine(address, hide_parameters=True, **options, **connect_options(address))
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine.sync_engine)
    else:
        limit_locks(engine.sync_engine)
    return engine


def limit_locks(engine: Engine) -> None:
    """Wait no longer for what another holds on PostgreSQL than for a file of SQLite; a limit given stays."""

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(LIMIT_LOCKS)
        cursor.close()
        connection.commit()


def prepare_sqlite(engine: Engine, *, foreign_keys: bool = True) -> None:
    """Take transactions out of the driver's hands: its own lost 450 of 600 read-modify-writes.

    A busy file is waited for ten seconds, or as many as `?timeout=` in the address says.
    """
    busy_timeout_ms = int(float(str(engine.url.query.get("timeout", PATIENCE))) * 1000)

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {busy_timeout_ms}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        # What a savepoint may have to undo; in files it costs more writes than the log of the database.
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        driver = connection.connection.dbapi_connection
        if isinstance(driver, sqlite_driver.Connection) and driver.is_open:
            return  # SQLAlchemy joins what has begun without it
        options = connection.get_execution_options()
        connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN"))
