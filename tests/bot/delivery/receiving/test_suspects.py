"""After crashes: suspects are handled alone, others soon again; the guilty one is parked, its sender told."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import pytest

from bot.delivery.receiving.inbox_worker import InboxWorker, OnParked
from domain.delivery.crashes import FIRST_TURN, MOST_ALONE, OTHERS_TURN, REST
from domain.delivery.outcomes import InboxState, NewMessage
from storage.queues.crashes import ParkedNow
from storage.uow import UnitOfWork
from tests.clocks import NOON, until
from tests.deliveries import ANA, BETO, Desk

Raw = dict[str, Any]
POISON = "poison"
CHATS = range(1000, 1010)


class Town:
    """Updates that hang where they are told to; a process that is left while they hang has died."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.hangs: set[str] = set()
        self.begun: list[str] = []
        self.done: list[str] = []
        self.parked: list[ParkedNow] = []
        self.tell: OnParked = self.note
        self.gate = asyncio.Event()
        self.running: list[tuple[InboxWorker, asyncio.Task[None]]] = []

    def worker(self, **options: Any) -> InboxWorker:
        return InboxWorker(
            self.desk.database,
            self.handle,
            prepare=self.prepare,
            wall=self.desk.clock,
            sleep=self.sleep,
            on_parked=self.tell,
            **options,
        )

    async def sleep(self, _: float) -> None:
        """Only a ring wakes: what happens in time is up to the test."""
        await asyncio.Event().wait()

    async def prepare(self, raw: Raw) -> None:
        self.begun.append(raw["text"])
        if raw["text"] in self.hangs:
            await self.gate.wait()

    async def handle(self, uow: UnitOfWork, raw: Raw, _: Any) -> None:
        self.done.append(raw["text"])

    async def note(self, uow: UnitOfWork, parked: ParkedNow) -> None:
        self.parked.append(parked)

    async def receive(self, text: str, chat_id: int) -> None:
        await self.desk.receive(chat_id, chat_id, json.dumps({"text": text}))

    @asynccontextmanager
    async def lives(self) -> AsyncIterator[None]:
        """Start a process as SQLite does; after the block it is dead, whatever it had at hand."""
        async with self.desk.database.write() as uow:
            await uow.inbox.release_all()
            await uow.commit()
        worker = self.runs()
        try:
            yield
        finally:
            worker.stop()

    def runs(self) -> InboxWorker:
        worker = self.worker()
        self.running.append((worker, asyncio.create_task(worker.run())))
        return worker

    async def ends(self) -> None:
        """Let what has been left end as well."""
        self.gate.set()
        for worker, running in self.running:
            worker.stop()
            await running

    def has_begun(self, text: str, times: int) -> bool:
        return self.begun.count(text) == times

    async def rings(self) -> None:
        """Have the worker look again, at the instant of the clock."""
        async with self.desk.database.write() as uow:
            uow.touch("inbox")
            await uow.commit()

    async def states(self) -> dict[InboxState, int]:
        async with self.desk.database.read() as uow:
            return await uow.inbox.counts()


@pytest.fixture
async def town(desk: Desk) -> AsyncIterator[Town]:
    town = Town(desk)
    yield town
    await town.ends()


async def all_die_together(town: Town) -> None:
    texts = [POISON, *(str(chat) for chat in CHATS)]
    for text, chat in zip(texts, (ANA, *CHATS), strict=True):
        await town.receive(text, chat)
    town.hangs = set(texts)
    async with town.lives():
        await until(lambda: len(town.begun) == len(texts))
    town.hangs = {POISON}
    town.begun.clear()


async def test_who_ends_its_process_each_time_is_parked_and_all_others_are_answered(town: Town) -> None:
    await all_die_together(town)
    lives = 1
    for tries in range(1, 4):
        async with town.lives():
            if tries == MOST_ALONE:
                await until(lambda: len(town.done) == len(CHATS))
                town.desk.clock.advance(seconds=REST.total_seconds())
                await town.rings()
            await until(partial(town.has_begun, POISON, tries))
            lives += 1
    async with town.lives():
        await until(lambda: town.parked)

    assert lives == 4, "one in company, three alone"
    assert town.parked == [ParkedNow(ANA, ANA, NOON)]
    assert sorted(town.done) == [str(chat) for chat in CHATS]
    assert await town.states() == {InboxState.PARKED: 1, InboxState.DONE: len(CHATS)}


async def test_nothing_else_is_begun_beside_a_suspect_until_its_turn_is_over(town: Town) -> None:
    await all_die_together(town)
    async with town.lives():
        await until(lambda: town.begun == [POISON])
        await town.receive("new", BETO)
        for _ in range(5):
            await town.rings()
            await asyncio.sleep(0.01)
        assert town.begun == [POISON]

        town.desk.clock.advance(seconds=FIRST_TURN.total_seconds())
        await town.rings()
        await until(lambda: "new" in town.done)
        assert town.begun == [POISON, "new"], "the other suspects want to be alone"

        town.gate.set()
        await until(lambda: POISON in town.done)
        town.desk.clock.advance(seconds=OTHERS_TURN.total_seconds())
        await town.rings()
        await until(lambda: len(town.done) == len(CHATS) + 2)


async def test_a_suspect_waits_until_what_has_begun_before_it_has_ended(town: Town) -> None:
    """Another process, on PostgreSQL, finds what a dead one left while it is at work itself."""
    dead = Town(town.desk)
    await dead.receive(POISON, ANA)
    dead.hangs = {POISON}
    async with dead.lives():
        await until(lambda: dead.begun)
    await town.receive("slow", BETO)
    town.hangs = {"slow"}
    town.runs()
    await until(lambda: town.begun)

    town.desk.clock.advance(seconds=60 * 60)
    await town.rings()
    await town.receive("new", 77)
    for _ in range(5):
        await asyncio.sleep(0.01)
    assert town.begun == ["slow"]
    town.gate.set()
    await until(lambda: len(town.done) == 3)

    assert town.begun == ["slow", POISON, "new"]
    await dead.ends()


async def test_a_telling_that_fails_keeps_nobody_from_being_parked(town: Town) -> None:
    async def stumble(uow: UnitOfWork, parked: ParkedNow) -> None:
        await uow.outbox.add(NewMessage(ANA, "half", {}), NOON)
        raise ZeroDivisionError

    town.tell = stumble
    await town.receive(POISON, ANA)
    town.hangs = {POISON}
    for _ in range(3):
        async with town.lives():
            town.begun.clear()
            async with asyncio.timeout(10):
                while not town.begun:
                    town.desk.clock.advance(seconds=REST.total_seconds())
                    await town.rings()
                    await asyncio.sleep(0)
    await town.receive("next", ANA + 1)
    async with town.lives():
        await until(lambda: "next" in town.done)

    assert (await town.states())[InboxState.PARKED] == 1
    assert await town.desk.rows() == []
