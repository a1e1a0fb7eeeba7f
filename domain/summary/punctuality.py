"""Who handed in a quarter when: on time, late or not at all, and the resulting ranking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReportOutcome(StrEnum):
    ON_TIME = "on_time"
    """On its due day or before, a prórroga included."""
    LATE = "late"
    NOT_SENT = "not_sent"
    STILL_OPEN = "still_open"
    """Not handed in, and its own due day has not passed."""


@dataclass(frozen=True)
class HandIn:
    """One UR: the day of its first hand-in, None if there was none, and its due day."""

    code: str
    name: str
    due_on: date
    sent_on: date | None = None


@dataclass(frozen=True)
class Placed:
    """One UR in the ranking; those with the same day share a place, those without a hand-in have none."""

    hand_in: HandIn
    outcome: ReportOutcome
    place: int | None = None


def ranked(hand_ins: Iterable[HandIn], today: date) -> tuple[Placed, ...]:
    """Return every UR once: on time by day, then late by day, then without a hand-in, by code."""
    ordered = sorted(((_outcome(each, today), each) for each in hand_ins), key=lambda pair: _order(*pair))
    placed: list[Placed] = []
    for position, (outcome, each) in enumerate(ordered, start=1):
        last = placed[-1] if placed else None
        is_tie = last is not None and (last.outcome, last.hand_in.sent_on) == (outcome, each.sent_on)
        place = None if each.sent_on is None else last.place if last and is_tie else position
        placed.append(Placed(each, outcome, place))
    return tuple(placed)


def _outcome(each: HandIn, today: date) -> ReportOutcome:
    if each.sent_on is None:
        return ReportOutcome.NOT_SENT if today > each.due_on else ReportOutcome.STILL_OPEN
    return ReportOutcome.ON_TIME if each.sent_on <= each.due_on else ReportOutcome.LATE


def _order(outcome: ReportOutcome, each: HandIn) -> tuple[int, date, str]:
    return list(ReportOutcome).index(outcome), each.sent_on or date.max, each.code
