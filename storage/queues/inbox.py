"""The durable inbox: every update once, in order within its chat, held by one worker at a time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, Row, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery.crashes import Suspicion
from domain.delivery.outcomes import InboxState
from domain.kit.clocks import CLOCK_STEP
from storage.queues.crashes import (
    UNSUSPECTED_AGAIN,
    ParkedNow,
    clear_suspicions,
    holder_of,
    note_crash,
    suspicion_of,
    token_of,
)
from storage.queues.inbox_queries import CLAIMABLE, UNSUSPECTED
from storage.queues.received import LATEST, MENTIONING, ReceivedUpdate
from storage.statements import Insert, dialect_of, rows_changed, table_of
from storage.tables.delivery import InboxTable

inbox = table_of(InboxTable)
MAX_ATTEMPTS = 5


@dataclass(frozen=True)
class NewUpdate:
    """An update as it came; `payload` is its JSON text."""

    update_id: int
    chat_id: int | None
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
    suspicion: Suspicion | None = None


@dataclass(frozen=True)
class InboxLook:
    """What a look at the inbox brought; `must_wait`: a suspect waits until nothing else is in progress."""

    claims: list[ClaimedUpdate] = field(default_factory=list)
    parked: list[ParkedNow] = field(default_factory=list)
    must_wait: bool = False


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
        """Return the updates of a chat up to one, the latest first; those from long before are left out."""
        which = {"chat": chat_id, "update": up_to, "most": most}
        rows = await self._session.execute(LATEST, which)
        return [ReceivedUpdate(row.payload, row.received_at) for row in rows]

    async def mentioning(self, chat_id: int, message_id: int | None, before: int) -> list[str]:
        """Return the updates of a chat before one that mention a message's number, the latest first."""
        which = {"chat": chat_id, "update": before, "number": f"%{message_id}%"}
        return list(await self._session.scalars(MENTIONING, which))

    async def look(
        self,
        wall: datetime,
        lease: timedelta,
        *,
        limit: int,
        holder: str = "",
        in_progress: Collection[int] = (),
        with_suspects: bool = True,
    ) -> InboxLook:
        """Claim the oldest updates whose chats have no earlier unfinished one: one for each chat.

        What a crashed process was working on is claimed alone, with nothing else `in_progress`. Attempts
        count from here; those that ended in a crash are counted apart (`storage/queues/crashes.py`).
        """
        question = CLAIMABLE if with_suspects else UNSUSPECTED
        which = {"wall": wall, "clock_step": wall + CLOCK_STEP, "limit": limit}
        found = (await self._session.execute(question, which)).all()
        rows = [row for row in found if row.update_id not in in_progress]
        left = {holder_of(row.claim_token) for row in rows if row.claim_token is not None}
        if left:
            parked = [each for gone in sorted(left) for each in await note_crash(self._session, gone, wall)]
            again = await self.look(
                wall, lease, limit=limit, holder=holder, in_progress=in_progress, with_suspects=with_suspects
            )
            return replace(again, parked=[*parked, *again.parked])
        suspects = [row for row in rows if row.deaths is not None]
        if suspects and in_progress:
            return InboxLook(must_wait=True)
        return InboxLook(await self._take(suspects[:1] or rows, holder, wall, lease))

    async def _take(
        self, rows: Sequence[Row[Any]], holder: str, wall: datetime, lease: timedelta
    ) -> list[ClaimedUpdate]:
        if not rows:
            return []
        token = token_of(holder)
        which = {"seqs": [row.seq for row in rows], "new_token": token, "until": wall + lease, "since": wall}
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
        wall: datetime | None = None,
    ) -> InboxState | None:
        """Let it be tried again, or park it; return the new state, None if the claim was lost.

        `counted` is False for an attempt that failed through no fault of the update. A counted failure
        clears its suspicion: the process survived it. `wall` is now: a wait lasts no longer than from
        `wall` to `not_before`.
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
            waits_since=wall,
            claim_token=None,
            claimed_until=None,
            **(UNSUSPECTED_AGAIN if counted else {}),
        )
        return state if await rows_changed(self._session, released) else None

    async def release_all(self) -> int:
        """End every lease: no other process is alive, as the caller knows. The next look notes the
        crashes."""
        held = update(inbox).where(inbox.c.state == InboxState.NEW, inbox.c.claim_token.is_not(None))
        self._touch("inbox")
        return await rows_changed(self._session, held.values(claimed_until=None))

    async def clear_suspicions(self, wall: datetime) -> int:
        """Clear the suspicions against updates that no crashed process was working on."""
        return await clear_suspicions(self._session, wall)

    async def unpark(self, update_id: int) -> bool:
        """Try a parked update again from the beginning (after a bug was repaired)."""
        fresh = (
            update(inbox)
            .where(inbox.c.update_id == update_id, inbox.c.state == InboxState.PARKED)
            .values(state=InboxState.NEW, attempts=0, not_before=None, **UNSUSPECTED_AGAIN)
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


def _once(insert: Insert) -> Any:
    """Keep a row that is there already; `preserve_rowcount` tells how many were new."""
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


# Built once: building a statement takes longer than running it.
ADD = {"sqlite": _once(sqlite.insert(inbox)), "postgresql": _once(postgresql.insert(inbox))}
TAKE = (
    update(inbox)
    .where(inbox.c.seq.in_(bindparam("seqs", expanding=True)))
    .values(
        claim_token=bindparam("new_token"),
        claimed_until=bindparam("until"),
        waits_since=bindparam("since"),
        attempts=inbox.c.attempts + 1,
    )
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
        suspicion=suspicion_of(row),
    )
