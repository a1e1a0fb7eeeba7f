"""Messages written before a refusal could be read: they may answer another question."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kit.drafts import Attached


class LateVerdict(StrEnum):
    """What the person answers about a message that was written too early."""

    YES = "y"
    NO = "n"
    NONE = "x"
    """None of the waiting messages is an answer."""


@dataclass(frozen=True)
class LateMessage:
    """A message that waits for confirmation; `said` is its text, or the name of its file."""

    message_id: int
    said: str
    attached: Attached | None = None


@dataclass(frozen=True)
class UnreadRefusal:
    """Something in a chat was refused: messages written before the refusal was read need confirmation.

    `after` is the outbox row of the refusal, `at` when it was queued. `held` are the waiting messages, in
    order. The outbox row `prompt` asks whether the first of them answers the open question `about`; its
    buttons carry `token`.
    """

    after: int | None
    at: datetime
    held: tuple[LateMessage, ...] = ()
    prompt: int | None = None
    token: str = ""
    about: str = ""
