"""Inhábiles: the days the Cabildo declared, one by one or as a file lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.kit.workdays import Workdays

ENDINGS = (".csv", ".ics")
"""Of files that list days."""
MOST_IN_FILE = 120
"""Days taken from one file: a year of a municipality has about thirty."""


@dataclass(frozen=True)
class Inhabil:
    """A day that was declared not working, and where that is written."""

    day: date
    name: str
    source: str


@dataclass(frozen=True)
class UnreadLine:
    """A line of a file that was not taken; `problem` is one of `LINES` in `bot/calendar/inhabil_words.py`."""

    line: int
    text: str
    problem: str


@dataclass(frozen=True)
class InhabilesFile:
    """What was read of a file; with a `problem` nothing of it is taken."""

    name: str
    days: tuple[Inhabil, ...] = ()
    unread: tuple[UnreadLine, ...] = ()
    problem: str = ""


def is_calendar_file(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def new_of(listed: Iterable[Inhabil], workdays: Workdays) -> tuple[Inhabil, ...]:
    """Return the days that change something, each once and in order: weekends and known days do not."""
    first = {each.day: each for each in reversed(list(listed)) if workdays.is_workday(each.day)}
    return tuple(first[day] for day in sorted(first))
