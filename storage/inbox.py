"""The durable inbox: every update once, in order within its chat, held by one worker at a time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Executable,
    Integer,
    Row,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery import InboxState
from storage.statements import Insert, dialect_of, rows_changed, still_to_do, table_of
from storage.tables_delivery import UNFINISHED_INBOX, InboxTable

inbox = table_of(InboxTable)
MAX_ATTEMPTS = 5
LOOKED_BACK = 1000
"""Updates of all chats among which the latest of one are looked for: what is done has no index by chat."""
EDITED_WITHIN = 20_000
"""Updates of all chats among which the message is looked for that an edit is of."""
DEATHS_A_TRY = 3
"""A worker that dies takes all it holds with it, and the innocent are more than the guilty."""


@dataclass(frozen=True)
class NewUpdate:
    """An update as it came; `payload` is its JSON text."""

    update_id: int
    chat_id: int | None
    payload: str
    received_at: datetime


@dataclass(frozen=True)
class ReceivedUpdate:
    """What came of a chat and when; `payload` is its JSON text."""

    payload: str
    received_at: datetime


@dataclass(frozen=True)
class ClaimedUpdate:
    """An update held by one worker; `payload` is the JSON text as Telegram sent it."""

    update_id: int
    chat_id: int | None
    payload: str
    received_at: datetime
    attempts: int
    token: str


class InboxRepository:
    def __init__(self, session: AsyncSession, touch: Callable[[str], None]) -> None:
        self._session = session
        self._touch = touch

    async def add(self, update_id: int, chat_id: int | None, payload: str, received_at: datetime) -> bool:
        """Store an update; False if it had come before."""
        return await self.add_many([NewUpdate(update_id, chat_id, payload, received_at)]) == 1

    async def add_many(self, updates: Sequence[NewUpdate]) -> int:
        """Store updates in this order; return how many of them had not come before."""
        if not updates:
            return 0
        rows = [{**vars(each), "state": InboxState.NEW} for each in updates]
        result = await self._session.execute(ADD[dialect_of(self._session)], rows)
        added = cast("CursorResult[Any]", result).rowcount
        if added:
            self._touch("inbox")
        return added

    async def latest(self, chat_id: int, *, up_to: int, most: int) -> list[ReceivedUpdate]:
        """Return what came of a chat up to an update, the latest first; what came long before is left out."""
        which = {"chat": chat_id, "update": up_to, "most": most}
        rows = await self._session.execute(LATEST, which)
        return [ReceivedUpdate(row.payload, row.received_at) for row in rows]

    async def mentioning(self, chat_id: int, message_id: int | None, before: int) -> list[str]:
        """Return what came of a chat before an update and has the number of a message in it, latest first."""
        which = {"chat": chat_id, "update": before, "number": f"%{message_id}%"}
        return list(await self._session.scalars(MENTIONING, which))

    async def claim_next(
        self, wall: datetime, lease: timedelta, max_attempts: int = MAX_ATTEMPTS
    ) -> ClaimedUpdate | None:
        claims = await self.claim(wall, lease, limit=1, max_attempts=max_attempts)
        return claims[0] if claims else None

    async def claim(
        self, wall: datetime, lease: timedelta, *, limit: int, max_attempts: int = MAX_ATTEMPTS
    ) -> list[ClaimedUpdate]:
        """Hold the oldest updates whose chats have no earlier unfinished one: one for each chat.

        The attempt counts from here, so an update that kills the process is parked in the end: later than one
        that fails, because it may only have been at hand when others died.
        """
        rows = (await self._session.execute(CLAIMABLE, {"wall": wall, "limit": limit})).all()
        doomed = [row.seq for row in rows if row.attempts >= max_attempts * DEATHS_A_TRY]
        if doomed:
            await self._session.execute(PARK, {"seqs": doomed})
            return await self.claim(wall, lease, limit=limit, max_attempts=max_attempts)
        if not rows:
            return []
        token = uuid4().hex
        which = {"seqs": [row.seq for row in rows], "new_token": token, "until": wall + lease}
        await self._session.execute(TAKE, which)
        return [_claimed(row, token) for row in rows]

    async def held(self, claims: Sequence[ClaimedUpdate]) -> list[ClaimedUpdate]:
        """Return the claims that nobody has taken over, and keep it so until the transaction ends."""
        rows = await self._session.execute(HELD, {"ids": [claim.update_id for claim in claims]})
        tokens = {row.update_id: row.claim_token for row in rows}
        return [claim for claim in claims if tokens.get(claim.update_id) == claim.token]

    async def finish(self, claims: Collection[ClaimedUpdate], at: datetime) -> None:
        """Mark what is `held` as done, in the transaction of its effects."""
        await self._session.execute(FINISH, {"ids": [claim.update_id for claim in claims], "at": at})

    async def retry_later(
        self,
        update_id: int,
        token: str,
        error: str,
        not_before: datetime,
        max_attempts: int = MAX_ATTEMPTS,
        *,
        counted: bool = True,
    ) -> InboxState | None:
        """Let it be tried again, or park it; returns the new state, None if the claim was lost.

        An attempt that failed through no fault of the update is not `counted`.
        """
        attempts = await self._session.scalar(
            select(inbox.c.attempts).where(inbox.c.update_id == update_id, inbox.c.claim_token == token)
        )
        if attempts is None:
            return None
        attempts -= not counted
        state = InboxState.NEW if attempts < max_attempts else InboxState.PARKED
        released = _held(update_id, token).values(
            state=state,
            attempts=attempts,
            error=error,
            not_before=not_before,
            claim_token=None,
            claimed_until=None,
        )
        return state if await rows_changed(self._session, released) else None

    async def release_all(self) -> int:
        """Free every claim: the caller knows that no other process is alive."""
        held = update(inbox).where(inbox.c.state == InboxState.NEW, inbox.c.claim_token.is_not(None))
        self._touch("inbox")
        return await rows_changed(self._session, held.values(claim_token=None, claimed_until=None))

    async def unpark(self, update_id: int) -> bool:
        """Give a parked update a fresh start (after a repaired bug)."""
        fresh = (
            update(inbox)
            .where(inbox.c.update_id == update_id, inbox.c.state == InboxState.PARKED)
            .values(state=InboxState.NEW, attempts=0, not_before=None)
        )
        self._touch("inbox")
        return await rows_changed(self._session, fresh) == 1

    async def counts(self) -> dict[InboxState, int]:
        result = await self._session.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state))
        return {state: count for state, count in result}  # noqa: C416 - rows are no pairs to mypy

    async def parked(self, limit: int = 50) -> list[tuple[int, str | None]]:
        """Return (update_id, error) of the latest parked updates."""
        rows = await self._session.execute(
            select(inbox.c.update_id, inbox.c.error)
            .where(inbox.c.state == InboxState.PARKED)
            .order_by(inbox.c.seq.desc())
            .limit(limit)
        )
        return [(row.update_id, row.error) for row in rows]

    async def prune(self, done_before: datetime) -> int:
        """Delete what was handled long ago: Telegram may use an old update id again."""
        gone = inbox.delete().where(inbox.c.state == InboxState.DONE, inbox.c.done_at < done_before)
        return await rows_changed(self._session, gone)


def _is_free(wall: Any) -> ColumnElement[bool]:
    return or_(inbox.c.claimed_until.is_(None), inbox.c.claimed_until <= wall)


def claimable(wall: Any, limit: Any) -> Any:
    """Return the question for the first update of each chat, oldest first."""
    earlier = inbox.alias("earlier")
    blocked = exists().where(
        earlier.c.chat_id == inbox.c.chat_id,
        still_to_do(earlier, UNFINISHED_INBOX),
        earlier.c.seq < inbox.c.seq,
    )
    return (
        select(inbox)
        .where(
            still_to_do(inbox, UNFINISHED_INBOX),
            _is_free(wall),
            or_(inbox.c.not_before.is_(None), inbox.c.not_before <= wall),
            ~blocked,
        )
        .order_by(inbox.c.seq)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def _once(insert: Insert) -> Executable:
    """Leave a row alone that is there already; SQLAlchemy would forget how many were new."""
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def _of_chat(looked_back: int, *columns: Any) -> Any:
    """Return the question for what came of a chat up to an update, the latest first."""
    asked = inbox.alias("asked")
    last = select(asked.c.seq).where(asked.c.update_id == bindparam("update")).scalar_subquery()
    is_near = (inbox.c.seq <= last, inbox.c.seq > last - looked_back)
    return select(*columns).where(inbox.c.chat_id == bindparam("chat"), *is_near).order_by(inbox.c.seq.desc())


# Built once: building a statement takes longer than running it.
LATEST = _of_chat(LOOKED_BACK, inbox.c.payload, inbox.c.received_at).limit(bindparam("most", type_=Integer()))
MENTIONING = _of_chat(EDITED_WITHIN, inbox.c.payload).where(
    inbox.c.update_id != bindparam("update"),
    inbox.c.payload.like(bindparam("number", type_=inbox.c.payload.type)),
)
ADD = {"sqlite": _once(sqlite.insert(inbox)), "postgresql": _once(postgresql.insert(inbox))}
CLAIMABLE = claimable(bindparam("wall", type_=inbox.c.claimed_until.type), bindparam("limit"))
TAKE = (
    update(inbox)
    .where(inbox.c.seq.in_(bindparam("seqs", expanding=True)))
    .values(
        claim_token=bindparam("new_token"), claimed_until=bindparam("until"), attempts=inbox.c.attempts + 1
    )
)
PARK = (
    update(inbox)
    .where(inbox.c.seq.in_(bindparam("seqs", expanding=True)))
    .values(state=InboxState.PARKED, error="its worker died each time", claim_token=None)
)
HELD = (
    select(inbox.c.update_id, inbox.c.claim_token)
    .where(inbox.c.update_id.in_(bindparam("ids", expanding=True)), inbox.c.state == InboxState.NEW)
    .order_by(inbox.c.seq)
    .with_for_update()
)
FINISH = (
    update(inbox)
    .where(inbox.c.update_id.in_(bindparam("ids", expanding=True)))
    .values(state=InboxState.DONE, done_at=bindparam("at"), claim_token=None, claimed_until=None, error=None)
)


def _held(update_id: int, token: str) -> Any:
    return update(inbox).where(
        inbox.c.update_id == update_id,
        inbox.c.claim_token == token,
        inbox.c.state == InboxState.NEW,
    )


def _claimed(row: Row[Any], token: str) -> ClaimedUpdate:
    return ClaimedUpdate(
        update_id=row.update_id,
        chat_id=row.chat_id,
        payload=row.payload,
        received_at=row.received_at,
        attempts=row.attempts + 1,
        token=token,
    )
