"""What is written into the columns of the outbox."""

from datetime import datetime
from typing import Any

from domain.delivery.outcomes import Ambiguous, Ending, NewMessage, OutboxRow, OutboxState, Transition, decide
from domain.delivery.retries import Policies
from storage.queues.outbox_queries import RELEASED


def values_of(message: NewMessage) -> dict[str, Any]:
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


def _outcome_values(
    row: OutboxRow, transition: Transition, now: datetime, wall: datetime | None
) -> dict[str, Any]:
    is_deferred = transition.not_before != row.not_before
    return {
        "state": transition.state,
        "attempts": transition.attempts,
        "ambiguous": transition.ambiguous,
        "unrendered": transition.unrendered,
        "error": transition.error,
        "retry_at": transition.retry_at,
        "waits_since": wall if transition.retry_at else None,
        "deferred_at": now if is_deferred else row.deferred_at,
        "message_id": transition.message_id,
        "not_before": transition.not_before,
        "sent_at": now if transition.state is OutboxState.SENT else None,
    }


def new_values(ending: Ending, now: datetime, wall: datetime | None) -> dict[str, Any]:
    values = _outcome_values(ending.claim.row, ending.transition, now, wall)
    return {f"new_{name}": value for name, value in values.items()}


def reaped(row: OutboxRow, policies: Policies, wall: datetime) -> dict[str, Any]:
    if row.state is OutboxState.CLAIMED:
        return {"state": OutboxState.PENDING, **RELEASED}
    lost = Ambiguous("the lease ended while sending")
    policy = policies.of(row.kind, is_announced=row.is_announced)
    return {**_outcome_values(row, decide(row, lost, policy, wall), wall, wall), **RELEASED}
