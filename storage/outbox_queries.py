"""The questions the outbox asks: which row is the head of its chat, which one may leave now."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, TextClause, and_, exists, or_, select, update
from sqlalchemy.sql.selectable import NamedFromClause

from domain.delivery import OutboxRow, OutboxState, Priority
from domain.pacing import Rates
from storage.pace import chat_has_slot, joins_chat, outbox, pace
from storage.statements import still_to_do
from storage.tables_delivery import UNFINISHED_OUTBOX

IN_FLIGHT = (OutboxState.CLAIMED, OutboxState.SENDING)


def heads(now: datetime) -> Any:
    """Return the due row that each chat gets next, with the chat's pace; none where one is in flight.

    What waits for its product time holds up nobody; what waits for another attempt keeps its place.
    """
    return (
        select(outbox, pace.c.tat)
        .outerjoin_from(outbox, pace, joins_chat())
        .where(_to_do(outbox), outbox.c.state == OutboxState.PENDING, _is_due(outbox, now), ~_preceded(now))
    )


def next_ready(now: datetime, wall: datetime, rates: Rates) -> Any:
    """Return the head to send now: answers first, then the oldest."""
    return (
        heads(now)
        .where(
            or_(outbox.c.retry_at.is_(None), outbox.c.retry_at <= wall),
            chat_has_slot(rates, wall),
        )
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(1)
        .with_for_update(of=outbox, skip_locked=True)
    )


def expired(now: datetime) -> Any:
    """Cancel what nobody needs any more."""
    over = (_to_do(outbox), outbox.c.state == OutboxState.PENDING, outbox.c.expires_at <= now)
    return update(outbox).where(*over).values(state=OutboxState.CANCELLED, error="expired")


def overdue_leases(wall: datetime, spare: Collection[int]) -> Any:
    return (
        select(outbox)
        .where(
            _to_do(outbox),
            outbox.c.state.in_(IN_FLIGHT),
            outbox.c.claimed_until <= wall,
            outbox.c.id.not_in(list(spare)),
        )
        .with_for_update(skip_locked=True)
    )


def outbox_row(row: Row[Any]) -> OutboxRow:
    known = {name: row._mapping[name] for name in OutboxRow.__dataclass_fields__}
    return OutboxRow(**{**known, "priority": Priority(known["priority"])})


def _to_do(table: NamedFromClause) -> TextClause:
    return still_to_do(table, UNFINISHED_OUTBOX)


def _is_due(table: Any, now: datetime) -> ColumnElement[bool]:
    return or_(table.c.not_before.is_(None), table.c.not_before <= now)


def _preceded(now: datetime) -> ColumnElement[bool]:
    other = outbox.alias("other")
    earlier = or_(
        other.c.priority < outbox.c.priority,
        and_(other.c.priority == outbox.c.priority, other.c.id < outbox.c.id),
    )
    waiting = and_(other.c.state == OutboxState.PENDING, _is_due(other, now), earlier)
    same_chat = other.c.chat_id == outbox.c.chat_id
    return exists().where(same_chat, _to_do(other), or_(other.c.state.in_(IN_FLIGHT), waiting))
