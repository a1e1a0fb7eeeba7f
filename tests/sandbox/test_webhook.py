"""Delivery to a webhook: order, retries, limits and what getWebhookInfo tells."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest

from sandbox.client import PersonClient, SandboxClient, SandboxError
from sandbox.errors import ApiError
from sandbox.json_post import JsonPost, NotDelivered
from sandbox.outage import OutageKind
from sandbox.server import Sandbox, running_sandbox
from sandbox.webhook import Retries
from tests.hanging import HANGS
from tests.sandbox.helpers import ANA_ID, a_keyboard
from tests.sandbox.receiver import Receiver, receiving


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox that repeats failed deliveries at once."""
    async with running_sandbox(retries=Retries(first=0.001, longest=0.002)) as sandbox:
        yield sandbox


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


async def info_when(bot: Bot, is_true: Callable[[WebhookInfo], object]) -> WebhookInfo:
    async with asyncio.timeout(HANGS):
        while not is_true(info := await bot.get_webhook_info()):
            continue
    return info


async def nothing_pends(bot: Bot) -> WebhookInfo:
    return await info_when(bot, lambda info: not info.pending_update_count)


async def test_updates_are_posted_with_the_secret(bot: Bot, ana: PersonClient, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url, secret_token="s3-cret_")

    await ana.says("hola")

    await receiver.until(lambda: receiver.texts == ["hola"])
    assert receiver.secrets == ["s3-cret_"]
    await nothing_pends(bot)


async def test_what_waited_before_is_delivered_too(bot: Bot, ana: PersonClient, receiver: Receiver) -> None:
    await ana.says("antes")

    await bot.set_webhook(receiver.url)
    await ana.says("después")

    await receiver.until(lambda: receiver.texts == ["antes", "después"])
    assert receiver.secrets == [None, None]


async def test_a_chat_waits_for_its_update_and_others_do_not(
    bot: Bot, client: SandboxClient, ana: PersonClient, receiver: Receiver
) -> None:
    jorge = await client.person(504, "Jorge", has_started=True)
    receiver.gate.clear()
    await bot.set_webhook(receiver.url)

    await ana.says("uno")
    await ana.says("dos")
    await jorge.says("tres")

    await receiver.until(lambda: len(receiver.posted) == 2)
    assert sorted(receiver.texts) == ["tres", "uno"]
    receiver.gate.set()
    await receiver.until(lambda: len(receiver.posted) == 3)


async def test_no_more_connections_are_opened_than_allowed(
    bot: Bot, client: SandboxClient, receiver: Receiver
) -> None:
    people = await client.crowd(5)
    receiver.gate.clear()
    await bot.set_webhook(receiver.url, max_connections=2)

    for person in people:
        await person.says("hola")
    await receiver.until(lambda: len(receiver.posted) == 2)
    await asyncio.sleep(0.005)

    assert receiver.open == 2
    receiver.gate.set()
    await receiver.until(lambda: len(receiver.posted) == 5)
    assert receiver.open == 2


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        pytest.param([500, 403], "Wrong response from the webhook: 403 So", id="refused"),
        pytest.param([0, 0], "Connection reset by peer", id="hung up"),
    ],
)
async def test_a_failed_delivery_is_repeated_and_told(
    bot: Bot, ana: PersonClient, receiver: Receiver, answers: list[int], reason: str
) -> None:
    receiver.answers = answers
    await bot.set_webhook(receiver.url)

    await ana.says("hola")
    info = await nothing_pends(bot)

    assert receiver.texts == ["hola"] * 3
    assert info.last_error_message == reason
    assert info.last_error_date is not None


async def test_an_answer_that_takes_too_long_is_a_failure(receiver: Receiver) -> None:
    receiver.gate.clear()
    poster = JsonPost("", seconds=0.005)

    with pytest.raises(NotDelivered, match="Read timeout expired"):
        await poster.post(receiver.url, b"{}")

    poster.close()


async def test_a_webhook_that_is_not_there_keeps_updates_waiting(bot: Bot, ana: PersonClient) -> None:
    async with receiving() as gone:
        url = gone.url
    await bot.set_webhook(url)
    await ana.says("hola")

    info = await info_when(bot, lambda info: info.last_error_message)

    assert info.last_error_message == "Connection refused"
    assert info.pending_update_count == 1


async def test_without_the_webhook_what_was_not_confirmed_is_polled(
    bot: Bot, ana: PersonClient, receiver: Receiver
) -> None:
    receiver.gate.clear()
    await bot.set_webhook(receiver.url)
    await ana.says("hola")
    await receiver.until(lambda: receiver.posted)

    await bot.delete_webhook()
    await ana.says("¿sigue ahí?")

    assert [update.message.text for update in await bot.get_updates() if update.message] == [
        "hola",
        "¿sigue ahí?",
    ]
    assert len(receiver.posted) == 1


async def test_setting_it_anew_moves_it_and_setting_it_again_does_not_disturb_it(
    bot: Bot, ana: PersonClient, receiver: Receiver
) -> None:
    receiver.gate.clear()
    await bot.set_webhook(receiver.url)
    await ana.says("hola")
    await receiver.until(lambda: receiver.posted)

    await asyncio.gather(*[bot.set_webhook(receiver.url) for _ in range(3)])
    async with receiving() as other:
        assert len(receiver.posted) == 1
        await bot.set_webhook(other.url)
        await other.until(lambda: other.texts == ["hola"])
        await bot.set_webhook("")

    assert await bot.get_updates(timeout=0) == ()


async def test_setting_a_webhook_ends_an_open_poll(bot: Bot, sandbox: Sandbox, receiver: Receiver) -> None:
    poll = asyncio.create_task(sandbox.world.updates.poll(0, 100, 30))
    await asyncio.sleep(0)

    await bot.set_webhook(receiver.url)

    with pytest.raises(ApiError, match="Conflict: terminated by setWebhook request"):
        await poll


async def test_only_the_kinds_asked_for_are_delivered(
    bot: Bot, ana: PersonClient, receiver: Receiver
) -> None:
    sent = await bot.send_message(ANA_ID, "¿?", reply_markup=a_keyboard("Sí"))
    await bot.set_webhook(receiver.url, allowed_updates=["message"], max_connections=7)

    await ana.taps_data(sent.message_id, "Sí")
    await ana.says("hola")

    await receiver.until(lambda: receiver.posted)
    assert receiver.texts == ["hola"]
    info = await bot.get_webhook_info()
    assert info.allowed_updates == ("message",)
    assert info.max_connections == 7


async def test_during_an_outage_nothing_is_delivered(
    bot: Bot, sandbox: Sandbox, client: SandboxClient, ana: PersonClient, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    sandbox.world.go_down(OutageKind.DROP)
    await ana.says("hola")
    await asyncio.sleep(0.005)
    assert receiver.posted == []

    await client.comes_back()

    await receiver.until(lambda: receiver.posted)


async def test_an_update_may_be_delivered_twice(
    bot: Bot, client: SandboxClient, ana: PersonClient, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    await client.repeats_updates(1)

    await ana.says("hola")
    await ana.says("adiós")

    await receiver.until(lambda: len(receiver.posted) == 3)
    assert sorted(receiver.texts) == ["adiós", "hola", "hola"]


async def test_updates_dropped_meanwhile_are_not_delivered(
    bot: Bot, ana: PersonClient, receiver: Receiver
) -> None:
    receiver.gate.clear()
    await bot.set_webhook(receiver.url)
    await ana.says("uno")
    await ana.says("dos")
    await receiver.until(lambda: receiver.posted)

    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    receiver.gate.set()
    await ana.says("tres")

    await receiver.until(lambda: receiver.texts == ["uno", "tres"])


async def test_replicas_take_turns_and_the_living_take_over(
    bot: Bot, client: SandboxClient, ana: PersonClient, receiver: Receiver
) -> None:
    async with receiving() as dying:
        pass
    async with receiving() as second:
        await bot.set_webhook("https://example.invalid/hook")
        await client.balances(receiver.url, dying.url, second.url)

        for text in ("uno", "dos", "tres", "cuatro"):
            await ana.says(text)
        await nothing_pends(bot)

        assert sorted(receiver.texts + second.texts) == ["cuatro", "dos", "tres", "uno"]
        assert receiver.posted
        assert second.posted


async def test_nothing_leaves_this_machine(bot: Bot, client: SandboxClient, ana: PersonClient) -> None:
    await bot.set_webhook("https://example.invalid/hook")
    await ana.says("hola")

    info = await info_when(bot, lambda info: info.last_error_message)

    assert info.last_error_message == "Failed to resolve host: the sandbox delivers on this machine only"
    assert info.pending_update_count == 1
    with pytest.raises(SandboxError, match="en esta máquina"):
        await client.balances("http://example.invalid/hook")


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        pytest.param("http://example.invalid/hook", "", "An HTTPS URL must be provided", id="plain HTTP"),
        pytest.param("https://example.invalid/", "ñ", "unallowed characters", id="secret"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: Bot, url: str, secret: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.set_webhook(url, secret_token=secret)


async def test_it_stops_at_once_though_a_delivery_is_open(receiver: Receiver) -> None:
    loop = asyncio.get_running_loop()
    receiver.gate.clear()
    async with running_sandbox() as sandbox, SandboxClient(sandbox.url) as client:
        ana = await client.person(ANA_ID, "Ana", has_started=True)
        await client.request("POST", f"/../bot1:x/setWebhook?url={receiver.url}")
        await ana.says("hola")
        await receiver.until(lambda: receiver.posted)
        stopped_at = loop.time()

    assert loop.time() - stopped_at < Retries().timeout


@pytest.mark.parametrize("closing", [b"Content-Length: 2\r\nConnection: close\r\n\r\nok", b"\r\nok"])
async def test_a_line_that_the_bot_closes_is_replaced(
    bot: Bot, client: SandboxClient, ana: PersonClient, closing: bytes
) -> None:
    opened = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        await reader.readuntil(b"}}")
        writer.write(b"HTTP/1.1 200 OK\r\n" + closing)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1") as server:
        await bot.set_webhook(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}?bot=1")
        for _ in range(2):
            await ana.says("hola")
            await nothing_pends(bot)

    assert opened == 2


async def test_an_idle_line_that_was_closed_meanwhile_is_not_used(
    bot: Bot, client: SandboxClient, ana: PersonClient, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    await ana.says("uno")
    await nothing_pends(bot)
    await receiver.hangs_up()
    await asyncio.sleep(0.02)

    await ana.says("dos")
    info = await nothing_pends(bot)

    assert receiver.texts == ["uno", "dos"]
    assert info.last_error_message is None
