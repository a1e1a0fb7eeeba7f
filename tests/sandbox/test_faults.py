"""Injected faults."""

import asyncio

import httpx
import pytest
from telegram import Bot
from telegram.error import ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from sandbox.client import PersonClient, SandboxClient, SandboxError
from sandbox.faults import Fault, FaultKind
from sandbox.server import Sandbox, running_sandbox
from tests.hanging import HANGS
from tests.sandbox.helpers import ANA_ID, TOKEN


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

    assert len(await asyncio.wait_for(poll, HANGS)) == 1


async def test_a_bad_gateway_answers_with_the_page_of_the_server_in_front(
    sandbox: Sandbox, client: SandboxClient
) -> None:
    await client.fails("bad_gateway", "getMe")

    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{sandbox.url}/bot{TOKEN}/getMe")

    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")
    assert "<center><h1>502 Bad Gateway</h1></center>" in answer.text


async def test_a_slow_call_is_accepted_at_once_and_answered_late(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await client.fails("slow", "sendMessage", seconds=9 * HANGS)

    send = asyncio.create_task(bot.send_message(ANA_ID, "hola"))
    await ana.waits_for("hola")
    assert not send.done()

    await client.stops_failing()
    assert (await asyncio.wait_for(send, HANGS)).text == "hola"


async def test_a_slow_call_is_answered_when_its_time_is_over(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    loop = asyncio.get_running_loop()
    await client.fails("slow", seconds=0.02)

    began_at = loop.time()
    await bot.send_message(ANA_ID, "hola")

    assert loop.time() - began_at >= 0.02


async def test_slow_calls_do_not_delay_the_end() -> None:
    loop = asyncio.get_running_loop()
    message = {"chat_id": ANA_ID, "text": "hola"}
    async with httpx.AsyncClient(timeout=HANGS) as http:
        async with running_sandbox() as sandbox, SandboxClient(sandbox.url) as client:
            ana = await client.person(ANA_ID, "Ana", has_started=True)
            await client.fails("slow", seconds=9 * HANGS)
            call = asyncio.create_task(http.post(f"{sandbox.url}/bot{TOKEN}/sendMessage", json=message))
            await ana.waits_for("hola")
            stopped_at = loop.time()

        assert loop.time() - stopped_at < HANGS
        assert (await call).json()["ok"]


async def test_a_migrated_chat_says_where_it_went(bot: Bot, client: SandboxClient) -> None:
    await client.person(-4001, "IMPLAN", has_started=True)
    await client.person(-1002000000001, "IMPLAN", has_started=True)
    await client.fails("chat_migrated", times=None, chat_id=-4001, migrate_to_chat_id=-1002000000001)

    for _ in range(2):
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(-4001, "hola")

    sent = await bot.send_message(moved.value.new_chat_id, "hola")
    assert sent.chat.type == "supergroup"


async def test_a_conflict_is_only_for_polls(bot: Bot, client: SandboxClient, ana: PersonClient) -> None:
    await client.fails("conflict")

    await bot.send_message(ANA_ID, "hola")
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await bot.get_updates()

    assert await bot.get_updates() == ()


async def test_a_revoked_token_is_refused_until_taken_back(bot: Bot, client: SandboxClient) -> None:
    await client.fails("unauthorized", times=None)

    for _ in range(3):
        with pytest.raises(InvalidToken, match="Unauthorized"):
            await bot.get_me()

    await client.stops_failing()
    assert await bot.get_me()


@pytest.mark.parametrize("reason", ["bot was blocked by the user", "user is deactivated"])
async def test_one_chat_may_forbid_writing(
    bot: Bot, client: SandboxClient, ana: PersonClient, reason: str
) -> None:
    await client.person(504, "Jorge", has_started=True)
    await client.fails("forbidden", chat_id=504, reason=reason)

    await bot.send_message(ANA_ID, "hola")
    with pytest.raises(Forbidden, match=reason):
        await bot.send_message(504, "hola")


def test_chance_decides_the_same_for_the_same_seed() -> None:
    def struck(seed: int, times: int | None = None) -> list[bool]:
        fault = Fault(FaultKind.DROP_BEFORE, probability=0.25, seed=seed, times=times)
        return [fault.is_for("sendMessage", 1) and fault.strikes() for _ in range(400)]

    assert struck(1) == struck(1) != struck(2)
    assert 60 < sum(struck(1)) < 140
    assert sum(struck(1, times=5)) == 5
