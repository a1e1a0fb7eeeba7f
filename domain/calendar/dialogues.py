"""What the dialogues about the calendar are about: dates of a quarter, inhábiles, a ladder, own hours."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from domain.calendar.inhabiles import Inhabil
from domain.calendar.moved_dates import QuarterDate
from domain.kit.dialogues.abouts import About
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode
from domain.reminders.ladders import Ladder, Recipient, Rhythm
from domain.reminders.own_hours import Hours

EVERY = "all"
"""Stood for every UR, or every programme."""
RULE = "rule"
"""Stood for the day that the rule gives."""
YES = "yes"


@dataclass(frozen=True)
class MovedDue:
    """A due day that moves, and of how many URs."""

    period: Period
    before: date
    after: date
    units: int


@dataclass(frozen=True)
class AboutDays(About, kinds=("inhabil",)):
    """The days that were given, of those that are worked by now."""

    days: tuple[date, ...]

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        return cls(_days(answers["days"])) if "days" in answers else None


@dataclass(frozen=True)
class AboutAdding(About, kinds=("inhabil_sure",)):
    """The days to be added, and the due days that move with them."""

    new: tuple[Inhabil, ...]
    moved: tuple[MovedDue, ...] = ()

    PACKED = frozenset({"listed", "days", "dues"})

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        if "days" not in texts:
            return None
        listed = json.loads(texts["listed"]) if "listed" in texts else []
        new = [Inhabil(date.fromisoformat(day), name, source) for day, name, source in listed]
        return cls(tuple(new) or tuple(Inhabil(day, "", "") for day in _days(texts["days"])), _moved(texts))


@dataclass(frozen=True)
class AboutRemoval(About, kinds=("inhabil_removal_sure",)):
    """The day to be worked after all, where that is written, and the due days that move with it."""

    day: date
    source: str
    moved: tuple[MovedDue, ...] = ()

    PACKED = frozenset({"days", "source", "dues"})

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        if "days" not in texts:
            return None
        return cls(date.fromisoformat(texts["days"]), texts.get("source", ""), _moved(texts))


@dataclass(frozen=True)
class AboutDates(About, kinds=("dates_sure",)):
    """A date of a quarter before and after a change; the empty code stands for every UR.

    `day` is what was answered, None for the day that the rule gives; `before` and `after` are what counts,
    None where there is none. `units` have other dates then. Where the limit moves (`is_due`), `ahead` and
    `gone` are the days of the ladder that leaves.
    """

    period: Period
    unit_code: UnitCode
    which: QuarterDate
    day: date | None
    source: str
    before: date | None
    after: date | None
    units: int
    ahead: tuple[date, ...] = ()
    gone: tuple[date, ...] = ()
    is_due: bool = False

    PACKED = frozenset(
        {"period", "unit", "which", "day", "source", "before", "after", "units", "ahead", "gone", "is_due"}
    )

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        if "units" not in texts:
            return None
        day = texts.get("day", RULE)
        return cls(
            Period.parse(texts["period"]),
            "" if texts["unit"] == EVERY else texts["unit"],
            QuarterDate(texts["which"]),
            None if day == RULE else date.fromisoformat(day),
            texts["source"],
            _day(texts["before"]),
            _day(texts["after"]),
            int(texts["units"]),
            _days(texts["ahead"]),
            _days(texts["gone"]),
            texts["is_due"] == YES,
        )


@dataclass(frozen=True)
class AboutLadder(About, kinds=("ladder_sure",)):
    """The ladder that is wanted, of a programme (empty: of all), and its days in the quarter that comes.

    `is_usual` drops what was set for exactly these, so that the ladder above it counts again.
    """

    programme: str
    recipient: Recipient
    rhythm: Rhythm
    ladder: Ladder
    is_usual: bool
    period: Period
    days: tuple[date, ...] = ()

    PACKED = frozenset(
        {"programme", "recipient", "rhythm", "rungs", "goes_on", "ladder", "period", "due_on", "days"}
    )

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        """Read `-3 -1 0 +`, whose plus says that it goes on."""
        if "ladder" not in texts:
            return None
        rungs, plus, _ = texts["ladder"].partition("+")
        return cls(
            "" if texts["programme"] == EVERY else texts["programme"],
            Recipient(texts["recipient"]),
            Rhythm(texts["rhythm"]),
            Ladder(tuple(map(int, rungs.split())), bool(plus)),
            texts["rungs"] == "usual",
            Period.parse(texts["period"]),
            _days(texts["days"]),
        )


@dataclass(frozen=True)
class AboutHours(About, kinds=("hours",)):
    """The hours that count now; None for those of everybody."""

    hours: Hours | None

    PACKED = frozenset({"hours"})

    @classmethod
    def unpacked(cls, texts: Mapping[str, str], answers: Mapping[str, str]) -> Self | None:
        """Read `600-905`, minutes of the day."""
        if "hours" not in texts:
            return None
        start, _, end = texts["hours"].partition("-")
        return cls((int(start), int(end)) if end else None)


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _days(listed: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(each) for each in listed.split(",") if each)


def _moved(texts: Mapping[str, str]) -> tuple[MovedDue, ...]:
    """Read `3T2025:2025-09-30:2025-09-29:40,…`: quarter, before, after and how many URs."""
    parts = (each.split(":") for each in texts["dues"].split(",") if each)
    return tuple(
        MovedDue(Period.parse(period), date.fromisoformat(before), date.fromisoformat(after), int(units))
        for period, before, after, units in parts
    )
