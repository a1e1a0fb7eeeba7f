"""The outbox: every message once by its key, held by one sender, never sent inside a transaction."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery import (
    Ambiguous,
    Claim,
    LookAgain,
    NewMessage,
    OutboxRow,
    OutboxState,
    Policies,
    Transition,
    decide,
)
from domain.pacing import Rates, admit
from storage.outbox_queries import IN_FLIGHT, expired, heads, next_ready, outbox_row, overdue_leases
from storage.pace import GLOBAL, Pace, chat_key, outbox, slot_of_chat
from storage.statements import insert_into, rows_changed

LONGER_THAN_ANY_LEASE = timedelta(days=1)
RELEASED = {"claim_token": None, "claimed_until": None}


class OutboxRepository:
    """Arguments called `now` are product time, `wall` is machine time."""

    def __init__(self, session: AsyncSession, touch: Callable[[str], None]) -> None:
        self._session = session
        self._touch = touch
        self._pace = Pace(session)

    async def add(self, message: NewMessage, now: datetime) -> int | None:
        """Store a message and return its id; None if its key is already there."""
        insert = insert_into(self._session, outbox).values(**_values(message), created_at=now)
        added: int | None = await self._session.scalar(insert.on_conflict_do_nothing().returning(outbox.c.id))
        self._touch("outbox")
        return added

    async def claim_next(
        self, *, now: datetime, wall: datetime, lease: timedelta, rates: Rates
    ) -> Claim | LookAgain:
        """Hold the next message that is due and has a slot, answers first; or say when to look again."""
        tat = await self._pace.lock()
        await self._session.execute(expired(now))
        row = (await self._session.execute(next_ready(now, wall, rates))).first()
        if row is None:
            return LookAgain(await self._next_instant(now, wall, rates))
        opens_at = await self._opens_at(tat, wall, rates)
        if opens_at > wall:
            return LookAgain(opens_at)
        await self._pace.take(GLOBAL, tat, rates.everybody, wall)
        await self._pace.take(chat_key(row.chat_id), row.tat, rates.of_chat(row.chat_id), wall)
        return await self._hold(outbox_row(row), wall + lease)

    async def mark_sending(self, outbox_id: int, token: str, until: datetime) -> bool:
        """Write down that the call is about to be made, with a fresh lease; False: the claim was lost."""
        sending = (
            update(outbox)
            .where(
                outbox.c.id == outbox_id,
                outbox.c.claim_token == token,
                outbox.c.state == OutboxState.CLAIMED,
            )
            .values(state=OutboxState.SENDING, claimed_until=until)
        )
        return await rows_changed(self._session, sending) == 1

    async def finish(self, outbox_id: int, token: str, transition: Transition, now: datetime) -> bool:
        """Record an outcome; False: the claim was lost and nothing changed."""
        chat_id = await self._session.scalar(select(outbox.c.chat_id).where(outbox.c.id == outbox_id))
        finished = (
            update(outbox)
            .where(outbox.c.id == outbox_id, outbox.c.claim_token == token, outbox.c.state.in_(IN_FLIGHT))
            .values(**_outcome_values(transition, now), **RELEASED)
        )
        if not await rows_changed(self._session, finished):
            return False
        if transition.hold_all_until is not None:
            await self.push_global(transition.hold_all_until)
        if transition.new_chat_id is not None and chat_id is not None:
            await self.move_chat(chat_id, transition.new_chat_id)
        self._touch("outbox")
        return True

    async def reap(
        self, wall: datetime, policies: Policies, spare: Collection[int] = (), *, abandoned: bool = False
    ) -> int:
        """Take back what ended leases held: unsent rows are free, half-sent ones go by their policy.

        `spare` are rows the caller is sending right now, so that a clock that jumps cannot double them.
        With `abandoned` no lease counts: the caller knows that no other process is alive.
        """
        leases_end = wall + LONGER_THAN_ANY_LEASE if abandoned else wall
        rows = (await self._session.execute(overdue_leases(leases_end, spare))).all()
        for row in rows:
            await self._session.execute(
                update(outbox).where(outbox.c.id == row.id).values(**_reaped(outbox_row(row), policies, wall))
            )
        if rows:
            self._touch("outbox")
        return len(rows)

    async def push_global(self, until: datetime) -> None:
        """Hold every send until a machine instant (429)."""
        await self._pace.push(until)

    async def move_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        waiting = (outbox.c.chat_id == old_chat_id, outbox.c.state == OutboxState.PENDING)
        await self._session.execute(update(outbox).where(*waiting).values(chat_id=new_chat_id))

    async def cancel(self, key: str, reason: str) -> bool:
        """Withdraw a message that is still waiting."""
        return await self._cancel(outbox.c.key == key, reason) == 1

    async def cancel_chat(self, chat_id: int, reason: str) -> int:
        """Withdraw everything that waits for a chat."""
        return await self._cancel(outbox.c.chat_id == chat_id, reason)

    async def get(self, outbox_id: int) -> OutboxRow | None:
        row = (await self._session.execute(select(outbox).where(outbox.c.id == outbox_id))).first()
        return outbox_row(row) if row else None

    async def get_by_key(self, key: str) -> OutboxRow | None:
        row = (await self._session.execute(select(outbox).where(outbox.c.key == key))).first()
        return outbox_row(row) if row else None

    async def get_by_message(self, chat_id: int, message_id: int) -> OutboxRow | None:
        """Return the row that was sent as this message of a chat."""
        query = select(outbox).where(outbox.c.chat_id == chat_id, outbox.c.message_id == message_id)
        row = (await self._session.execute(query.order_by(outbox.c.id).limit(1))).first()
        return outbox_row(row) if row else None

    async def message_id_of(self, outbox_id: int) -> int | None:
        """Return Telegram's id of a sent message, for the edit that follows it."""
        return await self._session.scalar(select(outbox.c.message_id).where(outbox.c.id == outbox_id))

    async def waiting_for(self, chat_id: int) -> int:
        """Count the messages of one chat that have not left yet."""
        waiting = (outbox.c.chat_id == chat_id, outbox.c.state.in_((OutboxState.PENDING, *IN_FLIGHT)))
        return await self._session.scalar(select(func.count()).where(*waiting)) or 0

    async def last_id(self) -> int:
        return await self._session.scalar(select(func.max(outbox.c.id))) or 0

    async def waits(self, up_to: int) -> bool:
        """Tell whether any message stored before or as this one has not left yet."""
        unfinished = outbox.c.state.in_((OutboxState.PENDING, *IN_FLIGHT))
        first = select(outbox.c.id).where(outbox.c.id <= up_to, unfinished).limit(1)
        return await self._session.scalar(first) is not None

    async def counts(self) -> dict[OutboxState, int]:
        result = await self._session.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
        return {state: count for state, count in result}  # noqa: C416 - rows are no pairs to mypy

    async def in_state(self, state: OutboxState, limit: int = 50) -> list[OutboxRow]:
        """Return the latest rows of one state (`unknown` and `dead` for the doctor)."""
        query = select(outbox).where(outbox.c.state == state).order_by(outbox.c.id.desc()).limit(limit)
        return [outbox_row(row) for row in await self._session.execute(query)]

    async def _opens_at(self, tat: datetime | None, wall: datetime, rates: Rates) -> datetime:
        everybody = rates.everybody
        slot = admit(tat, wall, everybody.interval, everybody.burst).allowed_at
        flood = await self._pace.flood_until()
        return max(slot, flood) if flood else slot

    async def _next_instant(self, now: datetime, wall: datetime, rates: Rates) -> datetime | None:
        rows = await self._session.execute(heads(now))
        instants = (
            max(row.retry_at or wall, slot_of_chat(row.chat_id, row.tat, rates, wall)) for row in rows
        )
        # One that is ready already is locked by somebody else, who will tell.
        return min((instant for instant in instants if instant > wall), default=None)

    async def _hold(self, row: OutboxRow, until: datetime) -> Claim:
        token = uuid4().hex
        claimed = {"state": OutboxState.CLAIMED, "claim_token": token, "claimed_until": until}
        await self._session.execute(update(outbox).where(outbox.c.id == row.id).values(**claimed))
        return Claim(row=row, token=token)

    async def _cancel(self, which: Any, reason: str) -> int:
        cancelled = {"state": OutboxState.CANCELLED, "error": reason}
        waiting = outbox.c.state == OutboxState.PENDING
        return await rows_changed(self._session, update(outbox).where(which, waiting).values(**cancelled))


def _values(message: NewMessage) -> dict[str, Any]:
    return {
        "chat_id": message.chat_id,
        "person_id": message.person_id,
        "kind": message.kind,
        "key": message.key,
        "data": dict(message.data),
        "priority": int(message.priority),
        "state": OutboxState.PENDING,
        "not_before": message.not_before,
        "expires_at": message.expires_at,
    }


def _outcome_values(transition: Transition, now: datetime) -> dict[str, Any]:
    return {
        "state": transition.state,
        "attempts": transition.attempts,
        "ambiguous": transition.ambiguous,
        "unrendered": transition.unrendered,
        "error": transition.error,
        "retry_at": transition.retry_at,
        "message_id": transition.message_id,
        "sent_at": now if transition.state is OutboxState.SENT else None,
    }


def _reaped(row: OutboxRow, policies: Policies, wall: datetime) -> dict[str, Any]:
    if row.state is OutboxState.CLAIMED:
        return {"state": OutboxState.PENDING, **RELEASED}
    lost = Ambiguous("the lease ended while sending")
    return {**_outcome_values(decide(row, lost, policies.of(row.kind), wall), wall), **RELEASED}
