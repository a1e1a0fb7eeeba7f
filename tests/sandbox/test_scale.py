"""The cost of a call does not grow with the number of people or the history."""

import asyncio

import pytest
from telegram.error import BadRequest

from sandbox.change_log import ChangeLog
from sandbox.client import SandboxClient
from sandbox.server import Sandbox, running_sandbox
from tests.sandbox.helpers import ANA_ID, a_keyboard, bot_of


class Thing:
    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.reads = 0

    def __getattribute__(self, name: str) -> object:
        if name == "seq":
            self.reads += 1
        return super().__getattribute__(name)


async def test_a_crowd_is_created_with_one_change(sandbox: Sandbox, client: SandboxClient) -> None:
    people = await client.crowd(3000)

    assert sandbox.world.seq == 1
    assert len(sandbox.world.people) == 3000
    assert (people[-1].user_id, people[-1].name) == (3999, "Persona 3000")
    assert sandbox.world.people[3999].has_started
    await people[-1].says("hola")


async def test_an_empty_crowd_changes_nothing(sandbox: Sandbox, client: SandboxClient) -> None:
    assert await client.crowd(0) == []
    assert sandbox.world.seq == 0


async def test_hundreds_wait_at_once_and_each_gets_their_own(sandbox: Sandbox, client: SandboxClient) -> None:
    people = await client.crowd(150)
    waits = [asyncio.create_task(person.waits_for("hola")) for person in people]

    async with bot_of(sandbox) as bot:
        for person in people:
            await bot.send_message(person.user_id, "hola")

    assert len(await asyncio.gather(*waits)) == 150


def test_news_are_found_without_reading_the_history() -> None:
    log: ChangeLog[int, Thing] = ChangeLog()
    things = [Thing(seq) for seq in range(1, 101)]
    for key, thing in enumerate(things):
        log.put(key, thing, chat_id=key % 2)

    news = log.since(98, 1)

    assert news == [things[99]]
    assert sum(thing.reads for thing in things) == 2


def test_a_change_moves_a_thing_to_the_end() -> None:
    log: ChangeLog[str, Thing] = ChangeLog()
    old, new = Thing(1), Thing(2)
    log.put("old", old, 1)
    log.put("new", new, 1)

    old.seq = 3
    log.put("old", old, 1)

    assert log.since(0) == log.since(0, 1) == [new, old]
    assert list(log.by_key) == ["old", "new"]
    assert log.since(0, 2) == []


async def test_only_the_newest_messages_are_kept_when_asked() -> None:
    async with (
        running_sandbox(keep_messages=3) as sandbox,
        SandboxClient(sandbox.url) as client,
        bot_of(sandbox) as bot,
    ):
        ana = await client.person(ANA_ID, "Ana", has_started=True)
        for n in range(1, 11):
            await bot.send_message(ANA_ID, f"{n}", reply_markup=a_keyboard("Sí"))
            await ana.taps("Sí")

        assert [message.text for message in await ana.messages()] == ["8", "9", "10"]
        assert list(sandbox.world.messages) == [8, 9, 10]
        assert len(sandbox.world.taps) == 3
        assert len(sandbox.world.calls) <= 6
        with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
            await bot.edit_message_text("x", ANA_ID, 1)
