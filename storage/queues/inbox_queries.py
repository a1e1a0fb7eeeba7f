"""Which updates may be handled now: the first unfinished one of each chat, unless it has to wait."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, or_, select

from storage.queues.outbox_queries import instant
from storage.statements import still_to_do, table_of
from storage.tables.delivery import UNFINISHED_INBOX, InboxTable

inbox = table_of(InboxTable)


def _is_over(until: Any, wall: Any, clock_step: Any) -> ColumnElement[bool]:
    """Return the condition that a wait is over, also where the clock that set it has been put back."""
    return or_(until.is_(None), until <= wall, inbox.c.waits_since > clock_step)


def claimable(wall: Any, clock_step: Any, limit: Any, *others: ColumnElement[bool]) -> Any:
    """Return the question for the first update of each chat, oldest first; `others` narrow it."""
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
            _is_over(inbox.c.claimed_until, wall, clock_step),
            _is_over(inbox.c.not_before, wall, clock_step),
            ~blocked,
            *others,
        )
        .order_by(inbox.c.seq)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


# Built once: building a statement takes longer than running it.
CLAIMABLE = claimable(instant("wall"), instant("clock_step"), bindparam("limit"))
UNSUSPECTED = claimable(instant("wall"), instant("clock_step"), bindparam("limit"), inbox.c.deaths.is_(None))
