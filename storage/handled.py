"""The message that a part of a transaction handles, and the refusal its writer got."""

from dataclasses import dataclass


@dataclass
class HandledMessage:
    """`refused` is the row of the outbox that says why it was not taken; `is_on_time` that it came in turn.

    A tap, and what nobody wrote, has no number.
    """

    person_id: int = 0
    chat_id: int = 0
    message_id: int = 0
    is_on_time: bool = False
    refused: int | None = None

    def seen_by(self, person_id: int) -> int:
        """Return the number of the message where this person wrote it."""
        return self.message_id if self.person_id == person_id else 0
