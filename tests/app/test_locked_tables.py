"""Locked tables are waited for with a timeout, which PostgreSQL lacks by default."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url, text

from storage.engine import Database
from storage.faults import DatabaseFault
from storage.migrate import READING, connected
from tests.app.conftest import Types
from tests.migrated import migrated_postgres
from texts.kit.faults import DATABASE_FAULTS

SHOWN = text("SHOW lock_timeout")
SOON = "20ms"


@pytest.fixture
def url(postgres_url: str) -> Iterator[str]:
    with migrated_postgres(postgres_url) as url:
        yield url


def hurried(url: str) -> str:
    """Return a URL with its own lock timeout."""
    options = {"options": f"-c lock_timeout={SOON}"}
    return make_url(url).update_query_dict(options).render_as_string(hide_password=False)


async def limit_of(url: str) -> tuple[str, str]:
    """Return the lock timeout of a second unit of work, and that of the check of the tables."""
    database = Database(url)
    try:
        async with database.write() as uow:
            await uow.session.execute(SHOWN)
        async with database.write() as uow:
            found = str(await uow.session.scalar(SHOWN))
    finally:
        await database.dispose()
    with connected(url, begin=READING) as connection:
        return found, str(connection.scalar(SHOWN))


async def test_a_lock_is_waited_for_as_long_as_a_file_of_sqlite(url: str) -> None:
    assert await limit_of(url) == ("10s", "10s")


async def test_a_limit_in_the_address_stays(url: str) -> None:
    assert await limit_of(hurried(url)) == (SOON, SOON)


def test_a_migration_waits_for_another_however_long_it_takes(url: str) -> None:
    with connected(url) as connection:
        assert connection.scalar(SHOWN) == "0"


@pytest.mark.parametrize("table", ["alembic_version", "meta", "outbox"])
async def test_the_doctor_says_that_another_program_holds_it(
    url: str, table: str, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", hurried(url))
    with psycopg.connect(url) as holder:
        holder.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        told = await types("doctor")

    assert told.code == 1
    assert f"✗ Base de datos: {DATABASE_FAULTS[DatabaseFault.BUSY]}" in told.out
