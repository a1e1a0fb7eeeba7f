"""The days of a year on which people are reminded, with the faults drawn for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from domain.calendar.deadlines import Deadlines
from domain.kit.periods import Period

YEAR = 2025
RUNGS = (-10, -5, -3, -1, 0)


@dataclass(frozen=True)
class Day:
    """A business day, its quarter in play, and the names of its faults."""

    on: date
    quarter: int
    faults: tuple[str, ...]

    @property
    def period(self) -> Period:
        return Period(YEAR, self.quarter)


def year_of(dice: Random, kinds: list[str], amount: int) -> list[Day]:
    """Return this many days in order: days of rungs first, then others from the first rung on.

    Each day has one or two faults; a kind repeats only after all have occurred.
    """
    ladder, others = _days()
    chosen = sorted(
        [*dice.sample(ladder, min(amount, len(ladder))), *_some(dice, others, amount - len(ladder))]
    )
    deck = _deck(dice, kinds)
    return [Day(day, quarter, _faults(dice, deck)) for day, quarter in chosen]


def _some(dice: Random, days: list[tuple[date, int]], amount: int) -> list[tuple[date, int]]:
    return dice.sample(days, max(0, min(amount, len(days))))


def _days() -> tuple[list[tuple[date, int]], list[tuple[date, int]]]:
    """Return the days of the ladders of four quarters, and the days between them on which all are overdue."""
    deadlines = Deadlines()
    rungs = {
        deadlines.workdays.shift(deadlines.due_on(Period(YEAR, quarter)), rung): quarter
        for quarter in (1, 2, 3, 4)
        for rung in RUNGS
    }
    first, last = min(rungs), max(rungs)
    every = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    others = [
        (day, deadlines.in_play(day).quarter)
        for day in every
        if day not in rungs and deadlines.workdays.is_workday(day) and _is_past_due(deadlines, day)
    ]
    return sorted(rungs.items()), others


def _is_past_due(deadlines: Deadlines, day: date) -> bool:
    """Tell whether the quarter in play is overdue: everybody is reminded every business day then."""
    return day > deadlines.due_on(deadlines.in_play(day))


def _deck(dice: Random, kinds: list[str]) -> Iterator[str]:
    while True:
        yield from dice.sample(kinds, len(kinds))


def _faults(dice: Random, deck: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(next(deck) for _ in range(dice.choice((1, 1, 2)))))
