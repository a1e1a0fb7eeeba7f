"""The open question of a person: what is being captured and which answer is awaited."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.evidence import Evidence
from domain.periods import Period


class Step(StrEnum):
    """The answer that is awaited."""

    VALUE = "value"
    DOUBT = "doubt"
    """A value that looks like a slip: yes, or the one that was meant."""
    REASON = "reason"
    """Why the result is outside green: a cause of the catalogue or own words."""
    OWN_REASON = "own_reason"
    EVIDENCE = "evidence"
    REVIEW = "review"
    """Everything is there: save, correct, cancel, or send one more evidence."""
    CORRECTION = "correction"


class Choice(StrEnum):
    """What a button of a capture question says; causes and candidate readings carry their position."""

    MET = "met"
    NO_PROGRESS = "none"
    YES = "yes"
    SUGGESTED = "sug"
    CAUSE = "cause"
    CANDIDATE = "cand"
    OTHER = "other"
    LATER = "later"
    SAVE = "save"
    CORRECT = "fix"
    CANCEL = "cancel"
    NEW_REASON = "reason"
    DROP_EVIDENCE = "drop"
    BACK = "back"


@dataclass(frozen=True)
class Draft:
    """What has been answered so far for one indicator and quarter; stored as JSON in the conversation.

    `token` names the open question: a button that carries another token belongs to an older message.
    `base_version` is the version of the avance the capture began from (0 when there was none).
    """

    unit_code: str
    indicator_id: int
    period: Period
    step: Step
    token: str
    base_version: int = 0
    value: Decimal | None = None
    doubtful: Decimal | None = None
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Typed:
    text: str


@dataclass(frozen=True)
class Chosen:
    """A tapped (or typed) button; `position` counts causes and candidates from 0."""

    choice: Choice
    position: int = 0


@dataclass(frozen=True)
class Attached:
    """A file that was stored, as the evidence it stands for (its caption has been read)."""

    evidence: tuple[Evidence, ...]


Answer = Typed | Chosen | Attached
