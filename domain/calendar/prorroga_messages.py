"""What is said of prórrogas: asked, to be decided, decided."""

from dataclasses import dataclass
from datetime import date

from domain.kit.periods import Period
from domain.kit.said import ADDRESSEE, Nature, Said
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class ProrrogaFacts:
    """One extension as people read it; `until_on` is the due day it would set, or has set."""

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
    """Since when the report is with its reviewers, or accepted: there is nothing to postpone now."""


@dataclass(frozen=True)
class ProrrogaAsked(Said, kind="prorroga_asked", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """Answer to whoever asked."""

    facts: ProrrogaFacts


@dataclass(frozen=True)
class ProrrogaRequest(Said, kind="prorroga_request", nature=Nature.QUESTION, read_by=ADDRESSEE):
    """What IMPLAN gets to decide."""

    facts: ProrrogaFacts


@dataclass(frozen=True)
class ProrrogaDecided(Said, kind="prorroga_decided", nature=Nature.CONFIRMATION, read_by=ADDRESSEE):
    """What IMPLAN decided; `late` tells somebody who wanted to decide it that it had been done."""

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
    """It cannot be asked for, or not be decided so; `day` is the day of the fact and `by` who did it.

    `problem` is one of those of `bot.calendar.prorroga_words.PROBLEMS`.
    """

    problem: str
    unit_code: UnitCode
    period: Period
    day: date | None = None
    by: str = ""


@dataclass(frozen=True)
class NoProrrogas(Said, kind="no_prorrogas", nature=Nature.NOTICE, read_by=ADDRESSEE):
    """Nothing waits for a decision."""
