"""Databases for the tests: a real SQLite file and a real PostgreSQL, the same suite on both."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import create_engine

from storage.engine import Database, sync_url
from storage.schema import metadata
from tests.compiled import share_compiled_statements
from tests.postgres import empty_tables, running_postgres

# Properties are judged by what they find, not by how long a busy machine takes for one example.
settings.register_profile("puntual", deadline=None)
settings.load_profile("puntual")
share_compiled_statements()


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Start one PostgreSQL for the session; if it does not start, the tests fail."""
    if request.config.getoption("--no-postgres"):
        pytest.skip("--no-postgres was given")
    with running_postgres() as url:
        yield url


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
def sqlite_image(sqlite_template: Path) -> Iterator[sqlite3.Connection]:
    """Return a database in memory with all tables: its pages are copied in no time."""
    with closing(sqlite3.connect(sqlite_template)) as file, closing(sqlite3.connect(":memory:")) as image:
        file.backup(image)
        yield image


@pytest.fixture
async def memory_database(sqlite_image: sqlite3.Connection) -> AsyncIterator[Database]:
    """Return a SQLite database in memory, for tests above storage."""
    database = await opened_in_memory(sqlite_image)
    yield database
    await database.dispose()


async def opened_in_memory(image: sqlite3.Connection) -> Database:
    """Open a database in memory that begins as a copy of that one."""
    database = Database("sqlite://")
    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        image.backup(driver._conn)
    return database


def _create_tables(url: str) -> None:
    engine = create_engine(sync_url(url))
    metadata().create_all(engine)
    engine.dispose()
