"""Builders for messages and updates, and a desk that works the outbox one transaction at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from domain.delivery.outcomes import Batch, Claim, Ending, NewMessage, OutboxRow, OutboxState, Outcome, decide
from domain.delivery.pacing import Rate, Rates, Room, admit
from domain.delivery.retries import Policies, RetryPolicy
from storage.engine import Database
from storage.queues.inbox import ClaimedUpdate
from storage.queues.outbox_queries import outbox_row
from storage.queues.pace import outbox
from tests.clocks import NOON, ManualClock
from tests.read_back import claim_next

ANA = 402
BETO = 504
LEASE = timedelta(seconds=90)

UNPACED = Rates(
    everybody=Rate(timedelta(0), burst=1),
    private=Rate(timedelta(0), burst=1),
    group=Rate(timedelta(0), burst=1),
)
POLICIES = Policies({"reminder": RetryPolicy(ambiguous_retries=1), "saved": RetryPolicy()})


def a_message(chat_id: int = ANA, kind: str = "reminder", **fields: Any) -> NewMessage:
    return NewMessage(chat_id=chat_id, kind=kind, **fields)


def a_row(**fields: Any) -> OutboxRow:
    """A row in the middle of being sent for the first time."""
    usual: dict[str, Any] = {
        "id": 1,
        "chat_id": ANA,
        "person_id": None,
        "kind": "reminder",
        "key": None,
        "data": {},
        "priority": 0,
        "state": OutboxState.SENDING,
        "attempts": 0,
        "ambiguous": 0,
        "unrendered": 0,
        "created_at": NOON,
    }
    return OutboxRow(**{**usual, **fields})


@dataclass(frozen=True)
class LookAgain:
    """Nothing may be claimed now; `at` is the machine instant when something may, None if unknown."""

    at: datetime | None = None


class Desk:
    """Each method is one committed transaction at the instant of its clock, product and machine alike."""

    def __init__(self, database: Database, clock: ManualClock, rates: Rates = UNPACED) -> None:
        self.database = database
        self.clock = clock
        self.rates = rates

    async def add(self, message: NewMessage) -> int | None:
        async with self.database.write() as uow:
            added = await uow.outbox.add(message, self.clock())
            await uow.commit()
        return added

    async def look(self) -> Claim | LookAgain:
        batch = await self.look_for(Room())
        return batch.claims[0] if batch.claims else LookAgain(batch.look_at)

    async def look_for(self, room: Room) -> Batch:
        async with self.database.write() as uow:
            now = self.clock()
            batch = await uow.outbox.claim(now=now, wall=now, lease=LEASE, rates=self.rates, room=room)
            await uow.commit()
        return batch

    async def claim(self) -> Claim:
        found = await self.look()
        assert isinstance(found, Claim)
        return found

    async def mark(self, claim: Claim) -> bool:
        async with self.database.write() as uow:
            marked = await uow.outbox.mark_sending([claim], self.clock() + LEASE)
            await uow.commit()
        return bool(marked)

    async def finish(self, claim: Claim, outcome: Outcome) -> bool:
        ending = self.ending(claim, outcome)
        async with self.database.write() as uow:
            finished = await uow.outbox.finish([ending], self.clock(), self.clock())
            await uow.commit()
        return bool(finished)

    def ending(self, claim: Claim, outcome: Outcome) -> Ending:
        transition = decide(claim.row, outcome, POLICIES.of(claim.row.kind), self.clock())
        rate = self.rates.of_chat(claim.row.chat_id)
        chat = admit(claim.chat_tat, self.clock(), rate.interval, rate.burst)
        return Ending(claim, transition, chat.new_tat)

    async def send(self, outcome: Outcome) -> Claim:
        """Claim, mark and finish in one go."""
        claim = await self.claim()
        assert await self.mark(claim)
        assert await self.finish(claim, outcome)
        return claim

    async def reap(self, spare: Collection[int] = ()) -> int:
        async with self.database.write() as uow:
            reaped = await uow.outbox.reap(self.clock(), POLICIES, spare)
            await uow.outbox.expire(self.clock())
            await uow.commit()
        return reaped

    async def take_over(self) -> Claim:
        """Do what another sender does that finds an ended lease: take the row back and claim it at once."""
        async with self.database.write() as uow:
            now = self.clock()
            await uow.outbox.reap(now, POLICIES)
            room = Room()
            batch = await uow.outbox.claim(now=now, wall=now, lease=LEASE, rates=self.rates, room=room)
            await uow.commit()
        return batch.claims[0]

    async def row(self, outbox_id: int) -> OutboxRow:
        async with self.database.read() as uow:
            row = await uow.outbox.get(outbox_id)
        assert row is not None
        return row

    async def rows(self) -> list[OutboxRow]:
        async with self.database.read() as uow:
            rows = await uow.session.execute(select(outbox).order_by(outbox.c.id))
            return [outbox_row(row) for row in rows]

    async def receive(self, update_id: int, chat_id: int | None = ANA, payload: str = "{}") -> bool:
        async with self.database.write() as uow:
            added = await uow.inbox.add(update_id, chat_id, payload, self.clock())
            await uow.commit()
        return added

    async def take(self) -> ClaimedUpdate | None:
        async with self.database.write() as uow:
            claim = await claim_next(uow, self.clock(), LEASE)
            await uow.commit()
        return claim

    async def done(self, claim: ClaimedUpdate) -> bool:
        async with self.database.write() as uow:
            held = await uow.inbox.held([claim])
            await uow.inbox.finish(held, self.clock())
            await uow.commit()
        return bool(held)
