"""Tell the people whose dates a change of the calendar has moved, once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from domain.calendar.deadlines import Deadlines
from domain.calendar.messages import DueMoved
from domain.calendar.moved_dates import DateMove, moves_between
from domain.kit.moments import Moment
from domain.kit.said import Said
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.concerned import of_units, tell_each, units_of


@dataclass(frozen=True)
class PeopleTold:
    """How many URs have new dates, and how many of their people were told."""

    units: int
    people: int


async def moves_since(uow: UnitOfWork, before: Deadlines, after: Deadlines, moment: Moment) -> list[DateMove]:
    """Return the dates that differ between two calendars, for the URs that report."""
    units = await uow.calendar.units_by_year(moment.today.year - 1)
    return list(moves_between(before, after, units, moment))


async def tell_moves(uow: UnitOfWork, before: Deadlines, source: str, moment: Moment) -> PeopleTold:
    """Tell enlaces and titulares what moved since `before`; reminders use the new calendar anyway."""
    after = await uow.calendar.deadlines()
    moves = await moves_since(uow, before, after, moment)
    left = {
        day.isoformat(): after.workdays.until(moment.today, day)
        for move in moves
        for day in (move.before, move.after)
        if day is not None
    }
    by_unit = _by_unit(moves)

    def moved(reader: Person) -> Said:
        own = tuple(move for code in sorted(units_of(reader)) for move in by_unit.get(code, ()))
        return DueMoved(own, left, source)

    concerned = [each for each in await of_units(uow) if units_of(each) & by_unit.keys()]
    await tell_each(uow, concerned, moved, moment, key=_key(moves, moment))
    return PeopleTold(len(by_unit), len(concerned))


def _by_unit(moves: list[DateMove]) -> Mapping[str, list[DateMove]]:
    by_unit: dict[str, list[DateMove]] = {}
    for move in moves:
        by_unit.setdefault(move.unit_code, []).append(move)
    return by_unit


def _key(moves: list[DateMove], moment: Moment) -> str:
    """Return a key for one change: the same dates may move more than once."""
    what = hashlib.sha256(repr(moves).encode()).hexdigest()[:16]
    return f"moved:{moment.now.isoformat()}:{what}"
