"""A sandbox, a bot connected to it and people with phones."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.delivery.connection.telegram_http import TelegramHttp
from sandbox.model import SandboxPerson
from sandbox.server import Sandbox, running_sandbox
from storage.engine import Database
from tests.clocks import ManualClock
from tests.deliveries import ANA, BETO, UNPACED, Desk

TOKEN = "7000000001:secret-of-the-sandbox"


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    people = [
        SandboxPerson(ANA, "Ana", has_started=True),
        SandboxPerson(BETO, "Beto", has_started=True),
    ]
    async with running_sandbox(people=people, token=TOKEN) as sandbox:
        yield sandbox


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    bot = bot_of(sandbox)
    async with bot:
        yield bot


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def desk(memory_database: Database, clock: ManualClock) -> Desk:
    return Desk(memory_database, clock, UNPACED)


def bot_of(sandbox: Sandbox, token: str = TOKEN) -> Bot:
    return Bot(
        token,
        base_url=f"{sandbox.url}/bot",
        base_file_url=f"{sandbox.url}/file/bot",
        request=TelegramHttp(connections=32),
        get_updates_request=TelegramHttp(connections=2),
    )
