"""Two transactions wait for each other on PostgreSQL: it ends one, and nothing is lost or counted."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from bot.delivery.receiving.inbox_worker import InboxWorker
from bot.delivery.sending.outbox_writer import OutboxWriter
from domain.delivery.outcomes import Delivered, InboxState, NewMessage, OutboxState
from domain.delivery.pacing import Room
from storage.conversations import StaleConversation
from storage.engine import Database
from storage.failpoints import Failpoints
from storage.queues.inbox import inbox
from storage.queues.leases import lease
from storage.uow import UnitOfWork
from tests.clocks import NOON, ManualClock, until
from tests.deliveries import LEASE, UNPACED, Desk, a_message
from tests.hanging import HANGS
from tests.postgres import empty_tables

ROW = text("UPDATE outbox SET error = error WHERE id = :id")
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
async def desk(postgres_tables: str, clock: ManualClock) -> AsyncIterator[Desk]:
    empty_tables(postgres_tables)
    database = Database(postgres_tables)
    yield Desk(database, clock, UNPACED)
    await database.dispose()


async def test_an_outcome_in_a_deadlock_with_another_transaction_is_written_again(desk: Desk) -> None:
    writer = OutboxWriter(desk.database, now=desk.clock, wall=desk.clock, lease=LEASE, on_unreachable=nobody)
    first, second = await _claimed(desk)
    async with desk.database.write() as other:
        await other.session.execute(ROW, {"id": second.row.id})
        endings = [writer.finish(desk.ending(claim, Delivered(7))) for claim in (first, second)]
        ended = asyncio.gather(*endings)
        await _is_waited_for(desk)
        await other.session.execute(ROW, {"id": first.row.id})  # the writer has it and waits for the other
        await other.commit()

    assert await ended == [True, True]
    assert [row.state for row in await desk.rows()] == [OutboxState.SENT, OutboxState.SENT]


async def test_an_update_that_crossed_another_transaction_is_put_back_alone_and_uncounted(
    desk: Desk,
) -> None:
    rows = [await desk.add(a_message(chat_id)) for chat_id in (1, 2)]
    for chat_id, words in ((3, "a"), (4, "b"), (5, "c")):
        await desk.receive(chat_id, chat_id, json.dumps({"text": words}))
    ready, met = asyncio.Barrier(3), set[str]()

    async def meet(raw: dict[str, Any]) -> None:
        if raw["text"] not in met:
            met.add(raw["text"])
            await ready.wait()

    async def handle(uow: UnitOfWork, raw: dict[str, Any], _: None) -> None:
        await uow.outbox.add(NewMessage(9, "answer", {"to": raw["text"]}), NOON)
        if raw["text"] == "b":
            for row in rows:
                await uow.session.execute(ROW, {"id": row})

    worker = InboxWorker(desk.database, handle, prepare=meet, wall=desk.clock, sleep=desk.clock.sleep)
    async with desk.database.write() as other:
        await other.session.execute(ROW, {"id": rows[1]})
        drained = asyncio.create_task(worker.drain())
        await _is_waited_for(desk)
        await other.session.execute(ROW, {"id": rows[0]})
        await other.commit()
    await drained

    answers = [row.data["to"] for row in await desk.rows() if row.kind == "answer"]
    assert set(answers[:2]) == {"a", "c"}
    assert answers[2:] == ["b"]
    async with desk.database.read() as uow:
        assert await uow.inbox.counts() == {InboxState.DONE: 3}
        assert set(await uow.session.scalars(select(inbox.c.attempts))) == {1}


@pytest.mark.parametrize("words", ["stale", "twice"])
async def test_an_update_that_was_overtaken_is_taken_up_again_at_once(desk: Desk, words: str) -> None:
    """Whoever comes second is answered by what is there now, without waiting for a second attempt."""
    await desk.receive(1, 1, json.dumps({"text": words}))
    tries: list[str] = []

    async def handle(uow: UnitOfWork, raw: dict[str, Any], _: None) -> None:
        tries.append(raw["text"])
        if len(tries) == 1 and words == "stale":
            raise StaleConversation(1, 0)
        if len(tries) == 1:
            for _again in range(2):
                await uow.session.execute(insert(lease).values(name="a", holder="b", until=NOON))
        await uow.outbox.add(NewMessage(1, "answer", {"to": words}), NOON)

    worker = InboxWorker(desk.database, handle, prepare=nothing, wall=desk.clock, sleep=desk.clock.sleep)
    began = desk.clock()
    await worker.drain()

    assert (tries, desk.clock()) == ([words, words], began)
    assert [row.data["to"] for row in await desk.rows()] == [words]
    async with desk.database.read() as uow:
        assert await uow.inbox.counts() == {InboxState.DONE: 1}


async def test_an_update_that_is_overtaken_each_time_is_parked_in_the_end(desk: Desk) -> None:
    await desk.receive(1, 1, json.dumps({"text": "a"}))
    tries: list[int] = []

    async def handle(_: UnitOfWork, __: dict[str, Any], ___: None) -> None:
        tries.append(1)
        raise StaleConversation(1, 0)

    worker = InboxWorker(desk.database, handle, prepare=nothing, wall=desk.clock, sleep=desk.clock.sleep)
    await worker.drain()

    assert len(tries) == 5
    async with desk.database.read() as uow:
        assert await uow.inbox.counts() == {InboxState.PARKED: 1}


async def test_an_update_that_comes_while_its_chat_is_being_committed_waits_for_nothing_else(
    desk: Desk,
) -> None:
    seen: list[str] = []
    sleeps: list[float] = []

    async def sleep(seconds: float) -> None:
        sleeps.append(seconds)
        await asyncio.Event().wait()

    async def prepare(_: dict[str, Any]) -> None:
        return

    async def handle(_: UnitOfWork, raw: dict[str, Any], __: None) -> None:
        seen.append(raw["text"])

    async def another_one_comes() -> None:
        if len(seen) == 1:
            looked = len(sleeps)
            await desk.receive(2, 1, json.dumps({"text": "second"}))
            await until(lambda: len(sleeps) > looked)  # looked for it in vain

    worker = InboxWorker(
        desk.database,
        handle,
        prepare=prepare,
        wall=desk.clock,
        sleep=sleep,
        failpoints=Failpoints({"before_handle_commit": another_one_comes}),
    )
    running = asyncio.create_task(worker.run())
    await desk.receive(1, 1, json.dumps({"text": "first"}))

    await until(lambda: len(seen) == 2)

    worker.stop()
    await running


async def nothing(_: dict[str, Any]) -> None:
    return


async def nobody(_: UnitOfWork, __: int, ___: str) -> None:
    raise AssertionError("everybody can be reached")


async def _claimed(desk: Desk) -> Any:
    for chat_id in (1, 2):
        await desk.add(a_message(chat_id))
    return (await desk.look_for(Room(places=9, answers=9, bulk=9))).claims


async def _is_waited_for(desk: Desk) -> None:
    async with asyncio.timeout(HANGS):
        while not await _waiting(desk):  # noqa: ASYNC110 - a lock rings no bell
            await asyncio.sleep(0.01)


async def _waiting(desk: Desk) -> int:
    async with desk.database.read() as uow:
        return await uow.session.scalar(WAITING) or 0
