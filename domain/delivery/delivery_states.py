"""The states of updates and messages, and which messages go first."""

from enum import IntEnum, StrEnum


class InboxState(StrEnum):
    NEW = "new"
    """Committed and not yet handled; perhaps claimed, perhaps waiting for another attempt."""
    DONE = "done"
    """Its effects were committed in the same transaction as this state."""
    PARKED = "parked"
    """A dead letter: handling failed too often, a person has to look; its chat goes on without it."""


class OutboxState(StrEnum):
    PENDING = "pending"
    """Waiting for its turn, its time or its next attempt."""
    CLAIMED = "claimed"
    """One sender holds it under a lease and has certainly not sent it: free to take back."""
    SENDING = "sending"
    """Committed immediately before the HTTP call; if its lease ends, nobody knows whether it was sent."""
    SENT = "sent"
    """Telegram accepted it."""
    UNKNOWN = "unknown"
    """Perhaps sent, and not to be sent again by itself: a person can look."""
    DEAD = "dead"
    """Refused for good, or it failed too often."""
    CANCELLED = "cancelled"
    """No longer wanted: expired, withdrawn, or nothing left to say when its turn came."""


class Priority(IntEnum):
    """Lower goes first, between chats and inside one chat."""

    ANSWER = 0
    BULK = 1
