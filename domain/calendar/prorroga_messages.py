"""Messages about prórrogas: asked for, waiting for a decision, decided."""

from dataclasses import dataclass
from datetime import date

from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class ProrrogaFacts:
    """One prórroga as it is shown; `until_on` is the due day that it would set, or has set."""

    id: int
    unit_code: UnitCode
    unit_name: str
    period: Period
    days: int
    due_on: date
    until_on: date
    reason: str
    oficio: str = ""
    by: str = ""
    delivered_on: date | None = None
    """Since when the report is under review or accepted: there is nothing to postpone."""


@dataclass(frozen=True)
class ProrrogaAsked(Said, kind="prorroga_asked", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The answer to the person who asked."""

    facts: ProrrogaFacts


@dataclass(frozen=True)
class ProrrogaRequest(Said, kind="prorroga_request", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """The request that IMPLAN decides."""

    facts: ProrrogaFacts


@dataclass(frozen=True)
class ProrrogaDecided(Said, kind="prorroga_decided", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """The decision of IMPLAN; `late` is for a reader who tried to decide after somebody else had."""

    unit_code: UnitCode
    period: Period
    until_on: date | None
    days: int
    by: str
    text: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class ProrrogaNotTaken(
    Said, kind="prorroga_not_taken", nature=Nature.NOTICE, read_by=ADDRESSEE, is_refusal=True
):
    """A prórroga that cannot be asked for, or cannot be decided like this.

    `day` is the day of the fact, `by` the person who did it, `problem` a key of
    `bot.calendar.prorroga_words.PROBLEMS`.
    """

    problem: str
    unit_code: UnitCode
    period: Period
    day: date | None = None
    by: str = ""


@dataclass(frozen=True)
class NoProrrogas(Said, kind="no_prorrogas", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Nothing waits for a decision."""
