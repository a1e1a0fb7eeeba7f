"""Telegram's limits, and counts of sends."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import BadRequest, RetryAfter

from sandbox.client import PersonClient, SandboxClient
from sandbox.counts import Counts
from sandbox.errors import ApiError
from sandbox.limits import SendLimits, Throttle
from sandbox.server import Sandbox, running_sandbox
from tests.sandbox.helpers import ANA_ID, bot_of

GROUP_ID = -4002
NOON = 43_200.0


def accepted(throttle: Throttle, instants: list[float], chats: list[int]) -> list[float]:
    """Send at each instant to each chat in turn; return the instants that were accepted."""
    passed = []
    for n, now in enumerate(instants):
        chat_id = chats[n % len(chats)]
        try:
            throttle.check(chat_id, now)
        except ApiError:
            continue
        throttle.accept(chat_id, now)
        passed.append(now)
    return passed


def retry_after(throttle: Throttle, chat_id: int, now: float) -> int:
    with pytest.raises(ApiError) as refusal:
        throttle.check(chat_id, now)
    assert refusal.value.status == 429
    return refusal.value.parameters["retry_after"]


def test_thirty_are_accepted_in_any_second() -> None:
    instants = [NOON + n / 100 for n in range(1000)]

    passed = accepted(Throttle(SendLimits()), instants, list(range(1, 1001)))

    assert all(sum(at <= other < at + 1 for other in passed) <= 30 for at in passed)
    assert len(passed) == 300


def test_a_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    instants = [NOON + n / 10 for n in range(101)]

    passed = accepted(Throttle(SendLimits()), instants, [ANA_ID])

    assert passed[:3] == instants[:3]
    assert len(passed) == 3 + 10


def test_one_a_second_never_meets_the_limit_of_a_chat() -> None:
    instants = [NOON + n + (0.2 if n % 2 else 0) for n in range(50)]

    assert accepted(Throttle(SendLimits()), instants, [ANA_ID]) == instants


def test_a_group_takes_twenty_in_any_minute() -> None:
    instants = [NOON + n for n in range(121)]

    passed = accepted(Throttle(SendLimits()), instants, [GROUP_ID])

    assert passed == [*instants[:20], *instants[60:80], instants[120]]


@pytest.mark.parametrize(
    ("limits", "chat_id", "sends", "wait"),
    [
        pytest.param(SendLimits(per_second=2), ANA_ID, 2, 1, id="overall"),
        pytest.param(SendLimits(burst=2, per_chat_per_second=0.1), ANA_ID, 2, 10, id="chat"),
        pytest.param(SendLimits(per_group_per_minute=3), GROUP_ID, 3, 60, id="group"),
    ],
)
def test_the_wait_is_the_truth(limits: SendLimits, chat_id: int, sends: int, wait: int) -> None:
    throttle = Throttle(limits)
    accepted(throttle, [NOON] * sends, [chat_id])

    assert retry_after(throttle, chat_id, NOON + 0.25) == wait
    retry_after(throttle, chat_id, NOON + wait - 0.01)
    throttle.check(chat_id, NOON + wait)


def test_a_send_without_a_chat_counts_overall() -> None:
    throttle = Throttle(SendLimits(per_second=1))

    throttle.accept(None, NOON)

    assert retry_after(throttle, ANA_ID, NOON) == 1


def test_the_busiest_second_is_remembered() -> None:
    counts = Counts()

    for now in (0.0, 0.5, 0.9, 1.0, 1.4, 1.45, 7.0):
        counts.accept("sendMessage", now)

    assert counts.busiest_second == 5
    assert (counts.sends.first_at, counts.sends.last_at) == (0.0, 7.0)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A sandbox with limits per second that pass during a test, and per minute that do not."""
    async with running_sandbox(limits=SendLimits(per_chat_per_second=1 / 60, burst=2)) as sandbox:
        yield sandbox


async def test_too_early_a_send_is_refused_and_counted(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await bot.send_message(ANA_ID, "uno")
    await bot.send_document(ANA_ID, b"dos")

    with pytest.raises(RetryAfter, match="60 seconds"):
        await bot.send_message(ANA_ID, "tres")

    assert len(await ana.messages()) == 2
    counts = await client.counts()
    assert (counts["sends"]["accepted"], counts["sends"]["too_many_requests"]) == (2, 1)
    assert counts["methods"]["sendDocument"]["accepted"] == 1
    assert counts["busiest_second"] == 2


async def test_edits_count_as_sends_and_other_calls_do_not(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    sent = await bot.send_message(ANA_ID, "uno")
    await bot.edit_message_text("dos", ANA_ID, sent.message_id)

    with pytest.raises(RetryAfter):
        await bot.edit_message_reply_markup(ANA_ID, sent.message_id)
    await bot.send_chat_action(ANA_ID, "typing")
    await bot.delete_message(ANA_ID, sent.message_id)

    counts = await client.counts()
    assert counts["sends"]["accepted"] == 2
    assert counts["methods"]["sendChatAction"]["accepted"] == 1


async def test_a_refused_send_takes_no_slot(bot: Bot, client: SandboxClient, ana: PersonClient) -> None:
    for _ in range(3):
        with pytest.raises(BadRequest):
            await bot.send_message(ANA_ID, "")

    await bot.send_message(ANA_ID, "uno")

    sends = (await client.counts())["sends"]
    assert (sends["accepted"], sends["refused"], sends["too_many_requests"]) == (1, 3, 0)
    assert sends["first_at"] == sends["last_at"]


async def test_each_group_has_a_limit_of_its_own(bot: Bot, client: SandboxClient) -> None:
    await client.person(GROUP_ID, "IMPLAN", has_started=True)

    sent = [await bot.send_message(GROUP_ID, str(n)) for n in range(20)]

    with pytest.raises(RetryAfter):
        await bot.send_message(GROUP_ID, "20")
    assert (sent[0].chat.type, sent[0].chat.title) == ("group", "IMPLAN")


async def test_the_counts_are_part_of_the_state_and_can_be_cleared(
    bot: Bot, sandbox: Sandbox, client: SandboxClient, ana: PersonClient
) -> None:
    await bot.send_message(ANA_ID, "uno")
    state = await client.request("GET", "/state")

    await client.clears_counts()

    assert state["counts"]["sends"]["accepted"] == 1
    assert sandbox.world.counts.sends.accepted == 0


async def test_without_limits_everything_passes() -> None:
    async with running_sandbox() as sandbox, SandboxClient(sandbox.url) as client, bot_of(sandbox) as bot:
        await client.person(ANA_ID, "Ana", has_started=True)

        await asyncio.gather(*[bot.send_message(ANA_ID, str(n)) for n in range(35)])

        sends = sandbox.world.counts.sends
        assert (sends.accepted, sends.too_many_requests) == (35, 0)
