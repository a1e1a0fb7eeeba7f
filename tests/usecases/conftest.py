"""Use cases run on SQLite in memory."""

from collections.abc import AsyncIterator

import pytest

from storage.engine import Database
from tests.facts import Office
from tests.postgres import empty_tables

pytest.register_assert_rewrite("tests.usecases.races")


@pytest.fixture
def office(memory_database: Database) -> Office:
    return Office(memory_database)


@pytest.fixture
async def processes(postgres_tables: str) -> AsyncIterator[tuple[Database, Database]]:
    """Return one PostgreSQL without rows, as two processes have it open."""
    empty_tables(postgres_tables)
    one, other = Database(postgres_tables), Database(postgres_tables)
    yield one, other
    await one.dispose()
    await other.dispose()
