"""What is said around a reminder: settled, put off, not mine, reminded by hand."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.kit.periods import Period
from domain.kit.report_messages import Due, IndicatorLine, UnitGaps
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode
from domain.reminders.ladders import Recipient
from domain.reminders.rungs import RungItem, Why


@dataclass(frozen=True)
class Reminder(Said, kind="reminder", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """A planned reminder; what is missing is looked up when it is sent.

    What of it has moved, was overtaken or is settled by then is no longer meant. Rows of before the
    ladders have no items: they name rung, due day and URs of an enlace.
    """

    person_id: int
    period: Period
    rung: int = 0
    due_on: date | None = None
    unit_codes: tuple[UnitCode, ...] = ()
    day: date | None = None
    items: tuple[RungItem, ...] = ()


@dataclass(frozen=True)
class MonthGaps:
    """The indicators of one UR whose value of a month is not captured yet."""

    code: str
    name: str
    period: Period
    month: int
    due: Due
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class ReminderText(Said, kind="reminder_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """A reminder with its facts, ready to be worded: first the URs that owe lines, then those to send.

    `rung` is the highest of its items (the tone rises with it), `recipient` as whom the person gets
    `units` and `why`. `headed` are URs whose titular they are: one line each, and a button to have the enlace
    reminded. `put_off_until` are the instants, in local time, until which it may be put off.
    """

    period: Period
    due: Due
    units: tuple[UnitGaps, ...]
    rung: int = 0
    recipient: Recipient = Recipient.ENLACE
    why: Why = Why.OWES
    day: date | None = None
    headed: tuple[UnitGaps, ...] = ()
    months: tuple[MonthGaps, ...] = ()
    put_off_until: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class ReminderChanged(
    Said, kind="reminder_changed", nature=Nature.EDIT, read_by=ADDRESSEE, is_looked_up=True
):
    """A reminder that was sent is to say how things stand now; `chosen` is the button that was tapped."""

    outbox_id: int
    chosen: str = ""


@dataclass(frozen=True)
class ReminderSettled(Said, kind="reminder_settled", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """What a reminder says once nothing of it is missing."""

    period: Period
    unit_codes: tuple[UnitCode, ...]


@dataclass(frozen=True)
class ReminderRelieved(Said, kind="reminder_relieved", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """What a reminder says that came for want of a sign, once there is one and something is still missing."""

    period: Period
    unit_codes: tuple[UnitCode, ...]


@dataclass(frozen=True)
class SnoozeTaken(Said, kind="snooze_taken", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The reminder comes again at a local instant; a second one replaces the first."""

    period: Period
    unit_codes: tuple[UnitCode, ...]
    until: datetime
    today: date


@dataclass(frozen=True)
class SnoozeNotTaken(Said, kind="snooze_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """Why it is not put off so, and until when it may be.

    `problem` is one of those of `bot.reminders.snooze_words.PROBLEMS`.
    """

    problem: str
    period: Period
    today: date
    due_on: date | None = None
    choices: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class ReassignmentFacts:
    """One «No me corresponde» as people read it."""

    id: int
    unit_code: UnitCode
    unit_name: str
    level: str
    name: str
    period: Period
    reason: str
    by: str
    indicator_id: int


@dataclass(frozen=True)
class ReassignmentAsked(Said, kind="reassignment_asked", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Answer to whoever said so."""

    facts: ReassignmentFacts


@dataclass(frozen=True)
class ReassignmentRequest(Said, kind="reassignment_request", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """What IMPLAN gets to decide."""

    facts: ReassignmentFacts


@dataclass(frozen=True)
class ReassignmentDecided(Said, kind="reassignment_decided", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """What IMPLAN answered; `is_asker` for whoever had asked, `is_late` for who answered second."""

    facts: ReassignmentFacts
    belongs: bool
    by: str
    is_asker: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class ReassignmentNotTaken(
    Said, kind="reassignment_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """It cannot be said again; `problem` is one of those of `bot.reminders.reassignment_words.PROBLEMS`."""

    problem: str
    level: str = ""
    unit_code: UnitCode = ""


@dataclass(frozen=True)
class Escalation(Said, kind="escalation", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """A line to a titular that IMPLAN asked for; what is missing is looked up when it is sent."""

    person_id: int
    period: Period
    unit_codes: tuple[UnitCode, ...]


@dataclass(frozen=True)
class NudgeMade(Said, kind="nudge_made", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Who was reminded by hand of what a UR owes, and who could not be.

    `later` is the local instant at which it leaves, where that is not now. `by_titular` is about the reader.
    """

    unit_code: UnitCode
    period: Period
    reached: tuple[str, ...]
    unreachable: tuple[str, ...] = ()
    as_suplentes: bool = False
    later: datetime | None = None
    by_titular: bool = False


@dataclass(frozen=True)
class NudgeRepeated(Said, kind="nudge_repeated", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """The UR was reminded by hand today already; once more has to be confirmed as the time of that number."""

    unit_code: UnitCode
    period: Period
    at: datetime
    count: int


@dataclass(frozen=True)
class NudgeNotMade(Said, kind="nudge_not_made", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Nobody was written to; `problem` is one of those of `bot.reminders.nudge_words.PROBLEMS`.

    A titular (`by_titular`) asks IMPLAN for what only IMPLAN can do.
    """

    problem: str
    period: Period
    unit_code: UnitCode = ""
    by_titular: bool = False


@dataclass(frozen=True)
class NudgedAll(Said, kind="nudged_all", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """What `Recordar a los N` or `Escalar a titulares` has done, by URs."""

    period: Period
    to_titulares: bool
    units: tuple[str, ...]
    people: int
    today_already: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()
    later: datetime | None = None
