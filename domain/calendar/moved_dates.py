"""Which dates a change of the calendar moves: the dates of each UR before and after it, compared."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.calendar.deadlines import Deadlines
from domain.kit.moments import Moment
from domain.kit.periods import QUARTERS, Period
from domain.kit.unit_codes import UnitCode


class QuarterDate(StrEnum):
    """The dates of a quarter that people are told of."""

    OPENS = "opens"
    DUE = "due"
    RECEIVED = "received"
    CLOSES = "closes"


@dataclass(frozen=True)
class DateMove:
    """A date of one UR and quarter that has changed; None where there was or is none."""

    unit_code: UnitCode
    period: Period
    kind: QuarterDate
    before: date | None
    after: date | None


TOLD = (QuarterDate.DUE, QuarterDate.RECEIVED, QuarterDate.CLOSES)
"""A moved opening needs no message: reminders begin on another day."""


def date_of(kind: QuarterDate, deadlines: Deadlines, period: Period) -> date | None:
    match kind:
        case QuarterDate.OPENS:
            return deadlines.opens_on(period)
        case QuarterDate.DUE:
            return deadlines.due_on(period)
        case QuarterDate.RECEIVED:
            return deadlines.received_until(period)
        case _:
            return deadlines.closes_on(period)


def moves_between(
    before: Deadlines, after: Deadlines, units: Mapping[int, Collection[str]], moment: Moment
) -> tuple[DateMove, ...]:
    """Return the dates that moved, for the URs that report in each year.

    A quarter that is over or closed does not count. `units` are the codes of the URs by the year of their
    programmes.
    """
    return tuple(
        move
        for year in sorted(units)
        for quarter in QUARTERS
        if _differs(before, after, Period(year, quarter))
        for code in sorted(units[year])
        if after.for_unit(code).shut_since(Period(year, quarter), moment) is None
        for move in _moves(before.for_unit(code), after.for_unit(code), Period(year, quarter))
        if max(filter(None, (move.before, move.after))) >= moment.today
    )


def _differs(before: Deadlines, after: Deadlines, period: Period) -> bool:
    """Compare whole quarters first, since there may be thousands of URs."""
    own = (key for each in (before, after) for key in each.set_by_implan)
    return any(_moves(before, after, period)) or any(code and of == period for code, of in own)


def _moves(before: Deadlines, after: Deadlines, period: Period) -> Iterator[DateMove]:
    for kind in TOLD:
        was, is_ = date_of(kind, before, period), date_of(kind, after, period)
        if was != is_:
            yield DateMove(after.unit_code, period, kind, was, is_)
