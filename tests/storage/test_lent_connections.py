"""Lent SQLite connections come back without an open transaction, and waiting sessions get one."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from storage.engine import Database, DatabaseFailed
from storage.schema import metadata
from storage.tables.records import UnitTable
from tests.hanging import HANGS


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database with four connections and a busy timeout of two seconds."""
    database = Database(f"sqlite:///{tmp_path / 'puntual.db'}?timeout=2", pool_size=1)
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata().create_all)
    for value in ("a", "b"):
        await keep(database, value)
    yield database
    await database.dispose()


async def keep(database: Database, value: str) -> None:
    async with database.write() as uow:
        await uow.meta.set("value", value)
        await uow.commit()


async def kept(database: Database) -> str | None:
    async with database.read() as uow:
        value = await uow.meta.get("value")
        await asyncio.sleep(0)
    return value


async def add_and_fail(database: Database) -> None:
    async with database.write() as uow:
        uow.session.add(UnitTable(code="402", name="Secretaría Particular"))
        await uow.session.flush()
        raise ZeroDivisionError


async def steps(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_more_readers_than_connections_take_turns(database: Database) -> None:
    for _ in range(3):
        await kept(database)

    values = await asyncio.wait_for(asyncio.gather(*(kept(database) for _ in range(50))), HANGS)

    assert values == ["b"] * 50


@pytest.mark.parametrize("between", range(4))
async def test_a_task_cancelled_twice_leaves_no_connection_behind(
    database: Database, *, between: int
) -> None:
    for before in range(12):
        writing = asyncio.create_task(add_and_fail(database))
        await steps(before)
        writing.cancel()
        await steps(between)
        writing.cancel()
        await asyncio.wait([writing])

    # If one were missing, the last of these would wait for it.
    reading = [database.read() for _ in range(4)]
    for each in reading:
        await (await each.__aenter__()).meta.get("value")
    for each in reading:
        await each.__aexit__(None, None, None)


async def test_a_writer_cancelled_twice_waiting_for_another_process_leaves_no_lock(
    database: Database, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "puntual.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(keep(database, "c"))
    await steps(5)
    writing.cancel()
    await steps(5)
    writing.cancel()
    await steps(5)
    other.execute("ROLLBACK")
    await asyncio.wait([writing])

    other.execute("BEGIN IMMEDIATE")

    assert writing.cancelled()
    other.close()
    await keep(database, "d")
    assert await kept(database) == "d"


async def test_a_connection_that_cannot_be_undone_is_lent_to_nobody(database: Database) -> None:
    async def write() -> None:
        async with database.write() as uow:
            await uow.meta.set("value", "c")
            driver: Any = uow.session._driver
            driver._connection._conn.set_authorizer(refuse_to_end)

    with pytest.raises(DatabaseFailed):
        await write()

    await keep(database, "d")
    assert await kept(database) == "d"


def refuse_to_end(action: int, *_: object) -> int:
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_TRANSACTION else sqlite3.SQLITE_OK
