"""Messages written before a refusal could be read: they may answer another question."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.kit.drafts import Attached


class LateVerdict(StrEnum):
    """What a button says of what was written too early."""

    YES = "y"
    NO = "n"
    NONE = "x"
    """None of all that waits."""


@dataclass(frozen=True)
class Held:
    """A message that is asked about before it counts; `said` is its text, or the name of its file."""

    message_id: int
    said: str
    attached: Attached | None = None


@dataclass(frozen=True)
class Gap:
    """Something of a chat was not taken: what was written before that could be read answers nothing unasked.

    `after` is the outbox row that tells of it, `at` when it was queued. `held` waits, in order; its first
    is asked about by the row `prompt`, whose buttons carry `token`, as an answer to the open question
    `about`.
    """

    after: int | None
    at: datetime
    held: tuple[Held, ...] = ()
    prompt: int | None = None
    token: str = ""
    about: str = ""
