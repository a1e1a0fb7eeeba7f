"""The states of what comes in and goes out, and who goes first."""

from enum import IntEnum, StrEnum


class InboxState(StrEnum):
    NEW = "new"
    """Committed and not yet handled; perhaps claimed, perhaps waiting for another attempt."""
    DONE = "done"
    """Its effects were committed in the same transaction as this state."""
    PARKED = "parked"
    """Handling failed too often; a person has to look, its chat goes on without it."""


class OutboxState(StrEnum):
    PENDING = "pending"
    """Waiting for its turn, its time or its next attempt."""
    CLAIMED = "claimed"
    """One sender holds it under a lease and has provably not sent it: free to take back."""
    SENDING = "sending"
    """Committed immediately before the HTTP call; a lease that ends here proves nothing."""
    SENT = "sent"
    """Telegram answered yes."""
    UNKNOWN = "unknown"
    """Perhaps sent, and its kind must not be repeated: a person can look, no machine will resend."""
    DEAD = "dead"
    """Refused for good, or it failed too often."""
    CANCELLED = "cancelled"
    """No longer wanted: expired, withdrawn, or nothing left to say when its turn came."""


class Priority(IntEnum):
    """Lower goes first, between chats and inside one chat."""

    ANSWER = 0
    BULK = 1
