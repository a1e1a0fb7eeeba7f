"""A migration killed half-way is rolled back and reported, and the next one succeeds."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, NullPool, create_engine, text

from storage.engine import sync_url
from storage.migrate import alembic_config, connected, migrate
from tests.postgres import a_database_of_its_own
from tests.stories.lives import until
from tests.stories.processes import TOKEN, Machine

OLDER = "es de una versión anterior: ejecute «puntual migrate»"
REMINDERS = 3000
"""Of before given rungs were stored: the step to that reads each of them, which takes a while."""
SAID = json.dumps({"person_id": 1, "period": {"year": 2025, "quarter": 3}, "rung": -5})
AT = "2025-09-25T15:00:00.000000+00:00"


@dataclass(frozen=True)
class Older:
    """A database of the previous version, and its program."""

    url: str
    machine: Machine

    def counts(self) -> dict[str, int]:
        with connected(self.url) as connection:
            tables = ("outbox", "person", "rung_given")
            return {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in tables}


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Older]:
    if request.param == "sqlite":
        yield _an_older_one(f"sqlite:///{tmp_path / 'puntual.db'}", tmp_path)
        return
    with a_database_of_its_own(request.getfixturevalue("postgres_url")) as url:
        yield _an_older_one(url, tmp_path)


async def test_a_migration_that_is_killed_leaves_the_version_before(older: Older) -> None:
    if older.url.startswith("sqlite"):
        await _kill_while_it_writes(older)
    else:
        await _kill_while_it_waits(older)

    doctor, run = await older.machine.types("doctor"), await older.machine.types("run")
    healed = await older.machine.types("migrate")
    after = await older.machine.types("doctor")

    assert f"✗ Base de datos: {OLDER}" in doctor.out
    assert (run.code, OLDER in run.err) == (1, True)
    assert (healed.code, healed.out) == (0, "Base de datos al día.\n")
    assert "✓ Base de datos: al día" in after.out
    assert older.counts() == {"outbox": REMINDERS, "person": 1, "rung_given": 1}


async def _kill_while_it_writes(older: Older) -> None:
    path = older.url.removeprefix("sqlite:///")

    async def is_being_written() -> bool:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            return False

    doomed = older.machine.starts("migrate")
    await until(is_being_written)
    await doomed.dies()


async def _kill_while_it_waits(older: Older) -> None:
    """Lock the table of its last step, and kill it there: it has created new tables, not yet committed."""
    engine = create_engine(sync_url(older.url), poolclass=NullPool)
    with engine.connect() as holder:
        holder.execute(text("LOCK TABLE outbox"))
        doomed = older.machine.starts("migrate")

        async def is_waiting() -> bool:
            return _waits(engine)

        await until(is_waiting)
        await doomed.dies()
    engine.dispose()


def _waits(engine: Engine) -> bool:
    with engine.connect() as another:
        query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'outbox'::regclass"
        return bool(another.scalar(text(query)))


def _an_older_one(url: str, folder: Path) -> Older:
    migrate(url)
    with connected(url) as connection, connection.begin():
        command.downgrade(alembic_config(connection), "0002")
        connection.execute(
            text("INSERT INTO person (id, telegram_id, name, joined_at) VALUES (1, 402, 'Ana', :at)"),
            {"at": AT},
        )
        connection.execute(
            text(
                "INSERT INTO person_role (id, person_id, role, unit_code, is_suplente)"
                " VALUES (1, 1, 'enlace', '402', false)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO outbox (chat_id, person_id, kind, key, data, priority, state, attempts,"
                " ambiguous, unrendered, created_at)"
                " VALUES (402, 1, 'reminder', :key, :said, 1, 'sent', 0, 0, 0, :at)"
            ),
            [{"key": f"reminder:{number}", "said": SAID, "at": AT} for number in range(REMINDERS)],
        )
    settings = {"bot_token": TOKEN, "bot_api_url": "http://127.0.0.1:1", "database_url": url}
    return Older(url, Machine(folder, settings))
