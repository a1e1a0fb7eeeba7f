"""Messages about entregas: the state, a move of a reviewer, corrections after the sending."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self

from domain.kit.dialogues.abouts import About
from domain.kit.entregas import Move
from domain.kit.next_steps import NextStep
from domain.kit.periods import Period
from domain.kit.report_messages import Due, IndicatorLine, Standing
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.kit.unsaved import UnsavedOf, unsaved_from
from domain.review.locks import LockReason


@dataclass(frozen=True)
class ObservedLine:
    level: str
    text: str
    is_solved: bool = False


@dataclass(frozen=True)
class EntregaCard(Said, kind="entrega_card", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """The whole report as it is handed in; `moves` are the moves of its reader.

    With `news` it tells of another person's move, and names only the first indicators. `may_reopen` says that
    the reader can reopen the quarter for the UR.
    """

    code: str
    name: str
    period: Period
    due: Due
    standing: Standing
    version: int
    reported: int
    asked: int
    lines: tuple[IndicatorLine, ...]
    observations: tuple[ObservedLine, ...] = ()
    moves: tuple[Move, ...] = ()
    has_titular: bool = True
    page: int = 0
    news: Move | None = None
    by: str = ""
    reason: str = ""
    step: NextStep = NextStep.NOTHING
    may_reopen: bool = False


@dataclass(frozen=True)
class EntregaNews(Said, kind="entrega_news", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """A planned message about a move; the report is looked up when it is sent."""

    person_id: int
    unit_code: UnitCode
    period: Period
    version: int
    move: Move
    by: str
    reason: str = ""


@dataclass(frozen=True)
class EntregaMade(Said, kind="entrega_made", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The answer to the person who made a move; `observed` counts the indicators that were returned.

    `is_shut` says that the UR may change nothing of it, because the quarter is closed.
    """

    move: Move
    code: str
    period: Period
    has_titular: bool = True
    observed: int = 0
    is_shut: bool = False


@dataclass(frozen=True)
class SentWithout(Said, kind="sent_without", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Sent to a person whose open capture is not in the report that another enlace sent."""

    code: str
    period: Period
    level: str
    value: Decimal
    by: str


@dataclass(frozen=True)
class EntregaMoved(Said, kind="entrega_moved", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """A button was tapped too late: the move of another person, and the state of the entrega now."""

    code: str
    period: Period
    standing: Standing
    last: Move | None = None
    by: str = ""


@dataclass(frozen=True)
class EntregaRow:
    """One UR in the list of IMPLAN; `waits` counts the business days since it entered its state.

    `until` is its own last day in a quarter that is closed for the others.
    """

    code: str
    name: str
    standing: Standing
    waits: int = 0
    until: date | None = None


@dataclass(frozen=True)
class EntregaList(Said, kind="entrega_list", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Every entrega of a quarter; those that wait for a decision come first."""

    period: Period
    due: Due
    rows: tuple[EntregaRow, ...]


@dataclass(frozen=True)
class Locked(Said, kind="locked", nature=Nature.QUESTION, read_by=ADDRESSEE, is_refusal=True):
    """An indicator that cannot be captured now, and why; a correction may be asked for."""

    level: str
    indicator_id: int
    unit_code: UnitCode
    period: Period
    reason: LockReason
    since_on: date | None
    value: Decimal | None


@dataclass(frozen=True)
class CorrectionAsked(Said, kind="correction_asked", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """The request that IMPLAN decides; `words` justify the new value, if it had no justification."""

    correction_id: int
    code: str
    name: str
    period: Period
    level: str
    before: Decimal | None
    after: Decimal | None
    reason: str
    by: str
    words: str = ""


@dataclass(frozen=True)
class CorrectionTaken(Said, kind="correction_taken", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The answer to the person who asked; `waits` says that an earlier request is not decided yet."""

    code: str
    period: Period
    level: str
    before: Decimal | None
    after: Decimal | None
    waits: bool = False


@dataclass(frozen=True)
class CorrectionDecided(Said, kind="correction_decided", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    code: str
    period: Period
    level: str
    before: Decimal | None
    after: Decimal | None
    is_granted: bool
    decision: str
    by: str


@dataclass(frozen=True)
class CorrectionOvertaken(Said, kind="correction_overtaken", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """The indicator changed after the request, so the correction cannot be granted as it was read."""

    level: str
    value: Decimal | None


@dataclass(frozen=True)
class AboutUnsaved(About, kinds=("send_without",)):
    """Unsaved answers of others in a report that is to be sent: they would be left out."""

    unsaved: tuple[UnsavedOf, ...]

    PACKED = frozenset({"unsaved"})

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        return cls(unsaved_from(texts["unsaved"])) if "unsaved" in texts else None


@dataclass(frozen=True)
class AboutReview(About, kinds=("return", "observe")):
    """The observations of a review so far, by the name of the indicator."""

    noted: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        return cls(json.loads(answers["noted"])) if "noted" in answers else None
