"""The rules of delivery: what is stored of a message, and what the outcome of an attempt leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.delivery.delivery_states import InboxState as InboxState
from domain.delivery.delivery_states import OutboxState as OutboxState
from domain.delivery.delivery_states import Priority as Priority
from domain.delivery.retries import RetryPolicy


@dataclass(frozen=True)
class NewMessage:
    """What to say to whom; it is rendered when sent, so `data` holds ids, not sentences.

    `key` names the occurrence: a second message with the same key is not stored.
    `not_before` and `expires_at` are instants of the product clock.
    """

    chat_id: int
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None
    priority: Priority = Priority.ANSWER
    person_id: int | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True)
class OutboxRow:
    """`attempts` did not arrive, `ambiguous` may have arrived, `unrendered` could not be worded.

    `deferred_at` is when `not_before` was set. `about` is the row whose message this one edits, as it stood
    when this one was claimed.
    """

    id: int
    chat_id: int
    person_id: int | None
    kind: str
    key: str | None
    data: Mapping[str, Any]
    priority: Priority
    state: OutboxState
    attempts: int
    ambiguous: int
    unrendered: int
    created_at: datetime
    not_before: datetime | None = None
    expires_at: datetime | None = None
    retry_at: datetime | None = None
    sent_at: datetime | None = None
    message_id: int | None = None
    error: str | None = None
    deferred_at: datetime | None = None
    about: "OutboxRow | None" = None

    @property
    def is_announced(self) -> bool:
        """It is a notice: its reader did nothing that it answers."""
        return self.person_id is not None


@dataclass(frozen=True)
class Claim:
    """A row held by one sender; only the holder of the token may change it.

    It comes with a slot, which any message may use, and with the stored pace of its chat.
    """

    row: OutboxRow
    token: str
    slot: datetime
    chat_tat: datetime | None = None

    @property
    def key(self) -> tuple[int, str]:
        """Identify this claim: a row may be claimed again later."""
        return self.row.id, self.token


@dataclass(frozen=True)
class Batch:
    """What one look at the outbox claimed; without claims, `look_at` says when to look again."""

    claims: tuple[Claim, ...] = ()
    look_at: datetime | None = None


@dataclass(frozen=True)
class Delivered:
    """Telegram accepted it; a menu has no message id."""

    message_id: int | None = None


@dataclass(frozen=True)
class RefusedForNow:
    """Flood control (429). It never counts as an attempt and the wait is never shortened."""

    retry_after: timedelta


@dataclass(frozen=True)
class NotSent:
    """It certainly did not arrive: no connection, or refused on the way; `wait` replaces the usual pause."""

    reason: str
    wait: timedelta | None = None


@dataclass(frozen=True)
class NotRendered:
    """Its wording raised an error, which is ours: it is retried a few times only."""

    reason: str


@dataclass(frozen=True)
class Ambiguous:
    """It may have arrived: the answer was lost, or the process died while sending."""

    reason: str


@dataclass(frozen=True)
class NotNow:
    """It must wait until an instant of product time, when its reader may be disturbed."""

    until: datetime


@dataclass(frozen=True)
class HeldUp:
    """Messages of its kind are held for now, not because of this one: it counts as no attempt."""

    wait: timedelta


@dataclass(frozen=True)
class PermanentlyRefused:
    """Telegram will never take it; `unreachable` says that the person, not the message, is the reason."""

    reason: str
    unreachable: bool = False


@dataclass(frozen=True)
class Migrated:
    """The group became a supergroup with another id."""

    new_chat_id: int


@dataclass(frozen=True)
class NothingToDo:
    """There is nothing left to say, or the message to edit is gone."""

    reason: str = "nothing to do"


Outcome = (
    Delivered
    | RefusedForNow
    | NotSent
    | NotRendered
    | Ambiguous
    | NotNow
    | HeldUp
    | PermanentlyRefused
    | Migrated
    | NothingToDo
)


@dataclass(frozen=True)
class Transition:
    """What one outcome changes: the row, and perhaps everybody's pace or the person of the chat.

    `not_before` is product time, the other instants are machine time. `hold_all_until` moves the global
    pace (429). `new_chat_id` moves every pending row of the chat.
    """

    state: OutboxState
    attempts: int
    ambiguous: int
    unrendered: int
    error: str | None = None
    retry_at: datetime | None = None
    message_id: int | None = None
    not_before: datetime | None = None
    hold_all_until: datetime | None = None
    new_chat_id: int | None = None
    unreachable: bool = False


@dataclass(frozen=True)
class Ending:
    """How a claim ends; `chat_tat` is the pace of its chat after a call, None if none was made."""

    claim: Claim
    transition: Transition
    chat_tat: datetime | None = None

    @property
    def key(self) -> tuple[int, str]:
        return self.claim.key


def decide(  # noqa: PLR0911 - one line per outcome
    row: OutboxRow, outcome: Outcome, policy: RetryPolicy, wall: datetime
) -> Transition:
    """Return what becomes of a row after one outcome."""
    match outcome:
        case Delivered(message_id):
            return _moved(row, OutboxState.SENT, message_id=message_id)
        case RefusedForNow(retry_after):
            until = wall + retry_after
            return _moved(row, OutboxState.PENDING, retry_at=until, hold_all_until=until)
        case NotSent(reason, wait):
            return _after_failure(row, reason, policy, wall, wait)
        case NotRendered(reason):
            return _after_bad_rendering(row, reason, policy, wall)
        case NotNow(until):
            return _moved(row, OutboxState.PENDING, not_before=until)
        case HeldUp(wait):
            return _moved(row, OutboxState.PENDING, retry_at=wall + wait)
        case Ambiguous(reason):
            return _after_doubt(row, reason, policy, wall)
        case PermanentlyRefused(reason, unreachable):
            return _moved(row, OutboxState.DEAD, error=reason, unreachable=unreachable)
        case Migrated(new_chat_id):
            return _after_migration(row, new_chat_id, policy, wall)
        case _:
            return _moved(row, OutboxState.CANCELLED, error=outcome.reason)


def _moved(row: OutboxRow, state: OutboxState, **changes: Any) -> Transition:
    kept = ("attempts", "ambiguous", "unrendered", "not_before")
    return Transition(state=state, **{**{name: getattr(row, name) for name in kept}, **changes})


def _after_failure(
    row: OutboxRow, reason: str, policy: RetryPolicy, wall: datetime, wait: timedelta | None = None
) -> Transition:
    """Try again; a long wait counts as the attempts it replaces, and never ends the first half of them."""
    attempts = row.attempts + (1 if wait is None else max(1, wait // policy.longest_backoff))
    if attempts >= policy.max_attempts and (wait is None or row.attempts >= policy.max_attempts // 2):
        return _moved(row, OutboxState.DEAD, attempts=attempts, error=reason)
    retry_at = wall + (wait or policy.backoff(attempts))
    return _moved(row, OutboxState.PENDING, attempts=attempts, error=reason, retry_at=retry_at)


def _after_bad_rendering(row: OutboxRow, reason: str, policy: RetryPolicy, wall: datetime) -> Transition:
    unrendered = row.unrendered + 1
    if unrendered >= policy.max_renderings:
        return _moved(row, OutboxState.DEAD, unrendered=unrendered, error=reason)
    retry_at = wall + policy.backoff(unrendered)
    return _moved(row, OutboxState.PENDING, unrendered=unrendered, error=reason, retry_at=retry_at)


def _after_doubt(row: OutboxRow, reason: str, policy: RetryPolicy, wall: datetime) -> Transition:
    ambiguous = row.ambiguous + 1
    if ambiguous > policy.ambiguous_retries:
        return _moved(row, OutboxState.UNKNOWN, ambiguous=ambiguous, error=reason)
    retry_at = wall + policy.backoff(ambiguous)
    return _moved(row, OutboxState.PENDING, ambiguous=ambiguous, error=reason, retry_at=retry_at)


def _after_migration(row: OutboxRow, new_chat_id: int, policy: RetryPolicy, wall: datetime) -> Transition:
    # It counts as a failure: two groups that point at each other must not send for ever.
    failed = _after_failure(row, "the group has a new id", policy, wall)
    retry_at, counted = wall if failed.retry_at else None, failed.attempts
    changes = {"attempts": counted, "error": failed.error, "retry_at": retry_at}
    return _moved(row, failed.state, **changes, new_chat_id=new_chat_id)
