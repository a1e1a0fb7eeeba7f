"""One rung of one ladder for one person, and the reason for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode
from domain.reminders.ladders import Recipient

SENDING = ""
"""Stands for the programme if no indicator has a gap and only the entrega is to be sent."""


class Why(StrEnum):
    """Why a rung reaches this recipient, and not only the one before."""

    OWES = "owes"
    """The enlace's own ladder."""
    UNREACHABLE = "unreachable"
    """Nobody before them on the ladder can be reached."""
    NO_SIGN = "no_sign"
    """Those before them have not been active since the ladder began."""
    PAST_DUE = "past_due"
    """The titular's daily line after the due day."""


@dataclass(frozen=True, order=True)
class RungItem:
    """The rung of a UR for one programme (its code key) and for the quarter, or a month of it.

    `month` is 0 for the whole quarter. `why` is not part of the identity: a rung is given once.
    """

    unit_code: UnitCode
    programme: str
    period: Period
    recipient: Recipient
    due_on: date
    rung: int
    month: int = 0
    why: Why = field(default=Why.OWES, compare=False)

    @property
    def ladder(self) -> "LadderOf":
        """The ladder of the rung, whatever the programme."""
        return LadderOf(self.unit_code, self.period, self.month, self.recipient, self.due_on)

    def continues(self, given: "RungItem") -> bool:
        """Tell whether this is the same rung as one that was given; after the last capture, the sending."""
        is_same = self.ladder == given.ladder and self.rung == given.rung
        return is_same and (self.programme == given.programme or SENDING in (self.programme, given.programme))


@dataclass(frozen=True)
class LadderOf:
    """The ladder of a UR towards one due day; another due day begins another ladder."""

    unit_code: UnitCode
    period: Period
    month: int
    recipient: Recipient
    due_on: date


@dataclass(frozen=True)
class GivenRungs:
    """The rungs that were given: the highest of each programme, by person and ladder.

    `waiting` are the items of unsent messages, by person and outbox row; `served` are the people who were
    given a reminder today, or whom an older one has reached today.
    """

    highest: Mapping[tuple[int, LadderOf], Mapping[str, int]] = field(default_factory=dict)
    waiting: Mapping[int, Mapping[int, frozenset[RungItem]]] = field(default_factory=dict)
    served: frozenset[int] = frozenset()

    def has(self, person_id: int, item: RungItem) -> bool:
        """Tell whether a rung or a later one was given: a lower rung never follows.

        A rung given for any programme counts for the sending, and the other way round.
        """
        given = self.highest.get((person_id, item.ladder), {})
        rungs = given.values() if item.programme == SENDING else _of(given, item.programme)
        return any(rung >= item.rung for rung in rungs)

    def after(self, given: Mapping[int, Iterable[RungItem]]) -> "GivenRungs":
        """Return the given rungs after each person has got a message with these items."""
        highest = {key: dict(rungs) for key, rungs in self.highest.items()}
        for person_id, items in given.items():
            for item in items:
                rungs = highest.setdefault((person_id, item.ladder), {})
                rungs[item.programme] = max(item.rung, rungs.get(item.programme, item.rung))
        waiting = {person: rows for person, rows in self.waiting.items() if person not in given}
        return GivenRungs(highest, waiting, self.served | given.keys())

    def next_day(self) -> "GivenRungs":
        """Return the given rungs of the next morning: no message of that day has been given."""
        return replace(self, served=frozenset())


def _of(given: Mapping[str, int], programme: str) -> list[int]:
    return [given[each] for each in (programme, SENDING) if each in given]
