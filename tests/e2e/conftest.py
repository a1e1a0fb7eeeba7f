"""Fixtures: the router on a database in memory, and the whole bot with a sandbox."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile

import pytest

from sandbox.client import PersonClient
from storage.engine import Database
from storage.files import FileStore
from tests.e2e.reception import Reception
from tests.e2e.town import Town, fill, open_town
from tests.facts import ANA, Office


@pytest.fixture
def reception(memory_database: Database, tmp_path: Path) -> Reception:
    return Reception(Office(memory_database), FileStore(tmp_path))


@pytest.fixture(scope="session")
def programmes(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the example programmes, to copy."""
    path = tmp_path_factory.mktemp("programmes") / "programmes.db"
    copyfile(sqlite_template, path)
    asyncio.run(_fill(path))
    return path


@pytest.fixture
async def town(programmes: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Town]:
    caplog.set_level(logging.ERROR)
    async with open_town(tmp_path, programmes) as town:
        yield town


@pytest.fixture
async def ana(town: Town) -> PersonClient:
    """The enlace of 402, which owes Componente 7, Actividad 7.1 and Actividad 7.2 at 25 %."""
    return await town.resident(ANA)


async def _fill(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    await fill(Office(database))
    await database.dispose()
