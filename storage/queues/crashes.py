"""What crashed processes were working on: the tokens of their claims tell which updates, whether one
alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.delivery.crashes import MOST_ALONE, REST, Suspicion
from domain.delivery.outcomes import InboxState
from storage.statements import rows_changed, still_to_do, table_of
from storage.tables.delivery import UNFINISHED_INBOX, InboxTable

inbox = table_of(InboxTable)

CRASHED_BY_IT = "alone at hand in three deaths"
"""The error of an update that was parked because three processes crashed that had nothing else in
progress."""
UNSUSPECTED_AGAIN: dict[str, Any] = {"deaths": None, "alone_deaths": None}

_HELD = (
    select(inbox)
    .where(still_to_do(inbox, UNFINISHED_INBOX), inbox.c.claim_token.like(bindparam("whose")))
    .order_by(inbox.c.seq)
    .with_for_update()
)
_NOTE_CRASH = (
    update(inbox)
    .where(inbox.c.seq == bindparam("which"))
    .values(
        state=bindparam("new_state"),
        attempts=bindparam("begun"),
        deaths=bindparam("all_crashes"),
        alone_deaths=bindparam("lone_crashes"),
        not_before=bindparam("rests_until"),
        waits_since=bindparam("since"),
        error=bindparam("reason"),
        claim_token=None,
        claimed_until=None,
    )
)
_TOKENS = select(inbox.c.claim_token).where(
    still_to_do(inbox, UNFINISHED_INBOX), inbox.c.claim_token.is_not(None)
)
_ABSENT = (still_to_do(inbox, UNFINISHED_INBOX), inbox.c.claim_token.is_(None))
_CLEAR = update(inbox).where(*_ABSENT, inbox.c.alone_deaths > 0).values(alone_deaths=0)
_REST_ANEW = (
    update(inbox)
    .where(*_ABSENT, inbox.c.alone_deaths == MOST_ALONE - 1)
    .values(not_before=bindparam("rests_until"), waits_since=bindparam("since"))
)


@dataclass(frozen=True)
class ParkedNow:
    """An update that is not tried any more, for whoever tells the person that sent it."""

    update_id: int
    chat_id: int | None
    received_at: datetime


def token_of(holder: str) -> str:
    """Return a new token of a holder; without one the claim is a holder of its own."""
    return f"{holder or uuid4().hex}.{uuid4().hex}"


def holder_of(token: str) -> str:
    return token.partition(".")[0]


def suspicion_of(row: Row[Any]) -> Suspicion | None:
    return None if row.deaths is None else Suspicion(row.deaths, row.alone_deaths or 0)


async def note_crash(session: AsyncSession, holder: str, wall: datetime) -> list[ParkedNow]:
    """Free the updates of a crashed process and count the crash against them; return those parked for it.

    All at once: after the first lease alone, the rest would look as if each had been in progress alone. An
    update that rests begins its rest anew.
    """
    rows = (await session.execute(_HELD, {"whose": f"{holder}%"})).all()
    found = [(row, (suspicion_of(row) or Suspicion()).after_crash(was_alone=len(rows) == 1)) for row in rows]
    if found:
        await _rest_anew(session, wall)
        await session.execute(_NOTE_CRASH, [_after_crash(row, suspicion, wall) for row, suspicion in found])
    return [
        ParkedNow(row.update_id, row.chat_id, row.received_at)
        for row, suspicion in found
        if suspicion.is_proven
    ]


def _after_crash(row: Row[Any], suspicion: Suspicion, wall: datetime) -> dict[str, Any]:
    return {
        "which": row.seq,
        "new_state": InboxState.PARKED if suspicion.is_proven else InboxState.NEW,
        "begun": max(row.attempts - 1, 0),
        "all_crashes": suspicion.crashes,
        "lone_crashes": suspicion.alone,
        "since": wall,
        "rests_until": wall + REST if suspicion.needs_rest else row.not_before,
        "reason": CRASHED_BY_IT if suspicion.is_proven else row.error,
    }


async def _rest_anew(session: AsyncSession, wall: datetime) -> None:
    await session.execute(_REST_ANEW, {"rests_until": wall + REST, "since": wall})


async def clear_suspicions(session: AsyncSession, wall: datetime) -> int:
    """Clear the suspicions against updates that were not in progress when a process crashed.

    Unless another one was in progress alone, which may have caused the crash: then they rest anew.
    """
    holders = [holder_of(token) for token in await session.scalars(_TOKENS)]
    if any(holders.count(holder) == 1 for holder in holders):
        await _rest_anew(session, wall)
        return 0
    return await rows_changed(session, _CLEAR)
