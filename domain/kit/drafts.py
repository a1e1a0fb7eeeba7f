"""The open question of a person: what is being captured and which answer is awaited."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.kit.evidence import Evidence, EvidenceType
from domain.kit.natural_units import Ratio
from domain.kit.periods import Period
from domain.kit.slips import Slip, SlipKind
from domain.kit.unit_codes import UnitCode


class Step(StrEnum):
    """The answer that is awaited."""

    MONTH = "month"
    """What was reached in one month of the quarter, or the total."""
    MONTHS = "months"
    """The months that have begun are there: save them, or give the total."""
    VALUE = "value"
    DOUBT = "doubt"
    """An answer that looks like a slip: keep it, take what was meant, or answer again."""
    REASON = "reason"
    """Why the result is outside green: a cause of the catalogue."""
    OWN_REASON = "own_reason"
    """What happened, in own words."""
    ACTION = "action"
    """What is done about it."""
    RECOVERY = "recovery"
    """By which day it is recovered."""
    EVIDENCE = "evidence"
    REVIEW = "review"
    """Everything is there: save, correct, cancel, or send one more evidence."""
    CORRECTION = "correction"
    READING = "reading"
    """Which document a file shows: confirm what was read in it, or type it."""
    REGISTERED = "registered"
    """Which of the documents that the UR has registered already proves this indicator, too."""
    REMOVAL = "removal"
    """Which evidence is to be removed."""
    REMOVAL_REASON = "removal_reason"


class Choice(StrEnum):
    """What a button of a capture question says; causes, readings, documents and pages have a position."""

    MET = "met"
    NO_PROGRESS = "none"
    YES = "yes"
    SUGGESTED = "sug"
    RETYPE = "again"
    CAUSE = "cause"
    CANDIDATE = "cand"
    OTHER = "other"
    NEVER = "never"
    LATER = "later"
    SAVE = "save"
    CORRECT = "fix"
    CANCEL = "cancel"
    NEW_REASON = "reason"
    NEW_WORDS = "words"
    NEW_ACTION = "action"
    NEW_RECOVERY = "recov"
    DROP_EVIDENCE = "drop"
    BACK = "back"
    USE_REGISTERED = "reg"
    PICK = "pick"
    PAGE = "page"
    ANOTHER = "another"
    UNNUMBERED = "unnum"
    MONTH = "month"
    TOTAL = "total"


class Given(StrEnum):
    """The field of an avance that an answer gave."""

    VALUE = "value"
    CAUSE = "cause"
    REASON = "reason"
    ACTION = "action"
    RECOVERY = "recovery"
    EVIDENCE = "evidence"
    FILE = "file"
    """A file of the evidence, by its hash; no message is edited to correct it."""


@dataclass(frozen=True)
class AnswerSource:
    """A typed message that gave a field: whoever edits the message corrects the field."""

    message_id: int
    given: Given
    said: str


@dataclass(frozen=True)
class Change:
    """What an answer replaced: the field, what it was and what it is now."""

    given: Given
    before: str
    after: str


@dataclass(frozen=True)
class UnnamedFile:
    """A file whose document is still to be told; `read` is what its head says, to be confirmed."""

    file_sha256: str
    read: Evidence | None = None


@dataclass(frozen=True)
class RemovedEvidence:
    """Evidence that was taken away in this draft, and why; saved with it."""

    evidence: tuple[Evidence, ...]
    reason: str


@dataclass(frozen=True)
class Draft:
    """What has been answered so far for one indicator and quarter; stored as JSON in the conversation.

    `token` names the open question: a button that carries another token belongs to an older message.
    `base_version` is the version of the avance the capture began from (0 when there was none).
    `offered` is what a list of registered documents shows, `page` where it or the list of what may be
    removed stands, `removing` the place of the document whose removal is being reasoned.
    `doubtful` and `doubtful_words` wait until the `slip` they look like is settled.
    """

    unit_code: UnitCode
    indicator_id: int
    period: Period
    step: Step
    token: str
    base_version: int = 0
    value: Decimal | None = None
    doubtful: Decimal | None = None
    reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    unsettled: tuple[UnnamedFile, ...] = ()
    offered: tuple[Evidence, ...] = ()
    page: int = 0
    removing: int = 0
    removed: tuple[RemovedEvidence, ...] = ()
    cause: str | None = None
    action: str | None = None
    recovery_on: date | None = None
    never_recovers: bool = False
    ratio: Ratio | None = None
    """The count that the value was computed from."""
    doubtful_ratio: Ratio | None = None
    doubtful_words: str | None = None
    slip: Slip | None = None
    settled: tuple[SlipKind, ...] = ()
    """The slips that were asked about; none is asked twice."""
    causes: tuple[str, ...] = ()
    """The causes that the open question offers."""
    heard: tuple[AnswerSource, ...] = ()
    changed: Change | None = None
    """What the last answer replaced."""
    months: tuple[tuple[int, Decimal], ...] = ()
    """What was given by month and is not saved yet."""
    month: int | None = None
    """The month that is asked."""


@dataclass(frozen=True)
class Typed:
    """`message_id` is the Telegram message, where it is known: editing it corrects the answer."""

    text: str
    message_id: int | None = None


@dataclass(frozen=True)
class Chosen:
    """A tapped (or typed) button; `position` counts causes and candidates from 0."""

    choice: Choice
    position: int = 0


@dataclass(frozen=True)
class Attached:
    """A file that was stored, as the evidence it stands for (its caption has been read).

    Without a caption that cites something, the one evidence is the bare file, and `read` what its head says.
    """

    evidence: tuple[Evidence, ...]
    read: Evidence | None = None

    @property
    def file(self) -> Evidence:
        return self.evidence[0]

    @property
    def is_cited(self) -> bool:
        return any(each.type is not EvidenceType.FILE for each in self.evidence)


Answer = Typed | Chosen | Attached
