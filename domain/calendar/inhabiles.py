"""Inhábiles: the days that the Cabildo declared, typed one by one or listed in a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.kit.workdays import Workdays

ENDINGS = (".csv", ".ics")
"""The size of a file that lists days."""
MOST_IN_FILE = 120
"""The most days read from one file: a municipality has about thirty a year."""


@dataclass(frozen=True)
class Inhabil:
    """A day that was declared not working, with its source."""

    day: date
    name: str
    source: str


@dataclass(frozen=True)
class UnreadLine:
    """A line of a file that could not be read.

    `problem` is a key of `LINES` in `bot/calendar/inhabil_words.py`.
    """

    line: int
    text: str
    problem: str


@dataclass(frozen=True)
class InhabilesFile:
    """What was read of a file; with a `problem`, no day of it is stored."""

    name: str
    days: tuple[Inhabil, ...] = ()
    unread: tuple[UnreadLine, ...] = ()
    problem: str = ""


def is_calendar_file(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def new_of(listed: Iterable[Inhabil], workdays: Workdays) -> tuple[Inhabil, ...]:
    """Return the days that change the calendar, each once and in order: no weekends, no known days."""
    first = {each.day: each for each in reversed(list(listed)) if workdays.is_workday(each.day)}
    return tuple(first[day] for day in sorted(first))
