"""A replica can start while others handle updates."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from app.clock import StoppedClock
from app.running import recover
from app.settings import load_settings
from app.wiring import Puntual, opened
from domain.capture.messages import Question
from sandbox.server import Sandbox
from storage.engine import Database
from tests.facts import ANA, BETO, NOW, Office, a_mir
from tests.hanging import HANGS
from tests.postgres import empty_tables
from tests.usecases.deliveries import send_all
from tests.usecases.enlaces import Enlace, an_enlace
from usecases.kit.conversations import keep_thread, open_thread

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
async def town(postgres_tables: str) -> AsyncIterator[Office]:
    empty_tables(postgres_tables)
    database = Database(postgres_tables)
    yield Office(database)
    await database.dispose()


@pytest.fixture
async def replica(
    town: Office, postgres_tables: str, telegram: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Puntual]:
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", postgres_tables)
    async with opened(load_settings(), StoppedClock(NOW.now)) as puntual:
        yield puntual


async def test_a_person_whom_another_replica_is_answering_is_left_to_it(
    town: Office, replica: Puntual
) -> None:
    indicator = (await town.register(a_mir()))["Componente 7"]
    ana, beto = await an_enlace(town, ANA), await an_enlace(town, BETO)
    for enlace in (ana, beto):
        await enlace.opens(indicator)
    await send_all(town)

    async with town.database.write() as answering:
        thread = await open_thread(answering, ana.person)
        await keep_thread(answering, ana.person.actor.person_id, thread, town.moment)
        starting = asyncio.create_task(recover(replica))
        await _is_waited_for(town)
        await answering.commit()
    await starting

    assert [await _is_asked_again(town, each) for each in (ana, beto)] == [False, True]


async def _is_asked_again(town: Office, enlace: Enlace) -> bool:
    said = [each for each in await enlace.heard() if isinstance(each, Question)]
    return any(each.is_resumed for each in said)


async def _is_waited_for(town: Office) -> None:
    async with asyncio.timeout(HANGS):
        while not await town.do(lambda uow: uow.session.scalar(WAITING)):  # noqa: ASYNC110 - a lock rings no bell
            await asyncio.sleep(0.01)
