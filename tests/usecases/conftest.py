"""Use cases run on SQLite in memory."""

import pytest

from storage.engine import Database
from tests.facts import Office


@pytest.fixture
def office(memory_database: Database) -> Office:
    return Office(memory_database)
