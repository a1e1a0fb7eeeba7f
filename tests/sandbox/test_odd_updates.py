"""Updates repeated, shuffled, malformed, of unknown kinds or renumbered."""

import asyncio

import pytest
from telegram import Bot

from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox
from sandbox.updates import FIRST_UPDATE_ID, UpdateQueue, chat_of
from tests.hanging import HANGS
from tests.sandbox.helpers import ANA_ID


def a_message(chat_id: int, text: str) -> dict[str, object]:
    return {"chat": {"id": chat_id}, "text": text}


async def test_an_acknowledged_update_comes_again_when_asked(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await client.repeats_updates(1)
    await ana.says("uno")
    await ana.says("dos")

    first, second = await bot.get_updates()
    (again,) = await bot.get_updates(offset=second.update_id + 1)
    rest = await bot.get_updates(offset=again.update_id + 1)

    assert again == first
    assert rest == ()


async def test_answers_mix_the_chats_and_keep_the_order_of_each() -> None:
    queue = UpdateQueue()
    for n in range(4):
        for chat_id in (1, 2, 3):
            queue.put("message", a_message(chat_id, str(n)))
    queue.mix(7)

    batch = await queue.poll(0, 100, 0)

    chats = [chat_of(update) for update in batch]
    assert chats != [1, 2, 3] * 4
    for chat_id in (1, 2, 3):
        texts = [update["message"]["text"] for update in batch if chat_of(update) == chat_id]
        assert texts == ["0", "1", "2", "3"]


async def test_mixing_can_be_ended(client: SandboxClient, sandbox: Sandbox) -> None:
    for chat_id in range(20):
        sandbox.world.updates.put("message", a_message(chat_id, "hola"))
    ordered = await sandbox.world.updates.poll(0, 100, 0)

    await client.mixes_updates(1)
    mixed = await sandbox.world.updates.poll(0, 100, 0)
    await client.mixes_updates(None)

    assert mixed != ordered
    assert sorted(mixed, key=lambda update: update["update_id"]) == ordered
    assert await sandbox.world.updates.poll(0, 100, 0) == ordered


@pytest.mark.parametrize(
    ("update", "chat_id"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}}}, 5),
        ({"update_id": 1, "callback_query": {"message": {"chat": {"id": 5}}}}, 5),
        ({"update_id": 1, "callback_query": {"message": "?"}}, None),
        ({"update_id": 1, "message": {"chat": 5}}, None),
        ({"update_id": 1, "message": "?"}, None),
    ],
)
def test_the_chat_of_an_update_is_found_wherever_it_is(
    update: dict[str, object], chat_id: int | None
) -> None:
    assert chat_of(update) == chat_id


async def test_an_unknown_kind_arrives_with_the_next_number(
    bot: Bot, client: SandboxClient, ana: PersonClient
) -> None:
    await bot.get_updates(allowed_updates=["message"])
    update_id = await client.invents("telepathy", {"thought": "hola"})
    await ana.says("hola")

    first, second = await bot.get_updates()

    assert (first.update_id, second.update_id) == (update_id, update_id + 1)
    assert first.api_kwargs == {"telepathy": {"thought": "hola"}}


async def test_a_kind_not_asked_for_is_not_kept(bot: Bot, ana: PersonClient) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await ana.says("no")
    await bot.get_updates(allowed_updates=[])
    await ana.says("sí")

    (update,) = await bot.get_updates()

    assert update.message is not None
    assert update.message.text == "sí"


@pytest.mark.parametrize("next_id", [5, 900_000_000])
async def test_numbers_go_on_from_elsewhere_and_the_old_offset_loses_nothing(
    bot: Bot, client: SandboxClient, ana: PersonClient, next_id: int
) -> None:
    await ana.says("antes")
    (before,) = await bot.get_updates()
    assert await bot.get_updates(offset=before.update_id + 1) == ()

    await client.renumbers_updates(next_id)
    await ana.says("después")

    (after,) = await bot.get_updates(offset=before.update_id + 1)
    assert (before.update_id, after.update_id) == (FIRST_UPDATE_ID, next_id)
    assert await bot.get_updates(offset=next_id + 1) == ()


async def test_a_random_number_is_the_same_for_the_same_seed(client: SandboxClient) -> None:
    numbers = [await client.renumbers_updates(seed=seed) for seed in (1, 1, 2)]

    assert numbers[0] == numbers[1] != numbers[2]


async def test_an_update_without_a_number_is_forgotten_with_the_next_offset(
    sandbox: Sandbox, client: SandboxClient, ana: PersonClient
) -> None:
    await client.injects({"update_id": "seven"})
    await client.injects({"message": a_message(ANA_ID, "hola")})
    await ana.says("hola")

    await asyncio.wait_for(sandbox.world.updates.poll(FIRST_UPDATE_ID, 100, 0), HANGS)

    assert [update["update_id"] for update in sandbox.world.updates.pending] == [FIRST_UPDATE_ID]
