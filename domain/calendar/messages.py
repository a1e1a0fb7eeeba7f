"""Messages about the calendar: dates of a quarter, inhábiles, ladders, own hours, moved dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar.inhabiles import UnreadLine
from domain.calendar.moved_dates import DateMove, QuarterDate
from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.reminders.ladders import Ladder, Recipient, Rhythm


@dataclass(frozen=True)
class QuarterDates:
    """The dates of one quarter for a reader; `due_at` is the instant at which the due day ends.

    `source` cites the dates that IMPLAN set; `reminders` are the days of the ladder.
    """

    period: Period
    opens_on: date
    due_on: date
    received_until: date
    closes_on: date | None
    workdays_left: int
    due_at: datetime
    source: str = ""
    is_extended: bool = False
    reminders: tuple[date, ...] = ()


@dataclass(frozen=True)
class UnitCalendar:
    """The quarters from the one in play on; the empty code stands for every UR."""

    unit_code: UnitCode
    unit_name: str
    quarters: tuple[QuarterDates, ...]


@dataclass(frozen=True)
class CalendarText(Said, kind="calendar_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The dates of the reader's URs, sent with a calendar file; URs with the same dates are grouped."""

    units: tuple[UnitCalendar, ...]
    made_at: datetime
    may_change: bool = False


@dataclass(frozen=True)
class CalendarNotTaken(
    Said, kind="calendar_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """A date cannot be changed; `problem` is one of those of `texts.calendar.dates.PROBLEMS`."""

    problem: str
    period: Period


@dataclass(frozen=True)
class DueMoved(Said, kind="due_moved", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Sent once to the enlaces and titulares of the URs whose dates have changed.

    `left` counts the business days to each date that is named.
    """

    moves: tuple[DateMove, ...]
    left: Mapping[str, int]
    source: str


@dataclass(frozen=True)
class DatesChanged(Said, kind="dates_changed", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Sent to the person who set a date: `people` were told of the change, of so many URs."""

    period: Period
    unit_code: UnitCode
    kind: QuarterDate
    day: date | None
    units: int
    people: int


@dataclass(frozen=True)
class InhabilesChanged(Said, kind="inhabiles_changed", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Sent to the person who changed the inhábiles; `days` were added, or removed."""

    days: tuple[date, ...]
    units: int
    people: int
    is_removal: bool = False


@dataclass(frozen=True)
class InhabilLine:
    """`is_law`: a mandatory rest day, which nobody can remove."""

    day: date
    name: str
    source: str = ""
    is_law: bool = False


@dataclass(frozen=True)
class InhabilList(Said, kind="inhabil_list", nature=Nature.NOTICE, read_by=ADDRESSEE):
    year: int
    lines: tuple[InhabilLine, ...]
    may_change: bool = False


@dataclass(frozen=True)
class InhabilNotTaken(
    Said, kind="inhabil_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """Nothing was changed; `problem` is a key of `bot.calendar.inhabil_words.PROBLEMS`."""

    problem: str
    year: int


@dataclass(frozen=True)
class InhabilesPreview(Said, kind="inhabiles_preview", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """What a file would add; nothing has been written yet.

    `more` counts further lines that could not be read. `problem` says why the file is refused.
    """

    name: str
    new: tuple[InhabilLine, ...]
    known: int
    unread: tuple[UnreadLine, ...] = ()
    more: int = 0
    problem: str = ""


@dataclass(frozen=True)
class LadderLine:
    """One ladder; the empty programme stands for all of them, `is_default` until IMPLAN sets one."""

    programme: str
    recipient: Recipient
    rhythm: Rhythm
    ladder: Ladder
    is_default: bool = False


@dataclass(frozen=True)
class LadderList(Said, kind="ladder_list", nature=Nature.NOTICE, read_by=ADDRESSEE):
    lines: tuple[LadderLine, ...]
    period: Period
    due_on: date


@dataclass(frozen=True)
class LadderChanged(Said, kind="ladder_changed", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    line: LadderLine


@dataclass(frozen=True)
class HoursSet(Said, kind="hours_set", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Somebody's own hours, in minutes of the day; None: the general working hours."""

    hours: tuple[int, int] | None
