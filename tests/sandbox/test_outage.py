"""Both kinds of outage."""

import asyncio

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError

from sandbox.client import PersonClient, SandboxClient, SandboxError
from sandbox.server import Sandbox
from tests.hanging import HANGS
from tests.sandbox.helpers import ANA_ID, TOKEN


@pytest.mark.parametrize(
    ("kind", "words"), [("drop", "disconnected"), ("unavailable", "Service Unavailable|503")]
)
async def test_every_call_fails_until_the_outage_ends(
    bot: Bot, client: SandboxClient, ana: PersonClient, kind: str, words: str
) -> None:
    await client.goes_down(kind)

    for _ in range(2):
        with pytest.raises(NetworkError, match=words):
            await bot.send_message(ANA_ID, "hola")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    await client.comes_back()

    assert await ana.messages() == []
    assert await bot.send_message(ANA_ID, "hola")


async def test_an_open_poll_is_cut(bot: Bot, client: SandboxClient, ana: PersonClient) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.01)

    await client.goes_down()

    with pytest.raises(NetworkError, match="disconnected"):
        await asyncio.wait_for(poll, HANGS)
    await client.comes_back()
    await ana.says("hola")
    assert len(await bot.get_updates(timeout=1)) == 1


async def test_the_answer_to_an_accepted_call_is_lost(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await client.fails("slow", "sendMessage", seconds=60)
    send = asyncio.create_task(bot.send_message(ANA_ID, "hola"))
    await ana.waits_for("hola")

    await client.goes_down()
    await client.stops_failing()

    with pytest.raises(NetworkError):
        await send
    assert [message.text for message in await ana.messages()] == ["hola"]


async def test_downloads_fail_too(sandbox: Sandbox, client: SandboxClient) -> None:
    await client.goes_down("unavailable")

    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{sandbox.url}/file/bot{TOKEN}/documents/file_1.pdf")

    assert answer.status_code == 503
    assert "nginx" in answer.text


async def test_people_still_write(client: SandboxClient, sandbox: Sandbox, ana: PersonClient) -> None:
    await client.goes_down()

    await ana.says("¿hay alguien?")

    assert len(sandbox.world.updates.pending) == 1


async def test_an_unknown_outage_is_refused(client: SandboxClient) -> None:
    with pytest.raises(SandboxError, match="strike"):
        await client.goes_down("strike")
