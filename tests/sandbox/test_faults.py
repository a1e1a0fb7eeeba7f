"""The misbehaviour that can be asked for."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from sandbox.client import PersonClient, SandboxClient, SandboxError
from tests.sandbox.helpers import ANA_ID


async def test_too_many_requests_carries_the_wait_and_ends(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await client.fails("too_many_requests", "sendMessage", times=2, retry_after=10_072)

    for _ in range(2):
        with pytest.raises(RetryAfter, match="Retry in 10072 seconds"):
            await bot.send_message(ANA_ID, "hola")

    await bot.send_message(ANA_ID, "hola")
    assert len(await ana.messages()) == 1


@pytest.mark.parametrize(("status", "words"), [(500, "Internal Server Error"), (502, "Bad Gateway")])
async def test_a_server_error_accepts_nothing(
    bot: Bot, client: SandboxClient, ana: PersonClient, status: int, words: str
) -> None:
    await client.fails("server_error", "sendMessage", status=status)

    with pytest.raises(NetworkError, match=words):
        await bot.send_message(ANA_ID, "hola")

    assert await ana.messages() == []


async def test_a_line_dropped_before_acceptance_delivers_nothing(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await client.fails("drop_before", "sendMessage")

    with pytest.raises(NetworkError, match="disconnected"):
        await bot.send_message(ANA_ID, "hola")

    assert await ana.messages() == []


async def test_a_line_dropped_after_acceptance_delivers_without_saying_so(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await client.fails("drop_after", "sendMessage")

    with pytest.raises(NetworkError, match="disconnected"):
        await bot.send_message(ANA_ID, "hola")

    assert [message.text for message in await ana.messages()] == ["hola"]


async def test_updates_lost_on_the_way_are_given_again(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await ana.says("hola")
    await client.fails("drop_after", "getUpdates")

    with pytest.raises(NetworkError):
        await bot.get_updates()

    assert len(await bot.get_updates()) == 1


async def test_a_fault_may_be_for_one_chat_and_one_method(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await client.person(504, "Jorge", has_started=True)
    await client.fails("too_many_requests", "sendMessage", chat_id=504)

    await bot.send_message(ANA_ID, "hola")
    await bot.send_chat_action(504, "typing")
    with pytest.raises(RetryAfter):
        await bot.send_message(504, "hola")


async def test_faults_can_be_taken_back(bot: Bot, client: SandboxClient, ana: PersonClient) -> None:
    await client.fails("server_error", times=100)

    await client.stops_failing()

    assert await bot.send_message(ANA_ID, "hola")


async def test_an_unknown_fault_is_refused(client: SandboxClient) -> None:
    with pytest.raises(SandboxError, match="gremlins"):
        await client.fails("gremlins")


async def test_dropping_one_line_leaves_the_others_alone(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.01)
    await client.fails("drop_before", "sendMessage")

    with pytest.raises(NetworkError):
        await bot.send_message(ANA_ID, "hola")
    await ana.says("sigo aquí")

    assert len(await asyncio.wait_for(poll, 2)) == 1
