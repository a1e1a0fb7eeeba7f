"""The message that a part of a transaction handles, and its refusal."""

from dataclasses import dataclass


@dataclass
class HandledMessage:
    """`refused` is the outbox row of its refusal; `is_on_time` says that it was not late.

    A tap, and an update without a message, has no number.
    """

    person_id: int = 0
    chat_id: int = 0
    message_id: int = 0
    is_on_time: bool = False
    refused: int | None = None

    def seen_by(self, person_id: int) -> int:
        """Return the message's number where this person wrote it."""
        return self.message_id if self.person_id == person_id else 0
