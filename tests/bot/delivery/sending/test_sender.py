"""Messages out: what people get, how often, and what is written down when things go wrong."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from telegram import Bot

from bot.delivery.connection.refusals import TokenRefused
from bot.delivery.sending.gateway import Gateway
from bot.delivery.sending.send_worker import SendingOptions
from bot.delivery.sending.sender import Sender
from domain.delivery.outcomes import (
    Ambiguous,
    Delivered,
    NotNow,
    NotSent,
    OutboxRow,
    OutboxState,
    Outcome,
    PermanentlyRefused,
    Priority,
    RefusedForNow,
)
from domain.delivery.pacing import Rate, Rates
from sandbox.faults import Fault, FaultKind
from sandbox.server import Sandbox
from storage.engine import Database
from storage.failpoints import Failpoints
from storage.schema import metadata
from storage.uow import UnitOfWork
from tests.bot.conftest import bot_of
from tests.clocks import NOON, ManualClock, until
from tests.deliveries import ANA, BETO, LEASE, POLICIES, UNPACED, Desk, a_message
from texts.kit.rendering import Edit, Message, Rendered
from usecases.switchboard import messages as switchboard


class Phones:
    """Stands where Telegram is: takes every message, or does what a test wants instead."""

    def __init__(self) -> None:
        self.arrived: list[tuple[int, str]] = []
        self.instead: dict[int, list[Outcome | BaseException]] = {}
        self.gate: asyncio.Event | None = None

    async def send(self, chat_id: int, rendered: Rendered) -> Outcome:
        assert isinstance(rendered, Message)
        if self.gate is not None:
            await self.gate.wait()
        for outcome in self.instead.get(chat_id, [])[:1]:
            self.instead[chat_id].pop(0)
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome
        self.arrived.append((chat_id, rendered.html))
        return Delivered(len(self.arrived))


class Post:
    """A sender with everything around it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.phones = Phones()
        self.unreachable: list[tuple[int, str]] = []
        self.words: Callable[[OutboxRow], Awaitable[Rendered | NotNow | None]] = self.word

    async def word(self, row: OutboxRow) -> Rendered | None:
        return Message(f"{row.key or row.kind}")

    async def on_unreachable(self, uow: UnitOfWork, chat_id: int, reason: str) -> None:
        await uow.meta.set("unreachable", str(chat_id))
        self.unreachable.append((chat_id, reason))

    def sender(self, gateway: Any = None, **options: Any) -> Sender:
        failpoints = options.pop("failpoints", None)
        sending: dict[str, Any] = {"rates": UNPACED, "policies": POLICIES, "lease": LEASE, **options}
        clock = self.desk.clock

        async def word(row: OutboxRow) -> Rendered | NotNow | None:
            return await self.words(row)

        return Sender(
            self.desk.database,
            gateway or self.phones,
            word,
            now=clock,
            wall=clock,
            sleep=clock.sleep,
            on_unreachable=self.on_unreachable,
            options=SendingOptions(**sending),
            failpoints=failpoints,
        )

    async def state(self, outbox_id: int = 1) -> OutboxState:
        return (await self.desk.row(outbox_id)).state


@pytest.fixture
def post(desk: Desk) -> Post:
    return Post(desk)


async def fail() -> None:
    raise ZeroDivisionError("the secret words of Ana")


async def test_all_that_is_due_is_sent_and_counted(post: Post) -> None:
    for chat_id in (ANA, ANA, BETO):
        await post.desk.add(a_message(chat_id))
    await post.desk.add(a_message(not_before=NOON + timedelta(hours=1)))

    counts = await post.sender().drain()

    assert counts == {OutboxState.SENT: 3}
    assert await post.state(4) is OutboxState.PENDING


async def test_what_is_not_for_now_is_put_back_and_leaves_at_its_hour(post: Post) -> None:
    morning = NOON + timedelta(hours=21)

    async def not_now(row: OutboxRow) -> Rendered | NotNow:
        return NotNow(morning) if post.desk.clock() < morning else Message("at nine")

    post.words = not_now
    await post.desk.add(a_message())

    assert await post.sender().drain() == {}
    row = await post.desk.row(1)
    assert (row.state, row.not_before, row.attempts) == (OutboxState.PENDING, morning, 0)

    post.desk.clock.at = morning
    assert await post.sender().drain() == {OutboxState.SENT: 1}
    assert post.phones.arrived == [(ANA, "at nine")]


async def test_a_message_is_worded_when_it_is_sent_and_its_number_kept(
    post: Post, bot: Bot, sandbox: Sandbox
) -> None:
    await post.desk.add(a_message(key="hola"))

    await post.sender(Gateway(bot)).drain()

    row = await post.desk.row(1)
    assert row.message_id is not None
    assert sandbox.world.messages[row.message_id].text == "hola"


async def test_an_edit_goes_to_the_message_it_is_about(post: Post, bot: Bot, sandbox: Sandbox) -> None:
    async def word(row: OutboxRow) -> Rendered | None:
        if row.kind == "question":
            return Message("¿Cuánto?")
        async with post.desk.database.read() as uow:
            question = await uow.outbox.get(row.data["outbox_id"])
        assert question is not None
        return Edit(question.message_id, "Contestó: 25 %") if question.message_id else None

    post.words = word
    question = await post.desk.add(a_message(kind="question"))
    await post.desk.add(a_message(kind="answered", data={"outbox_id": question}))

    await post.sender(Gateway(bot)).drain()

    assert [message.text for message in sandbox.world.messages.values()] == ["Contestó: 25 %"]


async def test_what_is_no_longer_wanted_is_cancelled(post: Post) -> None:
    async def nothing(row: OutboxRow) -> None:
        return None

    post.words = nothing
    await post.desk.add(a_message())

    assert await post.sender().drain() == {OutboxState.CANCELLED: 1}
    assert post.phones.arrived == []


async def test_what_cannot_be_worded_is_given_up_with_its_error(post: Post) -> None:
    async def stumble(row: OutboxRow) -> Rendered | None:
        await fail()
        return None

    post.words = stumble
    await post.desk.add(a_message())

    await post.sender().drain()

    row = await post.desk.row(1)
    assert (row.state, row.unrendered) == (OutboxState.DEAD, 5)
    assert row.error is not None
    assert "ZeroDivisionError" in row.error
    assert "secret" not in row.error


async def test_an_unreachable_person_is_marked_in_the_same_commit(post: Post) -> None:
    post.phones.instead[ANA] = [PermanentlyRefused("blocked", unreachable=True)]
    await post.desk.add(a_message())

    await post.sender().drain()

    assert post.unreachable == [(ANA, "blocked")]
    assert await post.state() is OutboxState.DEAD
    async with post.desk.database.read() as uow:
        assert await uow.meta.get("unreachable") == str(ANA)


async def test_a_refused_message_says_nothing_about_the_person(post: Post) -> None:
    post.phones.instead[ANA] = [PermanentlyRefused("can't parse entities")]
    await post.desk.add(a_message())

    assert await post.sender().drain() == {OutboxState.DEAD: 1}
    assert post.unreachable == []


async def test_pacing_is_waited_for_in_machine_time(post: Post, clock: ManualClock) -> None:
    for _ in range(5):
        await post.desk.add(a_message())

    await post.sender(rates=Rates()).drain()

    assert len(post.phones.arrived) == 5
    assert clock.at == NOON + timedelta(seconds=2)


@pytest.mark.parametrize(
    ("tardiness", "tenths"),
    [
        pytest.param(None, [0, 0, 0], id="alone"),
        pytest.param(timedelta(milliseconds=50), [0, 1, 2], id="beside others"),
    ],
)
async def test_after_a_pause_of_the_database_what_is_late_leaves_apart_where_others_send_as_well(
    post: Post, clock: ManualClock, tardiness: timedelta | None, tenths: list[int]
) -> None:
    left: list[timedelta] = []
    marked, is_over = asyncio.Semaphore(2), asyncio.Event()

    class Watched:
        async def send(self, chat_id: int, rendered: Rendered) -> Delivered:
            left.append(clock.at - NOON)
            return Delivered(chat_id)

    async def database_pauses() -> None:
        if marked.locked():
            clock.advance(seconds=3)
            is_over.set()
        else:
            await marked.acquire()
        await is_over.wait()

    for chat_id in (1, 2, 3):
        await post.desk.add(a_message(chat_id))
    tenth = Rate(timedelta(milliseconds=100))

    await post.sender(
        Watched(),
        rates=Rates(everybody=tenth),
        tardiness=tardiness,
        failpoints=Failpoints({"after_mark_sending": database_pauses}),
    ).drain()

    assert [round((each - left[0]) / timedelta(milliseconds=100)) for each in left] == tenths


async def test_answers_leave_before_bulk(post: Post) -> None:
    for n in range(3):
        await post.desk.add(a_message(n + 1, key=f"bulk {n}", priority=Priority.BULK))
    await post.desk.add(a_message(BETO, key="answer"))

    await post.sender(concurrency=1).drain()

    assert post.phones.arrived[0] == (BETO, "answer")


async def test_an_answer_overtakes_bulk_that_was_claimed_ahead_of_it(post: Post) -> None:
    for chat_id in range(1, 31):
        await post.desk.add(a_message(chat_id, key=f"bulk {chat_id}", priority=Priority.BULK))

    async def word(row: OutboxRow) -> Rendered | None:
        if row.key == "bulk 10":
            await post.desk.add(a_message(BETO, key="answer"))
        return await post.word(row)

    post.words = word
    await post.sender(rates=Rates()).drain()

    names = [text for _, text in post.phones.arrived]
    assert len(names) == 31
    assert names.index("answer") < names.index("bulk 20")


async def test_bulk_is_not_starved_by_answers_that_never_end(post: Post) -> None:
    await post.desk.add(a_message(1, key="bulk", priority=Priority.BULK))
    for chat_id in range(2, 40):
        await post.desk.add(a_message(chat_id, key=f"{chat_id}"))

    await post.sender(rates=Rates(), concurrency=10).drain()

    assert [text for _, text in post.phones.arrived].index("bulk") < 10


async def test_what_was_claimed_ahead_of_a_flood_waits_it_out_unsent(post: Post) -> None:
    class Unhurried(ManualClock):
        async def sleep(self, seconds: float) -> None:
            await until(lambda: len(heard) > 0)
            await super().sleep(seconds)

    clock, heard = Unhurried(), list[timedelta]()
    post.desk.clock = clock
    post.phones.instead[1] = [RefusedForNow(timedelta(seconds=10))]
    for chat_id in range(1, 6):
        await post.desk.add(a_message(chat_id, priority=Priority.BULK))

    class Watched:
        async def send(self, chat_id: int, rendered: Rendered) -> Outcome:
            heard.append(clock.at - NOON)
            return await post.phones.send(chat_id, rendered)

    counts = await post.sender(Watched(), rates=Rates()).drain()

    assert counts == {OutboxState.PENDING: 5, OutboxState.SENT: 5}
    assert [at >= timedelta(seconds=10) for at in heard] == [False] + [True] * 5
    assert {row.attempts for row in await post.desk.rows()} == {0}


async def test_a_broadcast_is_claimed_in_batches(post: Post) -> None:
    for chat_id in range(1, 61):
        await post.desk.add(a_message(chat_id, priority=Priority.BULK))
    commits: list[object] = []

    def note(connection: object) -> None:
        commits.append(connection)

    engine = post.desk.database.engine.sync_engine
    event.listen(engine, "commit", note)
    await post.sender().drain()
    event.remove(engine, "commit", note)

    assert len(post.phones.arrived) == 60
    assert len(commits) < 60


async def test_the_next_message_of_a_chat_is_claimed_by_the_commit_that_ends_the_one_before(
    post: Post,
) -> None:
    class Asleep(ManualClock):
        async def sleep(self, seconds: float) -> None:
            await asyncio.Event().wait()

    post.desk.clock = Asleep()
    for _ in range(4):
        await post.desk.add(a_message())
    commits: list[object] = []

    def note(connection: object) -> None:
        commits.append(connection)

    engine = post.desk.database.engine.sync_engine
    event.listen(engine, "commit", note)
    sender = post.sender()
    running = asyncio.create_task(sender.run())
    await until(lambda: len(post.phones.arrived) == 4)
    event.remove(engine, "commit", note)
    sender.stop()
    await running

    # The first look, four marks, and three endings that bring the next message along.
    assert len(commits) == 1 + 4 + 3


async def test_what_waits_for_the_pace_of_its_chat_is_not_forgotten_by_a_claim_along_the_way(
    post: Post,
) -> None:
    class Impatient(ManualClock):
        async def sleep(self, seconds: float) -> None:
            if seconds > 10:
                await asyncio.Event().wait()
            await super().sleep(seconds)

    post.desk.clock = Impatient()
    for _ in range(5):
        await post.desk.add(a_message())
    sender = post.sender(rates=Rates(), look_every=timedelta(hours=1))
    running = asyncio.create_task(sender.run())

    await until(lambda: len(post.phones.arrived) == 5)
    sender.stop()
    await running


async def test_a_short_flood_is_waited_for_and_a_long_one_is_not(post: Post, clock: ManualClock) -> None:
    hours = timedelta(seconds=10_072)
    post.phones.instead[ANA] = [RefusedForNow(timedelta(seconds=30)), RefusedForNow(hours)]
    await post.desk.add(a_message())

    assert await post.sender().drain() == {OutboxState.PENDING: 2}

    assert clock.at == NOON + timedelta(seconds=30)
    assert (await post.desk.row(1)).attempts == 0


@pytest.mark.parametrize(
    ("kind", "copies", "state"), [("reminder", 1, OutboxState.SENT), ("saved", 0, OutboxState.UNKNOWN)]
)
async def test_a_doubt_goes_by_the_policy_of_the_kind(
    post: Post, kind: str, copies: int, state: OutboxState
) -> None:
    post.phones.instead[ANA] = [Ambiguous("no answer")]
    await post.desk.add(a_message(kind=kind))

    await post.sender().drain()

    assert len(post.phones.arrived) == copies
    assert await post.state() is state


async def test_who_only_hears_of_what_somebody_decided_is_told_once_more(
    post: Post, clock: ManualClock
) -> None:
    await post.desk.add(a_message(ANA, kind="prorroga_decided"))
    await post.desk.add(a_message(BETO, kind="prorroga_decided", person_id=2))

    await post.sender(policies=switchboard.POLICIES, failpoints=Failpoints({"after_http": fail})).drain()
    clock.advance(seconds=LEASE.total_seconds())
    await post.sender(policies=switchboard.POLICIES).drain()

    assert sorted(chat_id for chat_id, _ in post.phones.arrived) == [ANA, BETO, BETO]


async def test_an_answer_that_never_comes_leaves_a_doubt(post: Post) -> None:
    post.phones.gate = asyncio.Event()
    await post.desk.add(a_message(kind="saved"))

    await post.sender(attempt=timedelta(milliseconds=10)).drain()

    assert (await post.desk.row(1)).error == "no answer in time"


async def test_an_unexpected_error_of_the_call_leaves_a_doubt(post: Post) -> None:
    post.phones.instead[ANA] = [ZeroDivisionError("secret")]
    await post.desk.add(a_message(kind="saved"))

    assert await post.sender().drain() == {OutboxState.UNKNOWN: 1}


async def test_a_line_that_comes_back_gets_everything(post: Post, bot: Bot, sandbox: Sandbox) -> None:
    for kind in (FaultKind.SERVER_ERROR, FaultKind.DROP_BEFORE, FaultKind.TOO_MANY_REQUESTS):
        sandbox.world.faults.plan(Fault(kind, "sendMessage"))
    for chat_id in (ANA, BETO, ANA):
        await post.desk.add(a_message(chat_id))

    counts = await post.sender(Gateway(bot), concurrency=1).drain()

    assert counts[OutboxState.SENT] == 3


async def test_what_waits_for_a_day_holds_up_nobody_in_its_chat(post: Post) -> None:
    await post.desk.add(a_message(key="large"))
    await post.desk.add(a_message(key="next"))
    post.phones.instead[ANA] = [NotSent("413 without an answer of the Bot API", timedelta(days=1))]

    await post.sender().drain()

    assert post.phones.arrived == [(ANA, "next")]
    row = await post.desk.row(1)
    assert (row.state, row.retry_at, row.not_before) == (OutboxState.PENDING, None, NOON + timedelta(days=1))

    post.desk.clock.advance(days=1)
    await post.sender().drain()

    assert post.phones.arrived == [(ANA, "next"), (ANA, "large")]


async def test_a_refused_token_stops_loudly_and_loses_nothing(post: Post, sandbox: Sandbox) -> None:
    bot = bot_of(sandbox, token="7000000001:revoked")
    await post.desk.add(a_message(kind="saved"))

    with pytest.raises(TokenRefused):
        await post.sender(Gateway(bot)).drain()

    row = await post.desk.row(1)
    assert (row.state, row.attempts, row.ambiguous) == (OutboxState.PENDING, 0, 0)
    await bot.request.shutdown()


@pytest.mark.parametrize(
    ("point", "kind", "copies", "state"),
    [
        ("after_claim", "saved", 1, OutboxState.SENT),
        ("after_mark_sending", "saved", 0, OutboxState.UNKNOWN),
        ("after_mark_sending", "reminder", 1, OutboxState.SENT),
        ("after_http", "saved", 1, OutboxState.UNKNOWN),
        ("after_http", "reminder", 2, OutboxState.SENT),
        ("after_finish", "saved", 1, OutboxState.SENT),
    ],
)
async def test_a_sender_that_dies_anywhere_keeps_the_promise_of_the_kind(
    post: Post, clock: ManualClock, point: str, kind: str, copies: int, state: OutboxState
) -> None:
    await post.desk.add(a_message(kind=kind))
    await post.sender(failpoints=Failpoints({point: fail})).drain()
    clock.advance(seconds=LEASE.total_seconds())

    await post.sender().drain()

    assert len(post.phones.arrived) == copies
    assert await post.state() is state


async def test_a_sender_that_lost_its_claim_sends_nothing(post: Post, clock: ManualClock) -> None:
    async def slow(row: OutboxRow) -> Rendered | None:
        post.words = post.word
        clock.advance(seconds=LEASE.total_seconds())
        await post.desk.take_over()
        return Message("late")

    post.words = slow
    await post.desk.add(a_message())

    await post.sender().drain()

    assert post.phones.arrived == []
    assert await post.state() is OutboxState.CLAIMED


async def test_a_result_that_comes_too_late_changes_nothing(post: Post, clock: ManualClock) -> None:
    async def overtake() -> None:
        clock.advance(seconds=LEASE.total_seconds())
        await post.desk.reap()

    await post.desk.add(a_message(kind="saved"))

    await post.sender(failpoints=Failpoints({"after_http": overtake})).drain()

    assert await post.state() is OutboxState.UNKNOWN


async def test_a_clock_that_jumps_doubles_nothing_that_is_in_the_air(post: Post, clock: ManualClock) -> None:
    post.phones.gate = asyncio.Event()
    await post.desk.add(a_message(ANA))
    await post.desk.add(a_message(BETO))
    sender = post.sender()
    running = asyncio.create_task(sender.run())
    await until(lambda: clock.slept)

    clock.advance(hours=1)
    await until(lambda: len(clock.slept) > 10)
    post.phones.gate.set()
    await until(lambda: len(post.phones.arrived) == 2)
    sender.stop()
    await running

    assert len(post.phones.arrived) == 2
    assert {row.state for row in await post.desk.rows()} == {OutboxState.SENT}


async def test_a_result_is_recorded_however_long_the_database_fails(post: Post, clock: ManualClock) -> None:
    """What was sent must not be sent again because of bookkeeping."""
    await post.desk.add(a_message())
    await forbid_recording(post)

    async def repair() -> None:
        await until(lambda: len(clock.slept) == 4)
        await allow_recording(post)

    counts, _ = await asyncio.gather(post.sender().drain(), repair())

    assert counts == {OutboxState.SENT: 1}
    assert len(post.phones.arrived) == 1


async def on_a_file(path: Path, clock: ManualClock) -> Post:
    """Return a post over a file for which nobody waits long."""
    database = Database(f"sqlite:///{path}?timeout=0.01")
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata().create_all)
    return Post(Desk(database, clock, UNPACED))


async def test_a_send_is_marked_as_soon_as_the_database_lets_it(
    tmp_path: Path, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody else holds the file for a moment: nobody waits for a lease of a minute and a half."""
    post = await on_a_file(tmp_path / "puntual.db", clock)
    await post.desk.add(a_message())
    other = sqlite3.connect(tmp_path / "puntual.db", isolation_level=None)

    async def word(row: OutboxRow) -> Rendered | None:
        other.execute("BEGIN IMMEDIATE")
        return await post.word(row)

    post.words = word
    sender = post.sender()
    running = asyncio.create_task(sender.run())
    await until(lambda: "OperationalError" in caplog.text)
    assert post.phones.arrived == []
    other.execute("ROLLBACK")
    await until(lambda: post.phones.arrived)
    sender.stop()
    await running

    assert await post.state() is OutboxState.SENT
    other.close()
    await post.desk.database.dispose()


async def test_a_stopped_sender_does_not_wait_for_a_dead_database_for_ever(post: Post) -> None:
    await post.desk.add(a_message())
    await forbid_recording(post)
    sender = post.sender()
    running = asyncio.create_task(sender.run())
    await until(lambda: post.phones.arrived)

    sender.stop()
    await until(running.done)

    assert await post.state() is OutboxState.SENDING


async def test_a_running_sender_wakes_up_for_new_messages(post: Post) -> None:
    asleep = asyncio.Event()

    async def sleep(seconds: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    sender = Sender(
        post.desk.database,
        post.phones,
        post.word,
        now=post.desk.clock,
        wall=post.desk.clock,
        sleep=sleep,
        on_unreachable=post.on_unreachable,
    )
    running = asyncio.create_task(sender.run())
    await until(asleep.is_set)

    await post.desk.add(a_message())
    await until(lambda: post.phones.arrived)
    sender.stop()
    await until(running.done)

    assert await post.state() is OutboxState.SENT


@pytest.mark.parametrize("is_cancelled", [False, True], ids=["stopped", "cancelled"])
async def test_a_sender_that_ends_ends_the_send_in_the_air_first(post: Post, is_cancelled: bool) -> None:
    post.phones.gate = asyncio.Event()
    await post.desk.add(a_message(kind="saved"))
    await post.desk.add(a_message(kind="saved"))
    sender = post.sender()
    running = asyncio.create_task(sender.run())
    await until(lambda: post.desk.clock.slept)

    running.cancel() if is_cancelled else sender.stop()
    await asyncio.sleep(0)
    post.phones.gate.set()
    await asyncio.wait([running])

    assert running.cancelled() is is_cancelled
    assert [row.state for row in await post.desk.rows()] == [OutboxState.SENT, OutboxState.PENDING]


async def test_a_sender_that_is_cancelled_anywhere_begins_nothing_after_its_end(post: Post) -> None:
    for turns in range(30):
        await post.desk.add(a_message(turns + 1))
        running = asyncio.create_task(post.sender().run())
        for _ in range(turns):
            await asyncio.sleep(0)
        running.cancel()
        await asyncio.wait([running])

        states = [row.state for row in await post.desk.rows()]

        assert set(states) <= {OutboxState.PENDING, OutboxState.SENT}, f"cancelled after {turns} turns"


async def test_several_chats_are_in_the_air_at_once_and_no_more_than_allowed(post: Post) -> None:
    post.phones.gate = asyncio.Event()
    for chat_id in range(1, 6):
        await post.desk.add(a_message(chat_id))
    draining = asyncio.create_task(post.sender(concurrency=3).drain())

    async with post.desk.database.read() as uow:
        pass
    for _ in range(200):
        await asyncio.sleep(0.001)
        async with post.desk.database.read() as uow:
            counts = await uow.outbox.counts()
        assert counts.get(OutboxState.SENDING, 0) <= 3
        if counts.get(OutboxState.SENDING) == 3:
            break
    post.phones.gate.set()
    await draining

    assert len(post.phones.arrived) == 5


async def test_a_database_that_fails_is_asked_again(tmp_path: Any, clock: ManualClock) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    sender = Post(Desk(empty, clock)).sender()
    running = asyncio.create_task(sender.run())

    await until(lambda: len(clock.slept) == 3)
    sender.stop()
    await running

    await empty.dispose()


async def test_a_failed_send_is_awaited_only_within_the_patience(post: Post, clock: ManualClock) -> None:
    post.phones.instead[ANA] = [NotSent("no line")] * 3
    await post.desk.add(a_message())

    counts = await post.sender().drain(patience=timedelta(seconds=5))

    assert counts == {OutboxState.PENDING: 3}
    assert clock.at == NOON + timedelta(seconds=6)


def test_an_attempt_must_end_well_before_its_lease() -> None:
    with pytest.raises(ValueError, match="half of its lease"):
        SendingOptions(lease=timedelta(seconds=80), attempt=timedelta(seconds=40))


async def forbid_recording(post: Post) -> None:
    await execute(
        post,
        "CREATE TRIGGER stuck BEFORE UPDATE OF message_id ON outbox BEGIN SELECT RAISE(ABORT, 'stuck'); END",
    )


async def allow_recording(post: Post) -> None:
    await execute(post, "DROP TRIGGER stuck")


async def execute(post: Post, statement: str) -> None:
    async with post.desk.database.write() as uow:
        connection = await uow.session.connection()
        await connection.exec_driver_sql(statement)
        await uow.commit()
