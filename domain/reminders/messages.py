"""Messages about reminders: settled, snoozed, not one's own, reminded by hand."""

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
    """A planned reminder; the gaps are looked up when it is sent.

    Items that have moved, were overtaken by a later rung or are settled by then are left out. Older rows have
    no items: they name rung, due day and the URs of an enlace.
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
    """The indicators of one UR whose value of a month is missing."""

    code: str
    name: str
    period: Period
    month: int
    due: Due
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True)
class ReminderText(Said, kind="reminder_text", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """A reminder with its facts: first the URs with gaps, then those to send.

    `rung` is the highest of its items (it sets the tone), `recipient` the role in which the person gets
    `units` and `why`. `headed` are the URs of a titular: one line each, and a button to remind the enlace.
    `put_off_until` are the local instants until which it may be snoozed.
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
    """An edit of a sent reminder to its present facts; `chosen` is the button that was tapped."""

    outbox_id: int
    chosen: str = ""


@dataclass(frozen=True)
class ReminderSettled(Said, kind="reminder_settled", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The content of a reminder when all of it is settled."""

    period: Period
    unit_codes: tuple[UnitCode, ...]


@dataclass(frozen=True)
class ReminderRelieved(Said, kind="reminder_relieved", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """The content of a reminder given for lack of activity, after some activity, while gaps remain."""

    period: Period
    unit_codes: tuple[UnitCode, ...]


@dataclass(frozen=True)
class SnoozeTaken(Said, kind="snooze_taken", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The reminder comes again at a local instant; a second snooze replaces the first."""

    period: Period
    unit_codes: tuple[UnitCode, ...]
    until: datetime
    today: date


@dataclass(frozen=True)
class SnoozeNotTaken(Said, kind="snooze_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """Why a reminder is not snoozed, and until when it may be.

    `problem` is a key of `bot.reminders.snooze_words.PROBLEMS`.
    """

    problem: str
    period: Period
    today: date
    due_on: date | None = None
    choices: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class ReassignmentFacts:
    """One «No me corresponde» as it is shown."""

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
    """The answer to the person who asked."""

    facts: ReassignmentFacts


@dataclass(frozen=True)
class ReassignmentRequest(Said, kind="reassignment_request", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """The request that IMPLAN decides."""

    facts: ReassignmentFacts


@dataclass(frozen=True)
class ReassignmentDecided(Said, kind="reassignment_decided", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The decision of IMPLAN; `is_asker` for the person who asked, `is_late` for a second decider."""

    facts: ReassignmentFacts
    belongs: bool
    by: str
    is_asker: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class ReassignmentNotTaken(
    Said, kind="reassignment_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """Not possible now; `problem` is a key of `bot.reminders.reassignment_words.PROBLEMS`."""

    problem: str
    level: str = ""
    unit_code: UnitCode = ""


@dataclass(frozen=True)
class Escalation(Said, kind="escalation", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """One line to a titular, requested by IMPLAN; the gaps are looked up when it is sent."""

    person_id: int
    period: Period
    unit_codes: tuple[UnitCode, ...]


@dataclass(frozen=True)
class NudgeMade(Said, kind="nudge_made", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Who was reminded by hand of the gaps of a UR, and who could not be reached.

    `later` is the local instant of the sending, if it is not now. `by_titular` is about the reader.
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
    """The UR was reminded by hand today already; the next reminder, number `count`, needs a confirmation."""

    unit_code: UnitCode
    period: Period
    at: datetime
    count: int


@dataclass(frozen=True)
class NudgeNotMade(Said, kind="nudge_not_made", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Nobody was reminded; `problem` is a key of `bot.reminders.nudge_words.PROBLEMS`.

    A titular (`by_titular`) must ask IMPLAN for some of the remedies.
    """

    problem: str
    period: Period
    unit_code: UnitCode = ""
    by_titular: bool = False


@dataclass(frozen=True)
class NudgedAll(Said, kind="nudged_all", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The result of `Recordar a los N` or `Escalar a titulares`, by URs."""

    period: Period
    to_titulares: bool
    units: tuple[str, ...]
    people: int
    today_already: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()
    later: datetime | None = None
