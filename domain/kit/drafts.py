"""The draft of a capture: the answers so far and the question that is open."""

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
    """The question that is open."""

    MONTH = "month"
    """The value of one month of the quarter, or the total."""
    MONTHS = "months"
    """Every month so far is there: save them, or give the total."""
    VALUE = "value"
    DOUBT = "doubt"
    """The value looks like a slip: keep it, take the proposed one, or answer again."""
    REASON = "reason"
    """Why the result is outside green: a cause of the catalogue."""
    OWN_REASON = "own_reason"
    """The explanation, in own words."""
    ACTION = "action"
    """The action that is taken."""
    RECOVERY = "recovery"
    """The day of recovery."""
    EVIDENCE = "evidence"
    REVIEW = "review"
    """The summary: save, correct, cancel, or add evidence."""
    CORRECTION = "correction"
    READING = "reading"
    """The document that a file shows: confirm the citation that was read, or type it."""
    REGISTERED = "registered"
    """A document that the UR has registered already and that proves this indicator, too."""
    REMOVAL = "removal"
    """The evidence to remove."""
    REMOVAL_REASON = "removal_reason"


class Choice(StrEnum):
    """The button of a capture question; causes, readings, documents and pages have a position."""

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
    """The field of an avance that an answer filled in."""

    VALUE = "value"
    CAUSE = "cause"
    REASON = "reason"
    ACTION = "action"
    RECOVERY = "recovery"
    EVIDENCE = "evidence"
    FILE = "file"
    """A file of the evidence, by its hash; editing a message does not correct it."""


@dataclass(frozen=True)
class AnswerSource:
    """A typed message that filled in a field: editing the message corrects the field."""

    message_id: int
    given: Given
    said: str


@dataclass(frozen=True)
class Change:
    """What an answer replaced: the field, its old and its new content."""

    given: Given
    before: str
    after: str


@dataclass(frozen=True)
class UnnamedFile:
    """A file without a citation yet; `read` is the citation in its letterhead, to be confirmed."""

    file_sha256: str
    read: Evidence | None = None


@dataclass(frozen=True)
class RemovedEvidence:
    """Evidence that was removed in this draft, and why; saved with it."""

    evidence: tuple[Evidence, ...]
    reason: str


@dataclass(frozen=True)
class Draft:
    """The answers so far for one indicator and quarter; stored as JSON in the conversation.

    `token` names the open question: a button with another token belongs to an older message. `base_version`
    is the version of the avance at the start of the capture (0 when there was none). `offered` are the
    registered documents on view; `page` is the page of that list, or of the evidence that may be removed;
    `removing` is the position of the document whose removal needs a reason. `doubtful` and `doubtful_words`
    wait until the question about their `slip` is answered.
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
    """The count behind the value."""
    doubtful_ratio: Ratio | None = None
    doubtful_words: str | None = None
    slip: Slip | None = None
    settled: tuple[SlipKind, ...] = ()
    """The slips that were asked about; none is asked about twice."""
    causes: tuple[str, ...] = ()
    """The causes of the open question."""
    heard: tuple[AnswerSource, ...] = ()
    changed: Change | None = None
    """What the last answer replaced."""
    months: tuple[tuple[int, Decimal], ...] = ()
    """Values of months that are not saved yet."""
    month: int | None = None
    """The month that is asked for."""


@dataclass(frozen=True)
class Typed:
    """A typed answer; `message_id` is its Telegram message, if known: editing that corrects the answer."""

    text: str
    message_id: int | None = None


@dataclass(frozen=True)
class Chosen:
    """A tapped (or typed) button; `position` is that of a cause or reading, from 0."""

    choice: Choice
    position: int = 0


@dataclass(frozen=True)
class Attached:
    """A stored file, as evidence (its caption has been read).

    If the caption cites nothing, the evidence is the bare file, and `read` is the citation in its letterhead.
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
