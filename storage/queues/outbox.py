"""The outbox: every message once by its key, held by one sender, never sent inside a transaction."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery.outcomes import (
    Batch,
    Claim,
    Ending,
    NewMessage,
    OutboxRow,
    OutboxState,
    Priority,
    Transition,
)
from domain.delivery.pacing import Rates, Room, admit, reserve
from domain.delivery.retries import Policies
from storage.queues.outbox_queries import (
    ABOUT,
    ANSWERS_WAITING,
    BY_ID,
    BY_IDS,
    EXPIRED,
    FINISH,
    HEADS,
    HOLD,
    IN_FLIGHT,
    MARK_SENDING,
    NEVER,
    NEXT_READY,
    SECRETS,
    STILL_HELD,
    outbox_row,
    overdue_leases,
    ready_parameters,
    retry_at_of,
)
from storage.queues.outbox_values import new_values, reaped, values_of
from storage.queues.pace import GLOBAL, Pace, chat_key, outbox, slot_of_chat
from storage.statements import dialect_of, insert_once, rows_changed

LONGER_THAN_ANY_LEASE = timedelta(days=1)


class OutboxRepository:
    """Arguments called `now` are product time, `wall` is machine time."""

    def __init__(self, session: AsyncSession, touch: Callable[[str], None]) -> None:
        self._session = session
        self._touch = touch
        self._pace = Pace(session)

    async def add(self, message: NewMessage, now: datetime) -> int | None:
        """Store a message and return its id; None if its key is already there."""
        insert = insert_once(outbox, "id", dialect_of(self._session))
        added: int | None = await self._session.scalar(insert, {**values_of(message), "created_at": now})
        self._touch("outbox")
        return added

    async def claim(
        self,
        *,
        now: datetime,
        wall: datetime,
        lease: timedelta,
        rates: Rates,
        room: Room,
        later: datetime = NEVER,
    ) -> Batch:
        """Claim rows that are due and get a slot, answers first, one of each chat; or say when to look again.

        `later` is a product instant: what was put off after it was put off by a clock that was ahead.
        """
        tat, flood = await self._pace.lock()
        due = {"now": now, "later": later}
        rows = await self._ready(due, wall, rates, room)
        if not rows:
            has_looked_at_all = room.answers > 0 and room.bulk > 0
            return Batch(look_at=await self._next_instant(due, wall, rates) if has_looked_at_all else None)
        if flood is not None and flood.until > wall:
            return Batch(look_at=await self._pace.end_of(flood, wall))
        everybody = rates.everybody
        reserved = reserve(tat, wall, everybody, len(rows), room.ahead)
        if not reserved.slots:
            opens_at = admit(tat, wall, everybody.interval, everybody.burst).allowed_at
            return Batch(look_at=opens_at - room.ahead)
        await self._pace.set({GLOBAL: reserved.new_tat})
        return Batch(await self._hold(rows[: len(reserved.slots)], reserved.slots, wall, lease))

    async def another_slot(self, wall: datetime, rates: Rates) -> datetime:
        """Reserve a slot for one message that has missed its own."""
        tat, _ = await self._pace.lock()
        admission = admit(tat, wall, rates.everybody.interval, rates.everybody.burst)
        await self._pace.set({GLOBAL: admission.new_tat})
        return admission.allowed_at

    async def mark_sending(self, claims: Sequence[Claim], until: datetime) -> set[tuple[int, str]]:
        """Mark rows as `sending` before their calls, with a new lease; return (id, token) of those still
        held."""
        which = {
            "ids": [claim.row.id for claim in claims],
            "tokens": sorted({claim.token for claim in claims}),
            "until": until,
        }
        return {(row.id, row.claim_token) for row in await self._session.execute(MARK_SENDING, which)}

    async def finish(
        self, endings: Sequence[Ending], now: datetime, wall: datetime | None = None
    ) -> set[tuple[int, str]]:
        """Record outcomes; return (id, token) of each; one that is missing had lost its claim.

        No wait lasts longer than it was meant to at `wall`, whatever the clock does.
        """
        ids = {"ids": [ending.claim.row.id for ending in endings]}
        held = {(row.id, row.claim_token) for row in await self._session.execute(STILL_HELD, ids)}
        ours = [each for each in endings if each.key in held]
        if not ours:
            return set()
        rows = [{"which": each.claim.row.id} | new_values(each, now, wall) for each in ours]
        await self._session.execute(FINISH, rows)
        paces = {chat_key(each.claim.row.chat_id): each.chat_tat for each in ours if each.chat_tat}
        if paces:
            await self._pace.set(paces)
        for each in ours:
            await self._follow(each.claim.row.chat_id, each.transition, wall)
            await self._forget_secret(each)
        return {each.key for each in ours}

    async def expire(self, now: datetime) -> None:
        """Cancel messages that have expired."""
        await self._session.execute(EXPIRED, {"now": now})

    async def reap(
        self, wall: datetime, policies: Policies, spare: Collection[int] = (), *, abandoned: bool = False
    ) -> int:
        """Take back rows whose leases have ended: unsent ones are free, `sending` ones go by their policy.

        Not rows the caller is sending itself (`spare`), so that a clock that jumps doubles none. With
        `abandoned` every lease ends: no other process is alive.
        """
        leases_end = wall + LONGER_THAN_ANY_LEASE if abandoned else wall
        rows = (await self._session.execute(overdue_leases(leases_end, spare))).all()
        for row in rows:
            await self._session.execute(
                update(outbox).where(outbox.c.id == row.id).values(**reaped(outbox_row(row), policies, wall))
            )
        if rows:
            self._touch("outbox")
        return len(rows)

    async def push_global(self, until: datetime, wall: datetime | None = None) -> None:
        """Hold every send until a machine instant (429); `wall` is when Telegram said so."""
        await self._pace.push(until, wall)

    async def move_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        waiting = (outbox.c.chat_id == old_chat_id, outbox.c.state == OutboxState.PENDING)
        await self._session.execute(update(outbox).where(*waiting).values(chat_id=new_chat_id))

    async def cancel(self, key: str, reason: str) -> bool:
        """Withdraw a message that is still waiting."""
        return await self._cancel(outbox.c.key == key, reason) == 1

    async def cancel_row(self, outbox_id: int, reason: str) -> bool:
        return await self._cancel(outbox.c.id == outbox_id, reason) == 1

    async def cancel_chat(self, chat_id: int, reason: str) -> int:
        """Withdraw everything that waits for a chat."""
        return await self._cancel(outbox.c.chat_id == chat_id, reason)

    async def get(self, outbox_id: int) -> OutboxRow | None:
        row = (await self._session.execute(BY_ID, {"which": outbox_id})).first()
        return outbox_row(row) if row else None

    async def get_by_key(self, key: str) -> OutboxRow | None:
        row = (await self._session.execute(select(outbox).where(outbox.c.key == key))).first()
        return outbox_row(row) if row else None

    async def get_by_message(self, chat_id: int, message_id: int) -> OutboxRow | None:
        """Return the row that was sent as this message of a chat."""
        query = select(outbox).where(outbox.c.chat_id == chat_id, outbox.c.message_id == message_id)
        row = (await self._session.execute(query.order_by(outbox.c.id).limit(1))).first()
        return outbox_row(row) if row else None

    async def reword(self, outbox_id: int, data: Mapping[str, Any]) -> bool:
        """Replace what a message says; False when it is being sent or was sent, and needs an edit as well."""
        row = update(outbox).where(outbox.c.id == outbox_id).values(data=dict(data))
        if await rows_changed(self._session, row.where(outbox.c.state == OutboxState.PENDING)):
            return True
        await self._session.execute(row)
        return False

    async def hold(self, outbox_id: int) -> bool:
        """Keep a waiting message from being sent until the commit; False when its sending has begun."""
        return bool(await self._held(outbox.c.id == outbox_id))

    async def held(self, chat_id: int, key_prefix: str) -> OutboxRow | None:
        """Return the last waiting message with such a key, kept from being sent until the commit."""
        with_key = outbox.c.key.startswith(key_prefix, autoescape=True)
        rows = await self._held(outbox.c.chat_id == chat_id, with_key)
        return max(rows, key=lambda row: row.id, default=None)

    async def answers_waiting_for(self, chat_id: int) -> int:
        """Count the answers to one chat that have not been sent yet."""
        return await self._session.scalar(ANSWERS_WAITING, {"chat_id": chat_id}) or 0

    async def last_said_at(self, chat_id: int, kind: str) -> datetime | None:
        """Return when a message of this kind was last queued for a chat."""
        query = select(func.max(outbox.c.created_at)).where(
            outbox.c.chat_id == chat_id, outbox.c.kind == kind
        )
        found: datetime | None = await self._session.scalar(query)
        return found

    async def last_id(self) -> int:
        return await self._session.scalar(select(func.max(outbox.c.id))) or 0

    async def waits(self, up_to: int) -> bool:
        """Tell whether any message up to this one has not been sent yet."""
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

    async def _ready(
        self, due: Mapping[str, datetime], wall: datetime, rates: Rates, room: Room
    ) -> list[Row[Any]]:
        rows: list[Row[Any]] = []
        for lane, places in ((Priority.ANSWER, room.answers), (Priority.BULK, room.bulk)):
            left = min(places, room.places - len(rows))
            if left > 0:
                given = ready_parameters(wall=wall, rates=rates, lane=lane, places=left, **due)
                rows += (await self._session.execute(NEXT_READY, given)).all()
        return rows

    async def _next_instant(
        self, due: Mapping[str, datetime], wall: datetime, rates: Rates
    ) -> datetime | None:
        rows = await self._session.execute(HEADS, dict(due))
        instants = (
            max(retry_at_of(row, wall), slot_of_chat(row.chat_id, row.tat, rates, wall)) for row in rows
        )
        # One that is ready already is locked by somebody else, who will tell.
        return min((instant for instant in instants if instant > wall), default=None)

    async def _hold(
        self, rows: Sequence[Row[Any]], slots: Sequence[datetime], wall: datetime, lease: timedelta
    ) -> tuple[Claim, ...]:
        token = uuid4().hex
        held = {"ids": [row.id for row in rows], "token": token, "until": wall + lease, "since": wall}
        await self._session.execute(HOLD, held)
        about = await self._about(rows)
        return tuple(
            Claim(outbox_row(row, about.get(row.data.get(ABOUT))), token, slot, row.tat)
            for row, slot in zip(rows, slots, strict=True)
        )

    async def _about(self, edits: Sequence[Row[Any]]) -> dict[int, OutboxRow]:
        """Return the rows that edits are about; nothing else of their chats is sent while the edits are
        held."""
        ids = [row.data[ABOUT] for row in edits if ABOUT in row.data]
        if not ids:
            return {}
        return {row.id: outbox_row(row) for row in await self._session.execute(BY_IDS, {"ids": ids})}

    async def _follow(self, chat_id: int, transition: Transition, wall: datetime | None) -> None:
        if transition.hold_all_until is not None:
            await self.push_global(transition.hold_all_until, wall)
        if transition.new_chat_id is not None:
            await self.move_chat(chat_id, transition.new_chat_id)

    async def _forget_secret(self, ending: Ending) -> None:
        """Remove a code that has reached its reader: nobody who reads the database may use it."""
        row, field = ending.claim.row, SECRETS.get(ending.claim.row.kind)
        if field is not None and ending.transition.state is not OutboxState.PENDING:
            blotted = update(outbox).where(outbox.c.id == row.id).values(data={**row.data, field: ""})
            await self._session.execute(blotted)

    async def _held(self, *which: Any) -> list[OutboxRow]:
        waiting = update(outbox).where(*which, outbox.c.state == OutboxState.PENDING)
        held = await self._session.execute(waiting.values(kind=outbox.c.kind).returning(outbox))
        return [outbox_row(row) for row in held]

    async def _cancel(self, which: Any, reason: str) -> int:
        cancelled = {"state": OutboxState.CANCELLED, "error": reason}
        waiting = outbox.c.state == OutboxState.PENDING
        return await rows_changed(self._session, update(outbox).where(which, waiting).values(**cancelled))
