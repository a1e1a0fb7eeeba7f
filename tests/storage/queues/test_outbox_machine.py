"""Lives of an outbox invented by Hypothesis: crashes, lost answers, floods, clock jumps."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Table, delete

from domain.delivery.outcomes import (
    Ambiguous,
    Claim,
    Delivered,
    NotSent,
    OutboxState,
    Outcome,
    PermanentlyRefused,
    Priority,
    RefusedForNow,
)
from domain.delivery.pacing import Rate, Rates
from storage.engine import Database
from storage.statements import table_of
from storage.tables.delivery import OutboxTable, PaceTable
from tests.clocks import ManualClock
from tests.deliveries import LEASE, POLICIES, Desk, LookAgain, a_message

TABLES: list[Table] = [table_of(OutboxTable), table_of(PaceTable)]
RATES = Rates(everybody=Rate.per_second(5), private=Rate(timedelta(seconds=1), burst=2))
T = TypeVar("T")
FINAL = {OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.DEAD, OutboxState.CANCELLED}

kinds = st.sampled_from(["reminder", "saved"])
keys = st.sampled_from([f"key:{n}" for n in range(12)])


class OutboxMachine(RuleBasedStateMachine):
    """`copies` counts what arrived on the phones, `answered` what Telegram said yes to."""

    url = "sqlite://"

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.clock = ManualClock()
        self.database = self.run(opened(self.url))
        self.desk = Desk(self.database, self.clock, RATES)
        self.planned: set[str] = set()
        self.held: list[Claim] = []
        self.sending: list[Claim] = []
        self.lost: list[Claim] = []
        self.copies: Counter[int] = Counter()
        self.answered: set[int] = set()
        self.left: list[datetime] = []

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    # What people and time do

    @rule(
        key=keys, chat=st.integers(1, 3), kind=st.sampled_from(["reminder", "saved"]), is_bulk=st.booleans()
    )
    def plan(self, key: str, chat: int, kind: str, is_bulk: bool) -> None:
        priority = Priority.BULK if is_bulk else Priority.ANSWER
        added = self.run(self.desk.add(a_message(chat, kind, key=key, priority=priority)))

        assert (added is None) == (key in self.planned)
        self.planned.add(key)

    @rule(key=keys, seconds=st.integers(0, 200))
    def plan_until(self, key: str, seconds: int) -> None:
        expires_at = self.clock() + timedelta(seconds=seconds)
        self.run(self.desk.add(a_message(1, key=key, expires_at=expires_at)))
        self.planned.add(key)

    @rule(seconds=st.floats(0.01, 200))
    def pass_time(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)

    @rule(hours=st.sampled_from([-1, 1]))
    def jump(self, hours: int) -> None:
        """The clock is put forward or back; pacing is measured anew from here."""
        self.clock.advance(hours=hours)
        self.left.clear()

    @rule(key=keys)
    def withdraw(self, key: str) -> None:
        self.run(self.cancel(key))

    # What senders do

    @rule()
    def claim(self) -> None:
        heads = self.run(self.expected_heads())
        found = self.run(self.desk.look())
        if isinstance(found, LookAgain):
            return
        assert found.row.id in heads
        assert found.row.expires_at is None or found.row.expires_at > self.clock()
        self.held.append(found)
        self.left.append(self.clock())

    @precondition(lambda self: self.held)
    @rule()
    def mark(self) -> None:
        claim = self.held.pop(0)
        (self.sending if self.run(self.desk.mark(claim)) else self.lost).append(claim)

    @precondition(lambda self: self.sending)
    @rule(message_id=st.integers(1, 9))
    def deliver(self, message_id: int) -> None:
        claim = self.sending.pop(0)
        self.arrive(claim)
        self.answered.add(claim.row.id)
        self.finish(claim, Delivered(message_id))

    @precondition(lambda self: self.sending)
    @rule(arrived=st.booleans())
    def time_out(self, arrived: bool) -> None:
        claim = self.sending.pop(0)
        if arrived:
            self.arrive(claim)
        self.finish(claim, Ambiguous("no answer"))

    @precondition(lambda self: self.sending)
    @rule(outcome=st.sampled_from([NotSent("no line"), PermanentlyRefused("blocked")]))
    def fail(self, outcome: Outcome) -> None:
        self.finish(self.sending.pop(0), outcome)

    @precondition(lambda self: self.sending)
    @rule(seconds=st.integers(1, 300))
    def flood(self, seconds: int) -> None:
        self.finish(self.sending.pop(0), RefusedForNow(timedelta(seconds=seconds)))

    @rule(arrived=st.booleans())
    def crash(self, arrived: bool) -> None:
        """The process dies: before the call, during it, or with the answer in hand."""
        for claim in self.sending if arrived else []:
            self.arrive(claim)
        self.lost += self.held + self.sending
        self.held, self.sending = [], []

    @rule()
    def reap(self) -> None:
        """As a process does that holds what it sends; the dead cannot speak for theirs."""
        self.run(self.desk.reap(spare={claim.row.id for claim in self.held + self.sending}))

    @precondition(lambda self: self.lost)
    @rule(outcome=st.sampled_from([Delivered(1), Ambiguous("late"), NotSent("late")]))
    def zombie(self, outcome: Outcome) -> None:
        """One that lost its claim speaks up after somebody took the row back: it changes nothing."""
        claim = self.lost.pop(0)
        before = self.run(self.desk.row(claim.row.id))
        has_heir = any(other.row.id == claim.row.id for other in self.held + self.sending)
        if has_heir or before.state in FINAL or before.state is OutboxState.PENDING:
            assert not self.run(self.desk.mark(claim))
            assert not self.run(self.desk.finish(claim, outcome))
            assert self.run(self.desk.row(claim.row.id)) == before

    # What always holds

    @invariant()
    def the_outbox_keeps_its_promises(self) -> None:
        rows = self.run(self.desk.rows())
        one_row_each = sorted(row.key or "" for row in rows) == sorted(self.planned)
        sent_means_answered = all(row.id in self.answered for row in rows if row.state is OutboxState.SENT)
        copies_within_policy = all(
            self.copies[row.id] <= 1 + POLICIES.of(row.kind).ambiguous_retries for row in rows
        )

        assert one_row_each
        assert sent_means_answered
        assert copies_within_policy

    @invariant()
    def pacing_holds(self) -> None:
        second = timedelta(seconds=1)

        assert all(sum(start <= at < start + second for at in self.left) <= 5 for start in self.left)

    def teardown(self) -> None:
        self.crash(arrived=False)
        try:
            self.run(self.drained())
        finally:
            self.run(self.database.dispose())
            self.runner.close()

    async def drained(self) -> None:
        """However it went before, a living sender empties the outbox in the end."""
        for _ in range(2_000):
            await self.desk.reap()
            found = await self.desk.look()
            if isinstance(found, Claim):
                await self.desk.mark(found)
                await self.desk.finish(found, Delivered(1))
            elif all(row.state in FINAL for row in await self.desk.rows()):
                return
            else:
                self.clock.at = found.at or self.clock.at + LEASE
        raise AssertionError(await self.desk.rows())

    def arrive(self, claim: Claim) -> None:
        self.copies[claim.row.id] += 1

    def finish(self, claim: Claim, outcome: Outcome) -> None:
        if not self.run(self.desk.finish(claim, outcome)):
            self.lost.append(claim)

    async def cancel(self, key: str) -> None:
        async with self.database.write() as uow:
            await uow.outbox.cancel(key, "handed in")
            await uow.commit()

    async def expected_heads(self) -> set[int]:
        """Return which rows may go next: of each chat the first, if none of it is in the air."""
        rows = [row for row in await self.desk.rows() if row.state not in FINAL]
        live = [row for row in rows if row.expires_at is None or row.expires_at > self.clock()]
        busy = {row.chat_id for row in rows if row.state is not OutboxState.PENDING}
        first: dict[int, int] = {}
        for row in sorted(live, key=lambda row: (row.priority, row.id)):
            first.setdefault(row.chat_id, row.id)
        return {row_id for chat_id, row_id in first.items() if chat_id not in busy}


async def opened(url: str) -> Database:
    database = Database(url, pool_size=1)
    async with database.engine.begin() as connection:
        for table in TABLES:
            await connection.run_sync(table.create, checkfirst=True)
            await connection.execute(delete(table))
    return database


def lives(count: int) -> settings:
    return settings(
        max_examples=count,
        stateful_step_count=35,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )


def test_any_life_of_an_outbox_on_sqlite() -> None:
    run_state_machine_as_test(OutboxMachine, settings=lives(20))


def test_any_life_of_an_outbox_on_postgresql(postgres_tables: str) -> None:
    class OnPostgres(OutboxMachine):
        url = postgres_tables

    run_state_machine_as_test(OnPostgres, settings=lives(6))
