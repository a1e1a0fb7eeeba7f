"""The database: commits, rollbacks and listeners of a unit of work."""

import asyncio
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from domain.delivery.outcomes import Priority
from domain.delivery.pacing import Rates
from storage.engine import Database, DatabaseFailed, async_url
from storage.queues.inbox_queries import claimable
from storage.queues.outbox_queries import EXPIRED, HEADS, NEXT_READY, ready_parameters
from storage.queues.pace import outbox
from storage.schema import metadata
from storage.tables.records import UnitTable
from tests.clocks import NOON
from tests.hanging import HANGS


async def test_what_is_not_committed_is_gone(database: Database) -> None:
    async with database.write() as uow:
        await uow.meta.set("bot_username", "puntual_bot")

    async with database.read() as uow:
        assert await uow.meta.get("bot_username") is None


async def test_an_error_inside_a_unit_of_work_undoes_it(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as uow:
            await uow.meta.set("bot_username", "puntual_bot")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    async with database.read() as uow:
        assert await uow.meta.get("bot_username") is None


async def test_listeners_hear_only_of_what_was_committed(database: Database) -> None:
    heard: list[str] = []
    database.listen("inbox", lambda: heard.append("inbox"))
    database.listen("outbox", lambda: heard.append("outbox"))

    async with database.write() as uow:
        await uow.inbox.add(1, 7, "{}", NOON)
    assert heard == []
    async with database.write() as uow:
        await uow.inbox.add(1, 7, "{}", NOON)
        await uow.commit()
        await uow.commit()

    assert heard == ["inbox"]


async def test_a_reading_unit_of_work_cannot_commit(database: Database) -> None:
    async with database.read() as uow:
        with pytest.raises(RuntimeError, match="nothing to commit"):
            await uow.commit()


async def test_two_processes_on_one_sqlite_file_lose_no_write(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'folder' / 'puntual.db'}"
    databases = [Database(url), Database(url)]
    await create_tables(databases[0])

    async def add_one(database: Database) -> None:
        async with database.write() as uow:
            total = int(await uow.meta.get("total") or 0)
            await uow.meta.set("total", str(total + 1))
            await uow.commit()

    await asyncio.gather(*(add_one(database) for database in databases for _ in range(20)))

    async with databases[0].read() as uow:
        assert await uow.meta.get("total") == "40"
    for database in databases:
        await database.dispose()


async def test_writers_cancelled_anywhere_leave_no_lock_behind(database: Database) -> None:
    async def write(value: int) -> None:
        async with database.write() as uow:
            await uow.meta.set("value", str(value))
            await uow.commit()

    for turns in range(0, 60, 3):
        writing = asyncio.create_task(write(turns))
        for _ in range(turns):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.wait([writing])

    await asyncio.wait_for(write(99), HANGS)

    async with database.read() as uow:
        assert await uow.meta.get("value") == "99"


@pytest.mark.parametrize("has_objects", [False, True])
async def test_a_writer_cancelled_while_it_commits_has_committed_and_ends_as_cancelled(
    tmp_path: Path, *, has_objects: bool
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'puntual.db'}")
    await create_tables(database)
    loop, is_cancelled = asyncio.get_running_loop(), threading.Event()

    def cancel() -> None:
        writing.cancel()
        loop.call_soon(is_cancelled.set)

    def note(statement: str) -> None:
        """Called in the thread of the connection, before the statement."""
        if statement == "COMMIT":
            loop.call_soon_threadsafe(cancel)
            is_cancelled.wait(10)

    async def write() -> None:
        async with database.write() as uow:
            await uow.meta.set("a", "1")
            driver: Any = uow.session._driver
            driver._connection._conn.set_trace_callback(note)
            if has_objects:
                uow.session.add(UnitTable(code="402", name="Secretaría Particular"))
                await uow.session.flush()
            await uow.commit()

    writing = asyncio.create_task(write())
    await asyncio.wait([writing])

    assert is_cancelled.is_set()
    assert writing.cancelled()
    async with database.read() as uow:
        assert await uow.meta.get("a") == "1"
    await database.dispose()


async def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.write() as writer:
        await writer.meta.set("bot_username", "puntual_bot")
        async with database.read() as reader:
            assert await reader.meta.get("bot_username") is None


async def test_what_is_read_in_one_unit_of_work_is_of_one_instant(database: Database) -> None:
    async def keep(name: str) -> None:
        async with database.write() as uow:
            await uow.meta.set("bot_username", name)
            await uow.commit()

    await keep("before")
    async with database.read() as reading:
        first = await reading.meta.get("bot_username")
        await keep("after")
        second = await reading.meta.get("bot_username")
    async with database.read() as reading:
        later = await reading.meta.get("bot_username")

    assert (first, second, later) == ("before", "before", "after")


async def test_a_writer_reads_what_others_have_committed_meanwhile(postgres_tables: str) -> None:
    """A writer that waited for the lock reads present data, even if it had read before."""
    one, other = Database(postgres_tables, pool_size=1), Database(postgres_tables)
    async with one.read() as reading:
        await reading.meta.get("bot_username")
    async with one.write() as writing:
        await writing.meta.get("bot_username")
        async with other.write() as uow:
            await uow.meta.set("bot_username", "since")
            await uow.commit()
        found = await writing.meta.get("bot_username")
    await one.dispose()
    await other.dispose()

    assert found == "since"


async def test_in_memory_readers_and_writers_take_turns() -> None:
    database = Database("sqlite://")
    await create_tables(database)

    async def write(value: str) -> None:
        async with database.write() as uow:
            await uow.meta.set(value, value)
            await asyncio.sleep(0)
            await uow.commit()

    async def read() -> str | None:
        async with database.read() as uow:
            return await uow.meta.get("a")

    await asyncio.gather(write("a"), read(), write("b"), read())

    assert await read() == "a"
    await database.dispose()


async def test_a_unit_of_work_inside_another_is_refused_instead_of_waiting_for_ever() -> None:
    database = Database("sqlite://")

    async with database.write():
        with pytest.raises(RuntimeError, match="inside another"):
            async with database.read():
                pass

    await database.dispose()


async def test_sqlite_is_durable_and_checks_references(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'puntual.db'}")

    async with database.read() as uow:
        pragmas = [
            await uow.session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    assert pragmas == ["wal", 2, 1, 10_000]
    await database.dispose()


async def test_a_failed_statement_does_not_tell_what_people_wrote(database: Database) -> None:
    async with database.write() as uow:
        with pytest.raises(DatabaseFailed) as failure:
            await uow.session.execute(text("INSERT INTO nowhere VALUES (:secret)"), {"secret": "Ana"})

    assert "Ana" not in str(failure.value)


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///data/puntual.db", "sqlite+aiosqlite"),
        ("postgresql://puntual@localhost/puntual", "postgresql+psycopg"),
    ],
)
def test_an_address_needs_no_driver(url: str, driver: str) -> None:
    assert async_url(url).drivername == driver


async def create_tables(database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata().create_all)


async def test_the_work_to_do_is_found_without_reading_the_history(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'puntual.db'}")
    await create_tables(database)

    assert EXPIRED.whereclause is not None
    expired = select(outbox.c.id).where(EXPIRED.whereclause)
    given = ready_parameters(NOON, NOON, Rates(), Priority.BULK, 10)

    outgoing = (NEXT_READY.params(given), HEADS.params(given), expired.params(given))
    for question in (*outgoing, claimable(NOON, NOON, 1)):
        plan = await explained(database, question)

        assert not re.search(r"SCAN (?!\w+ USING INDEX \w+_(turn|chat))", plan), plan

    await database.dispose()


async def explained(database: Database, question: Any) -> str:
    literal = question.compile(database.engine.sync_engine, compile_kwargs={"literal_binds": True})
    async with database.engine.connect() as connection:
        rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {literal}")
    return "\n".join(str(row) for row in rows)


async def test_objects_and_plain_statements_share_a_transaction(database: Database) -> None:
    async with database.write() as uow:
        await uow.meta.set("before", "1")
        uow.session.add(UnitTable(code="402", name="Secretaría Particular"))
        await uow.session.flush()
        await uow.meta.set("after", "1")
        assert (await uow.session.get(UnitTable, "402")) is not None
        await uow.commit()
        await uow.meta.set("later", "1")
    async with database.write() as uow:
        uow.session.add(UnitTable(code="304", name="Secretaría de Gobierno"))
        await uow.session.flush()

    async with database.read() as uow:
        assert [unit.code for unit in await uow.programmes.units()] == ["402"]
        assert [await uow.meta.get(key) for key in ("before", "after", "later")] == ["1", "1", None]


async def test_an_object_that_was_never_flushed_is_committed_as_well(database: Database) -> None:
    async with database.write() as uow:
        await uow.meta.set("before", "1")
        uow.session.add(UnitTable(code="402", name="Secretaría Particular"))
        await uow.commit()

    async with database.read() as uow:
        assert [unit.code for unit in await uow.programmes.units()] == ["402"]


@pytest.mark.parametrize("has_objects", [False, True])
async def test_a_commit_of_nothing_leaves_nothing_open(database: Database, *, has_objects: bool) -> None:
    async with database.write() as uow:
        await uow.commit()
        await uow.meta.set("value", "c")
        if has_objects:
            uow.session.add(UnitTable(code="402", name="Secretaría Particular"))
        await uow.commit()
        await uow.commit()
        await uow.meta.set("value", "d")
        await uow.commit()

    async with database.read() as uow:
        assert await uow.meta.get("value") == "d"


async def test_a_rollback_takes_everything_and_the_next_one_begins_anew(database: Database) -> None:
    async with database.write() as uow:
        await uow.meta.set("first", "1")
        await uow.session.rollback()
        await uow.meta.set("second", "1")
        uow.session.add(UnitTable(code="402", name="Secretaría Particular"))
        await uow.session.flush()
        await uow.session.rollback()
        await uow.meta.set("third", "1")
        await uow.commit()

    async with database.read() as uow:
        assert [await uow.meta.get(key) for key in ("first", "second", "third")] == [None, None, "1"]
        assert await uow.programmes.units() == []


async def test_what_the_database_has_undone_by_itself_is_not_taken_for_committed(tmp_path: Path) -> None:
    """A full disk makes SQLite roll the transaction back by itself."""
    database = Database(f"sqlite:///{tmp_path / 'puntual.db'}")
    await create_tables(database)
    lost = text("INSERT OR ROLLBACK INTO meta VALUES ('a', '1')")

    async with database.write() as uow:
        await uow.meta.set("a", "0")
        with pytest.raises(DatabaseFailed):
            await uow.session.execute(lost)
        with pytest.raises(DatabaseFailed, match="lost"):
            await uow.meta.set("b", "1")
        with pytest.raises(DatabaseFailed, match="lost"):
            await uow.commit()

    async with database.read() as uow:
        assert await uow.meta.get("a") is None
    await database.dispose()


async def test_a_busy_file_is_waited_for_and_then_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'puntual.db'}"
    holder, other = Database(url), Database(f"{url}?timeout=0.01")
    await create_tables(holder)

    async with holder.write() as uow:
        await uow.meta.set("a", "1")
        with pytest.raises(DatabaseFailed, match="locked"):
            async with other.write() as second:
                await second.meta.set("a", "2")
        await uow.commit()
    async with other.write() as second:
        await second.meta.set("a", "2")
        await second.commit()

    async with holder.read() as uow:
        assert await uow.meta.get("a") == "2"
    await holder.dispose()
    await other.dispose()
