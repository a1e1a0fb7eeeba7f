"""Other instances with our token: one that polls, one with an address, a twin on the same database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import httpx

from bench.year.mischief import mischief
from bench.year.town import Town
from sandbox.faults import Fault, FaultKind
from tests.stories.processes import TOKEN

NOBODY_LISTENS = "http://127.0.0.1:9/telegram"


@asynccontextmanager
async def another_poll(town: Town, _: Random) -> AsyncIterator[None]:
    """Let somebody else poll, who always comes later than we do and so ends each of our polls."""
    async with mischief(town, Fault(FaultKind.CONFLICT, "getUpdates", times=None)):
        yield


@asynccontextmanager
async def anothers_address(town: Town, _: Random) -> AsyncIterator[None]:
    """Let somebody else have the updates brought to an address of their own, at which nobody listens."""
    await _calls(town, "setWebhook", url=NOBODY_LISTENS)
    yield
    await _calls(town, "deleteWebhook")


async def _calls(town: Town, method: str, **params: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{town.city.telegram.url}/bot{TOKEN}/{method}", data=params)
        assert answer.json()["ok"], answer.text


@asynccontextmanager
async def a_twin(town: Town, _: Random) -> AsyncIterator[None]:
    """Start the bot once more on the same database: it has to end by itself."""
    twin = await town.city.machine.types("run")
    assert twin.code != 0, twin
    yield
