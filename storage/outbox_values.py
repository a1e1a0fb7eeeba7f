"""What is written into the columns of the outbox."""

from datetime import datetime
from typing import Any

from domain.delivery import Ambiguous, NewMessage, OutboxRow, OutboxState, Transition, decide
from domain.retries import Policies
from storage.outbox_queries import RELEASED


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


def _outcome_values(transition: Transition, now: datetime) -> dict[str, Any]:
    return {
        "state": transition.state,
        "attempts": transition.attempts,
        "ambiguous": transition.ambiguous,
        "unrendered": transition.unrendered,
        "error": transition.error,
        "retry_at": transition.retry_at,
        "message_id": transition.message_id,
        "not_before": transition.not_before,
        "sent_at": now if transition.state is OutboxState.SENT else None,
    }


def new_values(transition: Transition, now: datetime) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in _outcome_values(transition, now).items()}


def reaped(row: OutboxRow, policies: Policies, wall: datetime) -> dict[str, Any]:
    if row.state is OutboxState.CLAIMED:
        return {"state": OutboxState.PENDING, **RELEASED}
    lost = Ambiguous("the lease ended while sending")
    policy = policies.of(row.kind, is_announced=row.is_announced)
    return {**_outcome_values(decide(row, lost, policy, wall), wall), **RELEASED}
