"""Faults: other instances with our token that poll, set a webhook, or use the same database."""

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
    """Let another program poll after each of our polls, which ends ours."""
    async with mischief(town, Fault(FaultKind.CONFLICT, "getUpdates", times=None)):
        yield


@asynccontextmanager
async def anothers_address(town: Town, _: Random) -> AsyncIterator[None]:
    """Let another program set a webhook at which nothing listens."""
    await _calls(town, "setWebhook", url=NOBODY_LISTENS)
    yield
    await _calls(town, "deleteWebhook")


async def _calls(town: Town, method: str, **params: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{town.city.telegram.url}/bot{TOKEN}/{method}", data=params)
        assert answer.json()["ok"], answer.text


@asynccontextmanager
async def a_twin(town: Town, _: Random) -> AsyncIterator[None]:
    """Start a second bot on the same database: it must exit."""
    twin = await town.city.machine.types("run")
    assert twin.code != 0, twin
    yield
