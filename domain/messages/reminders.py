"""What is said around a reminder: settled, put off, not mine, reminded by hand."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.periods import Period
from domain.said import ADDRESSEE, Nature, Said


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
    unit_codes: tuple[str, ...]


@dataclass(frozen=True)
class ReminderRelieved(Said, kind="reminder_relieved", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """What a reminder says that came for want of a sign, once there is one and something is still missing."""

    period: Period
    unit_codes: tuple[str, ...]


@dataclass(frozen=True)
class SnoozeTaken(Said, kind="snooze_taken", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The reminder comes again at a local instant; a second one replaces the first."""

    period: Period
    unit_codes: tuple[str, ...]
    until: datetime
    today: date


@dataclass(frozen=True)
class SnoozeNotTaken(Said, kind="snooze_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True):
    """Why it is not put off so, and until when it may be.

    `problem` is one of those of `bot.texts.snoozing.PROBLEMS`.
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
    unit_code: str
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
    """It cannot be said again; `problem` is one of those of `bot.texts.reassignments.PROBLEMS`."""

    problem: str
    level: str = ""
    unit_code: str = ""


@dataclass(frozen=True)
class Escalation(Said, kind="escalation", nature=Nature.NOTICE, read_by=ADDRESSEE, is_looked_up=True):
    """A line to a titular that IMPLAN asked for; what is missing is looked up when it is sent."""

    person_id: int
    period: Period
    unit_codes: tuple[str, ...]


@dataclass(frozen=True)
class NudgeMade(Said, kind="nudge_made", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Who was reminded by hand of what a UR owes, and who could not be.

    `later` is the local instant at which it leaves, where that is not now. `by_titular` is about the reader.
    """

    unit_code: str
    period: Period
    reached: tuple[str, ...]
    unreachable: tuple[str, ...] = ()
    as_suplentes: bool = False
    later: datetime | None = None
    by_titular: bool = False


@dataclass(frozen=True)
class NudgeRepeated(Said, kind="nudge_repeated", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """The UR was reminded by hand today already; once more has to be confirmed as the time of that number."""

    unit_code: str
    period: Period
    at: datetime
    count: int


@dataclass(frozen=True)
class NudgeNotMade(Said, kind="nudge_not_made", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Nobody was written to; `problem` is one of those of `bot.texts.nudges.PROBLEMS`.

    A titular (`by_titular`) asks IMPLAN for what only IMPLAN can do.
    """

    problem: str
    period: Period
    unit_code: str = ""
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
