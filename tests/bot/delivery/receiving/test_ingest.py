"""Updates in: nothing is acknowledged before it is stored, and nothing stops the polling but a dead token."""

import asyncio
import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from telegram import Bot

from bot.delivery.receiving.ingest import INLINE, Poller, PollingOptions, chat_of
from bot.delivery.receiving.poll_lease import PollLease
from sandbox.faults import Fault, FaultKind
from sandbox.server import Sandbox
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints
from tests.bot.conftest import bot_of
from tests.clocks import NOON, ManualClock, until
from tests.deliveries import ANA, Desk

NO_WAIT = PollingOptions(long_poll=timedelta(0))
Raw = dict[str, Any]


def a_text(text: str = "25", chat_id: int = ANA) -> Raw:
    return {"message_id": 1, "date": 0, "chat": {"id": chat_id, "type": "private"}, "text": text}


class Line:
    """A poller with its database and its clock."""

    def __init__(self, bot: Bot, database: Database, clock: ManualClock) -> None:
        self.bot = bot
        self.database = database
        self.clock = clock
        self.desk = Desk(database, clock)

    def poller(self, **options: Any) -> Poller:
        usual = {"now": self.clock, "wall": self.clock, "sleep": self.clock.sleep, "options": NO_WAIT}
        return Poller(self.bot, self.database, **{**usual, **options})

    async def stored(self) -> list[Raw]:
        """Take everything out of the inbox, in order."""
        found = []
        while (claim := await self.desk.take()) is not None:
            await self.desk.done(claim)
            found.append(json.loads(claim.payload))
        return found


@pytest.fixture
def line(bot: Bot, memory_database: Database, clock: ManualClock) -> Line:
    return Line(bot, memory_database, clock)


async def test_an_update_is_stored_as_it_came(line: Line, sandbox: Sandbox) -> None:
    update_id = sandbox.world.updates.put("message", a_text("ñ 🔴"))

    assert await line.poller().poll_once() == 1

    assert await line.stored() == [{"update_id": update_id, "message": a_text("ñ 🔴")}]


async def test_what_was_stored_is_acknowledged_with_the_next_question(line: Line, sandbox: Sandbox) -> None:
    poller = line.poller()
    sandbox.world.updates.put("message", a_text())

    await poller.poll_once()
    assert len(sandbox.world.updates.pending) == 1
    await poller.poll_once()

    assert sandbox.world.updates.pending == []


async def test_a_process_killed_before_the_acknowledgement_stores_nothing_twice(
    line: Line, sandbox: Sandbox
) -> None:
    async def die() -> None:
        raise ZeroDivisionError

    sandbox.world.updates.put("message", a_text())
    with pytest.raises(ZeroDivisionError):
        await line.poller(failpoints=Failpoints({"after_inbox_commit": die})).poll_once()

    assert await line.poller().poll_once() == 0

    assert len(await line.stored()) == 1


async def test_numbers_that_start_anew_after_a_silent_week_are_taken(line: Line, sandbox: Sandbox) -> None:
    poller = line.poller()
    sandbox.world.updates.inject({"update_id": 900_000_000, "message": a_text()})
    await poller.poll_once()
    await poller.poll_once()

    sandbox.world.updates.inject({"update_id": 5, "message": a_text()})
    await poller.poll_once()

    assert [update["update_id"] for update in await line.stored()] == [900_000_000, 5]


async def test_only_the_kinds_that_are_handled_are_asked_for(line: Line, sandbox: Sandbox) -> None:
    await line.poller().poll_once()

    asked = sandbox.world.calls[-1].params["allowed_updates"]
    assert set(re.findall(r"\w+", str(asked))) == {
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "my_chat_member",
    }


async def test_a_malformed_update_is_stored_and_one_without_number_is_left_out(
    line: Line, sandbox: Sandbox
) -> None:
    sandbox.world.updates.inject({"message": "no number"})
    sandbox.world.updates.inject({"update_id": 7, "message": "no message"})

    assert await line.poller().poll_once() == 1

    assert await line.stored() == [{"update_id": 7, "message": "no message"}]


@pytest.mark.parametrize("impossible", [2**63, -(2**63) - 1, True, 7.5])
async def test_a_number_that_no_database_holds_stops_nothing(
    line: Line, sandbox: Sandbox, impossible: object
) -> None:
    sandbox.world.updates.inject({"update_id": impossible, "message": a_text("left out")})
    sandbox.world.updates.inject({"update_id": 7, "message": {"chat": {"id": impossible}}})

    assert await line.poller().poll_once() == 1

    assert [update["update_id"] for update in await line.stored()] == [7]


async def test_polling_leaves_a_sign_of_life(line: Line, sandbox: Sandbox) -> None:
    poller = line.poller()
    await poller.poll_once()
    async with line.database.read() as uow:
        assert await uow.meta.get_instant("last_poll_at") == NOON
        assert await uow.meta.get_instant("last_update_at") is None

    sandbox.world.updates.put("message", a_text())
    await poller.poll_once()

    async with line.database.read() as uow:
        assert await uow.meta.get_instant("last_update_at") == NOON


async def running_until_stored(line: Line, sandbox: Sandbox, poller: Poller) -> None:
    """Run until the update sent afterwards is in the inbox, then stop."""
    arrived = asyncio.Event()
    line.database.listen("inbox", arrived.set)
    sandbox.world.updates.put("message", a_text())
    running = asyncio.create_task(poller.run())
    await until(arrived.is_set)
    poller.stop()
    await running


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        pytest.param(Fault(FaultKind.SERVER_ERROR, "getUpdates", times=3), [1, 2, 4], id="server errors"),
        pytest.param(Fault(FaultKind.DROP_AFTER, "getUpdates", times=2), [1, 2], id="a dying line"),
        pytest.param(Fault(FaultKind.SERVER_ERROR, "getUpdates", status=409), [15], id="another poller"),
        pytest.param(Fault(FaultKind.TOO_MANY_REQUESTS, "getUpdates", retry_after=33), [33], id="flood"),
    ],
)
async def test_polling_survives(line: Line, sandbox: Sandbox, fault: Fault, waits: list[int]) -> None:
    sandbox.world.faults.plan(fault)

    await running_until_stored(line, sandbox, line.poller())

    assert line.clock.slept[: len(waits)] == waits
    assert len(await line.stored()) == 1


async def test_a_conflict_is_told(line: Line, sandbox: Sandbox) -> None:
    told: list[str] = []

    async def note(words: str) -> None:
        told.append(words)

    sandbox.world.faults.plan(Fault(FaultKind.CONFLICT, times=2))

    await running_until_stored(line, sandbox, line.poller(on_conflict=note))

    assert len(told) == 2
    assert all("terminated by other getUpdates request" in words for words in told)


async def test_after_a_success_the_waits_begin_anew(line: Line, sandbox: Sandbox) -> None:
    sandbox.world.faults.plan(Fault(FaultKind.SERVER_ERROR, "getUpdates", times=2))
    poller = line.poller(options=replace(NO_WAIT, floor=timedelta(0)))
    running = asyncio.create_task(poller.run())
    await until(lambda: len(sandbox.world.calls) > 6)

    sandbox.world.faults.plan(Fault(FaultKind.SERVER_ERROR, "getUpdates"))
    await until(lambda: len(line.clock.slept) == 3)
    poller.stop()
    await running

    assert line.clock.slept == [1, 2, 1]


async def test_a_database_that_fails_delays_the_acknowledgement(
    line: Line, sandbox: Sandbox, tmp_path: Any
) -> None:
    """A database without tables: nothing is stored, so nothing is acknowledged."""
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    sandbox.world.updates.put("message", a_text())
    poller = Line(line.bot, empty, line.clock).poller()

    with pytest.raises(DatabaseFailed):
        await poller.poll_once()
    running = asyncio.create_task(poller.run())
    await until(lambda: len(line.clock.slept) == 2)
    poller.stop()
    await running

    assert len(sandbox.world.updates.pending) == 1
    await empty.dispose()


class Ticking(ManualClock):
    """Whatever is looked at between two glances at it takes ten milliseconds."""

    def __call__(self) -> datetime:
        self.advance(milliseconds=10)
        return self.at


async def test_after_several_updates_the_next_ones_may_gather(
    bot: Bot, memory_database: Database, sandbox: Sandbox
) -> None:
    clock = Ticking()
    line = Line(bot, memory_database, clock)
    poller = line.poller()
    sandbox.world.updates.put("message", a_text("a"))
    running = asyncio.create_task(poller.run())
    await until(lambda: sandbox.world.updates.pending == [])
    assert clock.slept == []

    sandbox.world.updates.inject({"update_id": 7, "message": a_text("b")})
    sandbox.world.updates.inject({"update_id": 8, "message": a_text("c")})
    await until(lambda: sandbox.world.updates.pending == [])
    poller.stop()
    await running

    assert clock.slept == [0.04]
    assert len(await line.stored()) == 3


async def test_after_a_fault_of_the_line_it_asks_whose_turn_it_is(line: Line, sandbox: Sandbox) -> None:
    """Another process took over while this one had no line: the turn it remembers is worth nothing."""
    lease = PollLease(line.database, wall=line.clock)
    rival = PollLease(line.database, wall=line.clock)

    async def overtaken(seconds: float) -> None:
        if not line.clock.slept:
            await lease_lost()
        await line.clock.sleep(seconds)

    async def lease_lost() -> None:
        async with line.database.write() as uow:
            await uow.leases.clear()
            await uow.commit()
        await rival.hold()

    sandbox.world.faults.plan(Fault(FaultKind.SERVER_ERROR, "getUpdates"))
    poller = line.poller(lease=lease, sleep=overtaken)
    running = asyncio.create_task(poller.run())
    await until(lambda: len(line.clock.slept) >= 2)
    poller.stop()
    await running

    assert line.clock.slept[:2] == [1, 5]


async def test_a_refused_token_is_asked_about_ever_more_slowly(
    memory_database: Database, sandbox: Sandbox
) -> None:
    clock = ManualClock()
    bot = bot_of(sandbox, token="7000000001:revoked")
    poller = Line(bot, memory_database, clock).poller()
    running = asyncio.create_task(poller.run())

    await until(lambda: len(clock.slept) >= 12)

    poller.stop()
    await running
    assert clock.slept[:12] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]

    for request in (bot.request, bot._request[0]):
        await request.shutdown()


async def test_answers_without_news_that_come_at_once_have_a_floor_and_few_commits(
    line: Line, sandbox: Sandbox
) -> None:
    commits: list[datetime] = []

    async def note() -> None:
        commits.append(line.clock())

    poller = line.poller(failpoints=Failpoints({"after_inbox_commit": note}))
    running = asyncio.create_task(poller.run())

    await until(lambda: len(line.clock.slept) >= 61)

    poller.stop()
    await running
    assert set(line.clock.slept) == {1}
    assert commits[:3] == [NOON + timedelta(seconds=each) for each in (0, 30, 60)]


async def test_stopping_ends_a_long_question_at_once(line: Line, sandbox: Sandbox) -> None:
    poller = line.poller(options=PollingOptions())
    running = asyncio.create_task(poller.run())
    await until(lambda: any(call.method == "getUpdates" for call in sandbox.world.calls))

    poller.stop()

    await until(running.done)


async def test_a_cancelled_poller_says_so(line: Line, sandbox: Sandbox) -> None:
    running = asyncio.create_task(line.poller(options=PollingOptions()).run())
    await until(lambda: any(call.method == "getUpdates" for call in sandbox.world.calls))

    running.cancel()

    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_poller_stopped_before_it_began_does_nothing(line: Line, sandbox: Sandbox) -> None:
    poller = line.poller()
    before = len(sandbox.world.calls)

    poller.stop()
    await poller.run()

    assert len(sandbox.world.calls) == before


@pytest.mark.parametrize(
    ("update", "chat_id"),
    [
        pytest.param({"update_id": 1, "message": a_text()}, ANA, id="message"),
        pytest.param({"update_id": 1, "edited_message": a_text()}, ANA, id="edited message"),
        pytest.param(
            {"update_id": 1, "callback_query": {"from": {"id": 9}, "message": a_text()}}, ANA, id="tap"
        ),
        pytest.param({"update_id": 1, "callback_query": {"from": {"id": 9}}}, 9, id="tap on an old message"),
        pytest.param({"update_id": 1, "inline_query": {"from": {"id": 9}}}, INLINE - 9, id="inline query"),
        pytest.param(
            {"update_id": 1, "inline_query": {"from": {"id": 2**63 - 1}}}, None, id="too large a person"
        ),
        pytest.param({"update_id": 1, "inline_query": {"from": {}}}, None, id="inline query of nobody"),
        pytest.param({"update_id": 1, "inline_query": "?"}, None, id="no inline query"),
        pytest.param({"update_id": 1, "my_chat_member": {"chat": {"id": -5}}}, -5, id="membership"),
        pytest.param({"update_id": 1, "message": {"chat": {"id": "x"}}}, None, id="an id that is no number"),
        pytest.param({"update_id": 1, "message": "?"}, None, id="no message"),
        pytest.param({"update_id": 1, "poll": {}}, None, id="nobody's"),
    ],
)
def test_the_chat_of_an_update_is_found(update: Raw, chat_id: int | None) -> None:
    assert chat_of(update) == chat_id
