"""A running sandbox, a bot connected to it and a person with a phone."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox, running_sandbox
from tests.sandbox.helpers import ANA_ID, bot_of


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(sandbox.url) as client:
        yield client


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with bot_of(sandbox) as bot:
        yield bot


@pytest.fixture
async def ana(client: SandboxClient) -> PersonClient:
    """A person who has already started the bot."""
    return await client.person(ANA_ID, "Ana", has_started=True)
