"""A reference implementation of reminders: simple, slow, and independent of the product's code.

It knows the default ladders and the calendar of one quarter. A story compares its result with the product's.
"""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.stories.behaviours import DUE, LADDER, WORKDAYS, Act, Deed, Life, is_workday

ENLACE, SUPLENTE, TITULAR = "enlace", "suplente", "titular"
LADDERS = {ENLACE: (-10, -5, -3, -1, 0), SUPLENTE: (-3, -1, 0), TITULAR: (-1,)}
OPENS, CLOSES = time(9), time(18)

Item = tuple[str, str, int]
"""The code of a UR, as whom somebody hears of it, and the rung."""


@dataclass(frozen=True)
class Put:
    """A snoozed reminder."""

    until: datetime


@dataclass
class Reference:
    """`posts` are (code, role) → people; `given` the highest rung of each person, UR, role and due day."""

    lives: list[Life]
    posts: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    unreachable: set[int] = field(default_factory=set)
    owing: set[str] = field(default_factory=set)
    due: dict[str, date] = field(default_factory=dict)
    signs: dict[int, date] = field(default_factory=dict)
    given: dict[tuple[int, str, str, date], int] = field(default_factory=dict)
    served: set[tuple[int, date]] = field(default_factory=set)
    put_off: dict[int, Put] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for life in self.lives:
            self.owing.add(life.code)
            self.due[life.code] = DUE
            for role, person in ((ENLACE, life.enlace), (SUPLENTE, life.suplente), (TITULAR, life.titular)):
                if person:
                    self.posts[life.code, role].append(person)

    def does(self, deed: Deed) -> None:
        """Apply an action of a person."""
        match deed.act:
            case Act.REPORTS_ONE | Act.REPORTS_ALL:
                self.signs[deed.person] = deed.day
            case Act.SENDS:
                self.signs[deed.person] = deed.day
                self.owing.discard(deed.code)
            case Act.IS_GIVEN_BACK:
                self.owing.add(deed.code)
            case Act.JOINS:
                self.posts[deed.code, ENLACE].append(deed.person)
            case Act.LEAVES:
                self.posts[deed.code, ENLACE].remove(deed.person)
            case Act.GETS_TIME:
                assert deed.until is not None
                self.due[deed.code] = deed.until

    def now(self, at: datetime) -> list[tuple[int, frozenset[Item], bool]]:
        """Return who gets what at a local instant, and whether it was snoozed; record it as given."""
        if not is_workday(at.date()) or not OPENS <= at.time() < CLOSES or at.date() < LADDER[0]:
            return []
        found = []
        for person, standing in self._standing(at).items():
            items, is_asked_for = self._message(person, standing, at)
            for code, role, rung in items:
                self.given[person, code, role, self.due[code]] = rung
            if items:
                self.served.add((person, at.date()))
                found.append((person, items, is_asked_for))
        return found

    def is_to_hear(self, code: str, day: date, deaf: Container[int]) -> bool:
        """Tell whether a UR is on a rung and its first recipients can be told today."""
        offset = WORKDAYS.index(day) - WORKDAYS.index(self.due[code])
        first = self.posts[code, ENLACE] or self.posts[code, SUPLENTE] or self.posts[code, TITULAR]
        told = [each for each in first if each not in deaf and each not in self.put_off]
        return bool(told) and (offset in LADDERS[ENLACE] or offset > 0)

    def _message(self, person: int, items: list[Item], at: datetime) -> tuple[frozenset[Item], bool]:
        put = self.put_off.get(person)
        if put is not None and put.until <= at:
            del self.put_off[person]
            return frozenset(items), True
        if (person, at.date()) in self.served:
            return frozenset(), False
        asked = [each for each in items if put is None or put.until.date() > self.due[each[0]]]
        return frozenset(each for each in asked if self._is_new(person, each)), False

    def _is_new(self, person: int, item: Item) -> bool:
        code, role, rung = item
        return self.given.get((person, code, role, self.due[code]), -99) < rung

    def _standing(self, at: datetime) -> dict[int, list[Item]]:
        found: dict[int, list[Item]] = defaultdict(list)
        for code in sorted(self.owing):
            for role, rung in self._rungs(code, at.date()).items():
                for person in self.posts[code, role]:
                    if person not in self.unreachable:
                        found[person].append((code, role, rung))
        return found

    def _rungs(self, code: str, today: date) -> dict[str, int]:
        offset = WORKDAYS.index(today) - WORKDAYS.index(self.due[code])
        on_time = _latest(ENLACE, offset)
        escalated: dict[str, int | None] = {ENLACE: on_time}
        for role, before in ((SUPLENTE, (ENLACE,)), (TITULAR, (ENLACE, SUPLENTE))):
            if not any(self._is_there(code, each) for each in before):
                escalated[role] = on_time
            else:
                has_signed = any(self._has_signed(code, each) for each in before)
                escalated[role] = None if has_signed else _latest(role, offset)
        if offset > 0:
            escalated[TITULAR] = offset
        return {role: rung for role, rung in escalated.items() if rung is not None}

    def _is_there(self, code: str, role: str) -> bool:
        return any(person not in self.unreachable for person in self.posts[code, role])

    def _has_signed(self, code: str, role: str) -> bool:
        began = WORKDAYS[WORKDAYS.index(self.due[code]) - 10]
        return any(self.signs.get(person, date.min) >= began for person in self.posts[code, role])


def _latest(role: str, offset: int) -> int | None:
    return offset if offset > 0 else max((rung for rung in LADDERS[role] if rung <= offset), default=None)


def next_morning(day: date) -> datetime:
    """Return nine o'clock of the next business day."""
    day += timedelta(days=1)
    while not is_workday(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS)
