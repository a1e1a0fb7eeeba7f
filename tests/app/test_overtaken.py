"""A concurrent write of another program is reported in one sentence, and nothing is stored twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from domain.kit.causes import Side
from storage.engine import Database
from tests.app.conftest import Types
from tests.hanging import HANGS
from tests.migrated import migrated_postgres
from texts.kit.faults import OVERTAKEN

ADD = ("causes", "--add", "below", "Falta de personal")
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
async def database(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """Return a PostgreSQL named in the settings."""
    with migrated_postgres(postgres_url) as url:
        monkeypatch.setenv("PUNTUAL_DATABASE_URL", url)
        database = Database(url)
        yield database
        await database.dispose()


async def test_a_row_that_another_program_wrote_at_that_moment_is_not_written_again(
    database: Database, types: Types
) -> None:
    async with database.write() as other:
        # As an older version does, without a lock.
        await other.causes.add(Side.BELOW, ADD[-1])
        typed = asyncio.ensure_future(types(*ADD))
        await _is_waited_for(database)
        await other.commit()

    told = await typed

    assert (told.code, told.out, told.err.strip()) == (1, "", OVERTAKEN)
    async with database.read() as uow:
        assert [each.text for each in await uow.causes.all()].count(ADD[-1]) == 1


async def _is_waited_for(database: Database) -> None:
    async with asyncio.timeout(HANGS):
        while not await _waiting(database):
            pass


async def _waiting(database: Database) -> int:
    async with database.read() as uow:
        return await uow.session.scalar(WAITING) or 0
