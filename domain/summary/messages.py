"""Messages about a whole quarter: the daily summary with its picture and workbook, the weekly, the final.

The planned ones (Summary, WeeklySummary, …) are computed when they are sent; the …Text hold the facts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.evidence.audit_chain import Seal
from domain.kit.access import Action
from domain.kit.avances import Missing
from domain.kit.periods import Period
from domain.kit.report_messages import Due
from domain.kit.said import ADDRESSEE, Nature, Said, holders
from domain.kit.unit_codes import UnitCode
from domain.summary.changes import Changes
from domain.summary.outages import Outage
from domain.summary.punctuality import Placed

READERS_OF_THE_END = holders(Action.RECEIVE_SUMMARY, Action.RECEIVE_WEEKLY)


class UnitState(StrEnum):
    """The state of a UR in pictures and workbooks, the worst first."""

    NOT_STARTED = "not_started"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    """It has no gap and was not handed in."""
    HANDED_IN = "handed_in"
    """Under review, even with gaps."""


@dataclass(frozen=True)
class UnitGap:
    """One UR in the summary with its gaps, such as ("3.1", VALUE)."""

    code: str
    gaps: int
    asked: int
    lacks: tuple[tuple[str, tuple[Missing, ...]], ...] = ()


@dataclass(frozen=True)
class News:
    """The changes since the last daily summary, and when (local time) that was."""

    since: datetime
    changes: Changes


@dataclass(frozen=True)
class OutlookLine:
    """A programme or an eje in percent: complete now, and at the close at the usual pace if known."""

    name: str
    done: int
    expected: int | None


@dataclass(frozen=True)
class Forecast:
    """`complete` of `units` URs would be complete at the close; `unknown` URs have no history.

    An `unknown` UR counts in neither number. Programmes and ejes are listed with the furthest behind first.
    `received_until` is the day of that close, if only the reception is left.
    """

    complete: int
    units: int
    unknown: int
    programmes: tuple[OutlookLine, ...] = ()
    ejes: tuple[OutlookLine, ...] = ()
    received_until: date | None = None


@dataclass(frozen=True)
class Summary(
    Said, kind="summary", nature=Nature.NOTICE, read_by=holders(Action.RECEIVE_SUMMARY), is_looked_up=True
):
    """A planned daily summary; it is computed when it is sent. `outage` is in local time."""

    day: date
    outage: Outage | None = None
    period: Period | None = None


@dataclass(frozen=True)
class SummaryText(Said, kind="summary_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The daily summary with its facts: worst URs first."""

    period: Period
    day: date
    due: Due
    complete: int
    not_started: tuple[UnitGap, ...]
    incomplete: tuple[UnitGap, ...]
    unreachable: tuple[str, ...]
    unsent: tuple[str, ...] = ()
    """URs among the complete ones whose entrega nobody has sent."""
    accepted: int = 0
    """URs whose report IMPLAN has accepted."""
    given_back: tuple[str, ...] = ()
    """URs whose report was returned and whose observations are not answered."""
    pages: bool = False
    outage: Outage | None = None
    prorrogas_awaited: tuple[str, ...] = ()
    """URs whose prórroga waits for a decision."""
    reassigned: tuple[str, ...] = ()
    """URs with a «No me corresponde» that waits for IMPLAN."""
    news: News | None = None
    forecast: Forecast | None = None
    to_remind: int = 0
    """URs with gaps whose enlace can be reached."""
    seal: Seal | None = None
    """The seal of the audit trail: the message proves later whether the trail was cut or rewritten."""
    is_daily: bool = False
    """It was planned: its picture and workbook follow, and without changes it is one line."""

    @property
    def units(self) -> int:
        return self.complete + len(self.not_started) + len(self.incomplete)


@dataclass(frozen=True)
class GapsPicture(
    Said,
    kind="gaps_picture",
    nature=Nature.NOTICE,
    read_by=holders(Action.SEE_SUMMARY, Action.RECEIVE_SUMMARY, Action.RECEIVE_WEEKLY),
    is_looked_up=True,
):
    """The picture of a quarter, drawn when it is sent."""

    period: Period


@dataclass(frozen=True)
class UnitBar:
    """One UR in the picture: `done` of `asked` indicators have no gap."""

    code: str
    name: str
    done: int
    asked: int
    state: UnitState


@dataclass(frozen=True)
class GapsPictureText(Said, kind="gaps_picture_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The worst URs as bars; `more` are left out, `counts` are of all of them."""

    period: Period
    at: datetime
    due: Due
    units: tuple[UnitBar, ...]
    more: int
    counts: tuple[tuple[UnitState, int], ...]


@dataclass(frozen=True)
class GapsBook(
    Said, kind="gaps_book", nature=Nature.NOTICE, read_by=holders(Action.SEE_SUMMARY), is_looked_up=True
):
    """The workbook with every gap of a quarter, written when it is sent."""

    period: Period


@dataclass(frozen=True)
class GapRow:
    """One indicator with a gap."""

    unit_code: UnitCode
    unit_name: str
    programme: str
    level: str
    name: str
    missing: tuple[Missing, ...]
    goal: Decimal | None
    value: Decimal | None
    due_on: date


@dataclass(frozen=True)
class UnitRow:
    """One UR: `expected` is the percent at the close at its usual pace, None without history."""

    code: str
    name: str
    state: UnitState
    done: int
    asked: int
    done_percent: int
    expected: int | None
    due_on: date
    is_extended: bool = False
    is_reachable: bool = True


@dataclass(frozen=True)
class GapsBookText(Said, kind="gaps_book_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    period: Period
    at: datetime
    due: Due
    gaps: tuple[GapRow, ...]
    units: tuple[UnitRow, ...]
    programmes: tuple[OutlookLine, ...]
    ejes: tuple[OutlookLine, ...]


@dataclass(frozen=True)
class WeeklySummary(
    Said,
    kind="weekly_summary",
    nature=Nature.NOTICE,
    read_by=holders(Action.RECEIVE_WEEKLY),
    is_looked_up=True,
):
    """A planned summary of the week for the people who see every UR."""

    period: Period
    day: date


@dataclass(frozen=True)
class WeeklyText(Said, kind="weekly_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Shorter than the daily one: how much is handed in, the five worst URs, the forecast."""

    period: Period
    day: date
    due: Due
    complete: int
    handed_in: int
    incomplete: int
    not_started: int
    worst: tuple[UnitGap, ...]
    forecast: Forecast | None = None
    programmes: tuple[OutlookLine, ...] = ()
    ejes: tuple[OutlookLine, ...] = ()
    accepted: int = 0
    """URs among those handed in whose report IMPLAN has accepted."""

    @property
    def units(self) -> int:
        return self.complete + self.incomplete + self.not_started


@dataclass(frozen=True)
class FinalSummary(
    Said, kind="final_summary", nature=Nature.NOTICE, read_by=READERS_OF_THE_END, is_looked_up=True
):
    """A planned summary of the close."""

    period: Period
    day: date


@dataclass(frozen=True)
class FinalText(Said, kind="final_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The result of a quarter: `ended_on` is the last day of reception, or the day IMPLAN closed it."""

    period: Period
    ended_on: date
    is_closed: bool
    complete: int
    units: int
    placed: tuple[Placed, ...]


@dataclass(frozen=True)
class PunctualityBook(
    Said, kind="punctuality_book", nature=Nature.NOTICE, read_by=READERS_OF_THE_END, is_looked_up=True
):
    """The workbook of a final summary, written when it is sent."""

    period: Period
    day: date


@dataclass(frozen=True)
class PunctualityBookText(Said, kind="punctuality_book_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    at: datetime
    final: FinalText
