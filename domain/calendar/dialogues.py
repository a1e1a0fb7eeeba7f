"""The facts of the calendar's dialogues: dates of a quarter, inhábiles, a ladder, own hours."""

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
"""Once meant every UR, or every programme."""
RULE = "rule"
"""Once meant the day that the rule gives."""
YES = "yes"


@dataclass(frozen=True)
class MovedDue:
    """A due day that moves, and for how many URs."""

    period: Period
    before: date
    after: date
    units: int


@dataclass(frozen=True)
class AboutDays(About, kinds=("inhabil",)):
    """The days that were typed and are business days now."""

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
    """The day that becomes a business day again, its source, and the due days that move with it."""

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

    `day` is the answer, None for the day that the rule gives. `before` and `after` are the dates in force,
    None if there is none. `units` counts the URs whose dates change. If the due day moves (`is_due`), `ahead`
    and `gone` are the days of the new ladder from today on, and those that have passed.
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
    """The ladder that was typed, of a programme (empty: of all), and its days in the coming quarter.

    `is_usual` deletes the ladder that was set here, so that the more general ladder applies again.
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
        """Read `-3 -1 0 +`; the plus means that the ladder goes on every business day."""
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
    """The hours in force; None for the general working hours."""

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
    """Read `3T2025:2025-09-30:2025-09-29:40,…`: quarter, day before, day after, number of URs."""
    parts = (each.split(":") for each in texts["dues"].split(",") if each)
    return tuple(
        MovedDue(Period.parse(period), date.fromisoformat(before), date.fromisoformat(after), int(units))
        for period, before, after, units in parts
    )
