"""The queries of the outbox: which row is next in its chat, which one may be sent now.

Built once, with parameters: building a statement takes longer than running it.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Row,
    TextClause,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.sql.selectable import NamedFromClause

from domain.delivery.outcomes import OutboxRow, OutboxState, Priority
from domain.delivery.pacing import Rates
from domain.kit.clocks import CLOCK_STEP, is_believed
from domain.people.membership_messages import InvitationLink
from storage.queues.pace import chat_has_slot, joins_chat, outbox, pace, pace_parameters
from storage.statements import still_to_do
from storage.tables.delivery import UNFINISHED_OUTBOX
from storage.types import UtcDateTime

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
IN_FLIGHT = (OutboxState.CLAIMED, OutboxState.SENDING)
RELEASED = {"claim_token": None, "claimed_until": None}
COUNTED = ("attempts", "ambiguous", "unrendered")
WAITS = ("retry_at", "waits_since", "not_before", "deferred_at")
CHANGED = ("state", *COUNTED, "error", "message_id", "sent_at", *WAITS)
*STORED, _ABOUT = OutboxRow.__dataclass_fields__
PRIORITY = STORED.index("priority")
_stored = attrgetter(*STORED)


def instant(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcDateTime())


def _to_do(table: NamedFromClause) -> TextClause:
    return still_to_do(table, UNFINISHED_OUTBOX)


def _to_do_in_chat(table: Any) -> ColumnElement[bool]:
    """Return the same for rows of one chat.

    Every priority is at least 0; saying so makes SQLite walk what is left to do of the chat, in the order
    of its partial index, and not every message the chat has ever got.
    """
    return and_(_to_do(table), table.c.priority >= 0)


def _is_wanted(table: Any) -> ColumnElement[bool]:
    """Return the condition that a row is due and has not expired.

    What was put off after `later` was put off by a clock that has been put back, and is due.
    """
    put_off_at = func.coalesce(table.c.deferred_at, table.c.created_at)
    return and_(
        or_(
            table.c.not_before.is_(None),
            table.c.not_before <= instant("now"),
            put_off_at > instant("later"),
        ),
        or_(table.c.expires_at.is_(None), table.c.expires_at > instant("now")),
    )


def _preceded() -> ColumnElement[bool]:
    other = outbox.alias("other")
    earlier = or_(
        other.c.priority < outbox.c.priority,
        and_(other.c.priority == outbox.c.priority, other.c.id < outbox.c.id),
    )
    waiting = and_(other.c.state == OutboxState.PENDING, _is_wanted(other), earlier)
    same_chat = other.c.chat_id == outbox.c.chat_id
    return exists().where(same_chat, _to_do_in_chat(other), or_(other.c.state.in_(IN_FLIGHT), waiting))


def _heads(*columns: Any) -> Any:
    """Return the row each chat gets next, with the chat's pace; none where one is being sent.

    What waits for its product time holds up nobody; what waits for another attempt keeps its place.
    """
    return (
        select(*columns, pace.c.tat)
        .outerjoin_from(outbox, pace, joins_chat())
        .where(_to_do(outbox), outbox.c.state == OutboxState.PENDING, _is_wanted(outbox), ~_preceded())
    )


HEADS = _heads(outbox.c.chat_id, outbox.c.retry_at, outbox.c.waits_since)
"""Takes `now` and `later`."""

NEXT_READY = (
    _heads(outbox)
    .where(
        outbox.c.priority == bindparam("lane"),
        or_(
            outbox.c.retry_at.is_(None),
            outbox.c.retry_at <= instant("wall"),
            outbox.c.waits_since > instant("clock_step"),
        ),
        chat_has_slot(),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("places", type_=Integer()))
    .with_for_update(of=outbox, skip_locked=True)
)
"""The next rows of one priority that may be sent now, the oldest first; takes `ready_parameters`."""

EXPIRED = (
    update(outbox)
    .where(_to_do(outbox), outbox.c.state == OutboxState.PENDING, outbox.c.expires_at <= instant("now"))
    .values(state=OutboxState.CANCELLED, error="expired")
)
"""Cancel what has expired; takes `now`."""

HOLD = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=OutboxState.CLAIMED,
        claim_token=bindparam("token"),
        claimed_until=instant("until"),
        waits_since=instant("since"),
    )
)

MARK_SENDING = (
    update(outbox)
    .where(
        outbox.c.id.in_(bindparam("ids", expanding=True)),
        outbox.c.claim_token.in_(bindparam("tokens", expanding=True)),
        outbox.c.state == OutboxState.CLAIMED,
    )
    .values(state=OutboxState.SENDING, claimed_until=instant("until"))
    .returning(outbox.c.id, outbox.c.claim_token)
)

STILL_HELD = (
    select(outbox.c.id, outbox.c.claim_token)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state.in_(IN_FLIGHT))
    .order_by(outbox.c.id)
    .with_for_update()
)

FINISH = (
    update(outbox)
    .where(outbox.c.id == bindparam("which"))
    .values({name: bindparam(f"new_{name}", type_=outbox.c[name].type) for name in CHANGED} | RELEASED)
)
"""Takes many rows at once; they are locked by `STILL_HELD` before."""

SECRETS = {InvitationLink.declared.kind: "code"}
"""Kinds of message with a field that is removed once the message was sent."""

ANSWERS_WAITING = select(func.count()).where(
    outbox.c.chat_id == bindparam("chat_id"), _to_do(outbox), outbox.c.priority == Priority.ANSWER
)
BY_ID = select(outbox).where(outbox.c.id == bindparam("which"))
BY_IDS = select(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True)))

ABOUT = "outbox_id"
"""The field in which an edit names the row it edits, whatever its kind."""


def ready_parameters(
    now: datetime, wall: datetime, rates: Rates, lane: Priority, places: int, *, later: datetime = NEVER
) -> dict[str, Any]:
    """Return what `NEXT_READY` compares with; its pace compares with `clock_step`, too."""
    due = {"now": now, "later": later, "wall": wall}
    return {**due, "lane": int(lane), "places": places, **pace_parameters(rates, wall)}


def retry_at_of(row: Row[Any], wall: datetime) -> datetime:
    """Return when such a row is tried again: now, if the clock that set the instant has been put back."""
    is_waited_for = row.retry_at and (row.waits_since is None or is_believed(row.waits_since, wall))
    return row.retry_at if is_waited_for else wall


def overdue_leases(wall: datetime, spare: Collection[int]) -> Any:
    return (
        select(outbox)
        .where(
            _to_do(outbox),
            outbox.c.state.in_(IN_FLIGHT),
            or_(outbox.c.claimed_until <= wall, outbox.c.waits_since > wall + CLOCK_STEP),
            outbox.c.id.not_in(list(spare)),
        )
        .with_for_update(skip_locked=True)
    )


def outbox_row(row: Row[Any], about: OutboxRow | None = None) -> OutboxRow:
    values = [*_stored(row), about]
    values[PRIORITY] = Priority(values[PRIORITY])
    return OutboxRow(*values)
