"""Updates handled: once, in order within a chat, with their effects or not at all."""

import asyncio
import errno
import json
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.delivery.receiving.inbox_worker import InboxOptions, InboxWorker, UpdateUnreadable
from domain.delivery.outcomes import InboxState, NewMessage
from storage.engine import Database
from storage.failpoints import Failpoints
from storage.uow import UnitOfWork
from tests.clocks import NOON, ManualClock, until
from tests.deliveries import ANA, BETO, LEASE, Desk

Raw = dict[str, Any]


class Office:
    """A worker whose handler answers each text with one message, and what it saw."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.seen: list[str] = []
        self.before: Callable[[str], Awaitable[None]] | None = None

    def worker(self, **options: Any) -> InboxWorker:
        clock = self.desk.clock
        arguments: dict[str, Any] = {"prepare": self.prepare, **options}
        return InboxWorker(self.desk.database, self.handle, wall=clock, sleep=clock.sleep, **arguments)

    async def prepare(self, raw: Raw) -> str:
        return f"prepared {raw['text']}"

    async def handle(self, uow: UnitOfWork, raw: Raw, prepared: Any) -> None:
        assert prepared == f"prepared {raw['text']}"
        self.seen.append(raw["text"])
        await uow.outbox.add(NewMessage(raw["chat"], "answer", {"to": raw["text"]}), NOON)
        if self.before is not None:
            await self.before(raw["text"])

    async def receive(self, *texts: str, chat_id: int = ANA) -> None:
        for text in texts:
            payload = json.dumps({"text": text, "chat": chat_id})
            await self.desk.receive(len(text) * 1000 + sum(text.encode()), chat_id, payload)

    async def answers(self) -> list[str]:
        return [row.data["to"] for row in await self.desk.rows()]

    async def states(self) -> dict[InboxState, int]:
        async with self.desk.database.read() as uow:
            return await uow.inbox.counts()

    async def errors(self) -> list[tuple[int, str | None]]:
        async with self.desk.database.read() as uow:
            return await uow.inbox.parked()


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


async def fail() -> None:
    raise ZeroDivisionError("the secret words of Ana")


async def test_an_update_is_handled_with_its_answer(office: Office) -> None:
    await office.receive("25")

    assert await office.worker().drain() == 1

    assert await office.answers() == ["25"]
    assert await office.states() == {InboxState.DONE: 1}


async def test_a_chat_is_answered_in_order(office: Office) -> None:
    await office.receive("a", "b", "c")
    await office.receive("x", "y", chat_id=BETO)

    await office.worker().drain()

    assert [text for text in office.seen if text in "abc"] == ["a", "b", "c"]
    assert [text for text in office.seen if text in "xy"] == ["x", "y"]


async def test_a_failed_update_has_no_effect_and_is_tried_again(office: Office, clock: ManualClock) -> None:
    async def stumble(text: str) -> None:
        if office.seen == ["a"]:
            await fail()

    office.before = stumble
    await office.receive("a")
    ends: list[type[Exception] | None] = []
    worker = office.worker(on_handled=lambda _, error: ends.append(type(error) if error else None))
    await worker.drain()
    assert await office.answers() == []

    assert await worker.drain() == 0
    clock.advance(seconds=1)
    await worker.drain()

    assert office.seen == ["a", "a"]
    assert await office.answers() == ["a"]
    assert ends == [ZeroDivisionError, None]


async def test_what_always_fails_is_parked_and_its_chat_goes_on(office: Office, clock: ManualClock) -> None:
    async def stumble(text: str) -> None:
        if text == "a":
            await fail()

    office.before = stumble
    await office.receive("a", "b")
    worker = office.worker()
    for _ in range(6):
        await worker.drain()
        clock.advance(minutes=1)

    assert office.seen == ["a"] * 5 + ["b"]
    assert await office.answers() == ["b"]
    assert await office.states() == {InboxState.PARKED: 1, InboxState.DONE: 1}


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE])
async def test_out_of_descriptors_is_no_fault_of_an_update(
    office: Office, clock: ManualClock, number: int
) -> None:
    """A worker cannot be started, or a file not be opened, for longer than five attempts take."""
    short = [OSError(number, "Too many open files")] * 9

    async def prepare(raw: Raw) -> str:
        if short:
            raise short.pop()
        return await office.prepare(raw)

    await office.receive("a", "b")
    worker = office.worker(prepare=prepare)
    while short:
        await worker.drain()
        clock.advance(minutes=1)
    await worker.drain()

    assert await office.answers() == ["a", "b"]
    assert await office.states() == {InboxState.DONE: 2}


async def test_a_stored_error_does_not_tell_what_people_wrote(office: Office) -> None:
    async def stumble(text: str) -> None:
        await fail()

    office.before = stumble
    await office.receive("a")

    await office.worker(options=InboxOptions(max_attempts=1)).drain()

    [(_, error)] = await office.errors()
    assert error is not None
    assert error.startswith("ZeroDivisionError test_inbox_worker.py:")
    assert "secret" not in error


async def test_an_unreadable_update_is_parked_at_once(office: Office) -> None:
    async def refuse(text: str) -> None:
        raise UpdateUnreadable

    office.before = refuse
    await office.receive("a")

    await office.worker().drain()

    assert office.seen == ["a"]
    assert await office.states() == {InboxState.PARKED: 1}


async def test_an_update_without_sense_for_the_handler_ends_parked(office: Office, desk: Desk) -> None:
    await desk.receive(1, payload='"no object"')

    await office.worker(options=InboxOptions(max_attempts=1)).drain()

    assert await office.states() == {InboxState.PARKED: 1}


async def test_downloads_happen_outside_any_transaction(office: Office, desk: Desk) -> None:
    """In memory there is one connection: a prepare inside a transaction could not open another."""

    async def download(raw: Raw) -> str:
        async with desk.database.write() as uow:
            await uow.meta.set("downloaded", "yes")
            await uow.commit()
        return f"prepared {raw['text']}"

    await office.receive("a")

    await office.worker(prepare=download).drain()

    assert await office.answers() == ["a"]


async def test_what_takes_too_long_is_put_back(office: Office) -> None:
    async def hang(raw: Raw) -> None:
        await asyncio.Event().wait()

    await office.receive("a")
    options = InboxOptions(attempt=timedelta(milliseconds=10), max_attempts=1)

    await office.worker(prepare=hang, options=options).drain()

    assert await office.states() == {InboxState.PARKED: 1}


async def test_a_worker_that_lost_its_claim_leaves_no_effect(
    office: Office, desk: Desk, clock: ManualClock
) -> None:
    """The clock jumps while the file is downloaded, and another process takes the update over."""

    async def slow(raw: Raw) -> str:
        clock.advance(seconds=LEASE.total_seconds())
        heir = await desk.take()
        assert heir is not None
        await desk.done(heir)
        return f"prepared {raw['text']}"

    await office.receive("a")

    await office.worker(prepare=slow).drain()

    assert office.seen == []
    assert await office.answers() == []


@pytest.mark.parametrize("point", ["before_handle_commit", "after_handle_commit"])
async def test_a_stumble_around_the_commit_answers_exactly_once(
    office: Office, clock: ManualClock, point: str
) -> None:
    stumbles = [fail]

    async def stumble() -> None:
        if stumbles:
            await stumbles.pop()()

    await office.receive("a")
    worker = office.worker(failpoints=Failpoints({point: stumble}))
    await worker.drain()
    clock.advance(minutes=1)
    await worker.drain()

    assert await office.answers() == ["a"]
    assert await office.states() == {InboxState.DONE: 1}


async def test_a_running_worker_wakes_up_for_new_updates(office: Office) -> None:
    asleep = asyncio.Event()

    async def sleep(seconds: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    worker = InboxWorker(
        office.desk.database, office.handle, prepare=office.prepare, wall=office.desk.clock, sleep=sleep
    )
    running = asyncio.create_task(worker.run())
    await until(asleep.is_set)

    await office.receive("a")
    await until(lambda: office.seen)
    worker.stop()
    await until(running.done)

    assert await office.answers() == ["a"]


async def test_a_slow_chat_does_not_keep_another_waiting(office: Office) -> None:
    gate = asyncio.Event()

    async def slow(raw: Raw) -> str:
        if raw["text"] == "slow":
            await gate.wait()
        return f"prepared {raw['text']}"

    await office.receive("slow", "after")
    await office.receive("quick", chat_id=BETO)
    draining = asyncio.create_task(office.worker(prepare=slow).drain())
    await until(lambda: office.seen)
    assert office.seen == ["quick"]

    gate.set()
    await draining

    assert office.seen == ["quick", "slow", "after"]


async def test_a_graceful_stop_ends_what_has_begun_and_begins_nothing(office: Office) -> None:
    gate, begun = asyncio.Event(), asyncio.Event()

    async def slow(raw: Raw) -> str:
        begun.set()
        await gate.wait()
        return f"prepared {raw['text']}"

    await office.receive("a", "b")
    worker = office.worker(prepare=slow)
    running = asyncio.create_task(worker.run())
    await until(begun.is_set)

    worker.stop()
    gate.set()
    await until(running.done)

    assert office.seen == ["a"]
    assert await office.states() == {InboxState.DONE: 1, InboxState.NEW: 1}


async def test_a_cancelled_worker_ends_what_has_begun(office: Office) -> None:
    gate, begun = asyncio.Event(), asyncio.Event()

    async def slow(raw: Raw) -> str:
        begun.set()
        await gate.wait()
        return f"prepared {raw['text']}"

    await office.receive("a")
    running = asyncio.create_task(office.worker(prepare=slow).run())
    await until(lambda: begun.is_set() and office.desk.clock.slept)

    running.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert await office.states() == {InboxState.DONE: 1}


async def test_what_a_commit_has_claimed_when_the_stop_comes_is_ended_as_well(office: Office) -> None:
    gate, begun = asyncio.Event(), asyncio.Event()
    engine = office.desk.database.engine.sync_engine

    async def slow(raw: Raw) -> str:
        if raw["text"] == "b":
            begun.set()
            await gate.wait()
        return f"prepared {raw['text']}"

    def stop(_: object) -> None:
        if office.seen:
            worker.stop()

    await office.receive("a", "b")
    worker = office.worker(prepare=slow)
    event.listen(engine, "commit", stop)
    running = asyncio.create_task(worker.run())
    await until(begun.is_set)
    for _ in range(9):
        await asyncio.sleep(0)

    assert not running.done()
    gate.set()
    await until(running.done)
    event.remove(engine, "commit", stop)
    assert await office.states() == {InboxState.DONE: 2}


async def test_no_more_work_begins_than_was_allowed(office: Office) -> None:
    gate, busy = asyncio.Event(), 0

    async def slow(raw: Raw) -> str:
        nonlocal busy
        busy += 1
        assert busy <= 2
        await gate.wait()
        busy -= 1
        return f"prepared {raw['text']}"

    for chat_id in range(1, 6):
        await office.receive(f"{chat_id}", chat_id=chat_id)
    worker = office.worker(prepare=slow, options=InboxOptions(concurrency=2))
    draining = asyncio.create_task(worker.drain())
    await until(lambda: busy == 2)

    gate.set()
    await draining

    assert len(office.seen) == 5


async def test_a_database_that_fails_is_asked_again(tmp_path: Any, clock: ManualClock) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    office = Office(Desk(empty, clock))
    worker = office.worker()
    running = asyncio.create_task(worker.run())

    await until(lambda: len(clock.slept) == 3)
    worker.stop()
    await running

    await empty.dispose()


async def test_what_cannot_even_be_put_back_waits_for_its_lease(
    office: Office, desk: Desk, clock: ManualClock
) -> None:
    async def stumble(text: str) -> None:
        await fail()

    office.before = stumble
    await office.receive("a")
    worker = office.worker()
    async with desk.database.write() as uow:
        connection = await uow.session.connection()
        await connection.exec_driver_sql(
            "CREATE TRIGGER stuck BEFORE UPDATE OF error ON inbox BEGIN SELECT RAISE(ABORT, 'stuck'); END"
        )
        await uow.commit()

    await worker.drain()

    assert await office.states() == {InboxState.NEW: 1}


async def all_ready_at_once(office: Office, *texts: str, **options: Any) -> InboxWorker:
    """Return a worker that handles one update of each of several chats together."""
    arrived = 0
    together = asyncio.Event()

    async def meet(raw: Raw) -> str:
        nonlocal arrived
        arrived += 1
        if arrived == len(texts):
            together.set()
        await together.wait()
        return f"prepared {raw['text']}"

    for chat_id, text in enumerate(texts, start=1):
        await office.receive(text, chat_id=chat_id)
    return office.worker(prepare=meet, **options)


async def test_updates_that_are_ready_together_share_a_commit(office: Office) -> None:
    commits = []

    async def count() -> None:
        commits.append(len(office.seen))

    worker = await all_ready_at_once(
        office, "a", "b", "c", failpoints=Failpoints({"before_handle_commit": count})
    )

    await worker.drain()

    assert commits == [3]
    assert await office.states() == {InboxState.DONE: 3}


async def test_one_that_fails_takes_nobody_along(office: Office) -> None:
    async def stumble(text: str) -> None:
        if text == "b":
            await fail()

    office.before = stumble
    worker = await all_ready_at_once(office, "a", "b", "c")

    await worker.drain()

    assert sorted(await office.answers()) == ["a", "c"]
    assert await office.states() == {InboxState.DONE: 2, InboxState.NEW: 1}


async def test_what_breaks_the_transaction_is_found_by_trying_each_alone(office: Office) -> None:
    """`b` ends the transaction under the feet of the others, as a full disk does to SQLite."""

    async def break_off(uow: UnitOfWork, raw: Raw, prepared: Any) -> None:
        await office.handle(uow, raw, prepared)
        if raw["text"] == "b":
            connection = await uow.session.connection()
            await connection.exec_driver_sql("ROLLBACK")
            await fail()

    for chat_id, text in enumerate("abc", start=1):
        await office.receive(text, chat_id=chat_id)
    worker = InboxWorker(
        office.desk.database,
        break_off,
        prepare=office.prepare,
        wall=office.desk.clock,
        sleep=office.desk.clock.sleep,
        options=InboxOptions(max_attempts=1),
    )

    await worker.drain()

    assert sorted(await office.answers()) == ["a", "c"]
    assert await office.states() == {InboxState.DONE: 2, InboxState.PARKED: 1}


async def test_a_transaction_that_hangs_is_given_up(office: Office) -> None:
    async def hang(text: str) -> None:
        if text == "b":
            await asyncio.Event().wait()

    office.before = hang
    quick = InboxOptions(lease=timedelta(seconds=60.05), max_attempts=1)
    worker = await all_ready_at_once(office, "a", "b", "c", options=quick)

    await worker.drain()

    assert sorted(await office.answers()) == ["a", "c"]
    assert await office.states() == {InboxState.DONE: 2, InboxState.PARKED: 1}


async def test_a_database_that_is_away_gives_everybody_back_uncounted(office: Office) -> None:
    away = [OperationalError("", None, sqlite3.OperationalError())]
    away[0].orig.sqlite_errorcode = sqlite3.SQLITE_BUSY  # type: ignore[union-attr]

    async def fail_to_commit() -> None:
        if away:
            raise away.pop()

    worker = await all_ready_at_once(
        office, "a", "b", failpoints=Failpoints({"before_handle_commit": fail_to_commit})
    )

    await worker.drain()

    assert await office.answers() == []
    assert await office.states() == {InboxState.NEW: 2}


async def test_a_commit_on_its_way_takes_up_what_came_meanwhile(office: Office) -> None:
    """Whoever writes holds up the commit of `a`; `b` comes, and needs no transaction for its claim alone."""
    commits: list[int] = []
    database = office.desk.database
    event.listen(database.engine.sync_engine, "commit", lambda _: commits.append(1))
    gate, asleep = asyncio.Event(), asyncio.Event()

    async def slow(raw: Raw) -> str:
        await gate.wait()
        return f"prepared {raw['text']}"

    async def sleep(_: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    await office.receive("a")
    worker = InboxWorker(database, office.handle, prepare=slow, wall=office.desk.clock, sleep=sleep)
    running = asyncio.create_task(worker.run())
    await until(asleep.is_set)
    async with database.write() as uow:
        gate.set()
        for _ in range(10):
            await asyncio.sleep(0)
        await uow.inbox.add(77, BETO, json.dumps({"text": "b", "chat": BETO}), NOON)
        commits.clear()
        await uow.commit()
    await until(lambda: len(office.seen) == 2)
    worker.stop()
    await running

    assert len(commits) == 3
    assert await office.states() == {InboxState.DONE: 2}


async def test_who_waits_while_a_group_is_committed_is_in_the_next_one(office: Office) -> None:
    """`a` is at work when `b` and `c` get ready; both share one commit with each other."""
    groups: list[list[str]] = []

    async def note() -> None:
        groups.append(office.seen[sum(map(len, groups)) :])

    first, others = asyncio.Event(), asyncio.Event()

    async def in_two_waves(raw: Raw) -> str:
        await (first if raw["text"] == "a" else others).wait()
        return f"prepared {raw['text']}"

    async def let_others_come(text: str) -> None:
        if text == "a":
            others.set()
            for _ in range(5):
                await asyncio.sleep(0)

    office.before = let_others_come
    for chat_id, text in enumerate("abc", start=1):
        await office.receive(text, chat_id=chat_id)
    worker = office.worker(prepare=in_two_waves, failpoints=Failpoints({"before_handle_commit": note}))
    draining = asyncio.create_task(worker.drain())
    first.set()
    await draining

    assert groups == [["a"], ["b", "c"]]
