"""Who is reminded of what now, and why: the same decision for planning, sending and rehearsals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode
from domain.kit.workdays import Workdays
from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from domain.reminders.ladders import Ladder, Ladders, Recipient, Rhythm
from domain.reminders.rungs import GivenRungs, RungItem, Why
from domain.reminders.snoozing import Snooze

NEVER = date.min


@dataclass(frozen=True)
class Debt:
    """The gaps of a UR in one programme for a quarter, or for a month of it (1 to 12).

    Without indicators only the sending is left.
    """

    unit_code: UnitCode
    programme: str
    period: Period
    due_on: date
    indicators: frozenset[int] = frozenset()
    month: int = 0

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm.MONTHLY if self.month else Rhythm.QUARTERLY


@dataclass(frozen=True)
class LadderPost:
    """A person on the ladders of a UR."""

    person_id: int
    recipient: Recipient
    is_reachable: bool = True


@dataclass(frozen=True)
class Facts:
    """All facts of the decision; `debts` are the gaps that may still be filled and are asked for.

    `signs` is the last activity of each person, `muted` the pairs of person and indicator that do not belong
    together, `snoozes` the snooze by person and quarter, `own_hours` the hours of those who set their own.
    """

    moment: Moment
    workdays: Workdays
    debts: Sequence[Debt]
    posts: Mapping[str, Sequence[LadderPost]]
    ladders: Ladders = field(default_factory=Ladders)
    hours: WorkingHours = OFFICE_HOURS
    own_hours: Mapping[int, WorkingHours] = field(default_factory=dict)
    signs: Mapping[int, datetime] = field(default_factory=dict)
    muted: frozenset[tuple[int, int]] = frozenset()
    snoozes: Mapping[tuple[int, Period], Snooze] = field(default_factory=dict)
    given_rungs: GivenRungs = field(default_factory=GivenRungs)

    def hours_of(self, person_id: int) -> WorkingHours:
        return self.own_hours.get(person_id, self.hours)


@dataclass(frozen=True)
class PlannedReminder:
    """One message to one person; each item says why the person gets it.

    `snooze` is the one that ends now, `replaces` are unsent rows whose items this message contains.
    """

    person_id: int
    day: date
    items: tuple[RungItem, ...]
    snooze: Snooze | None = None
    replaces: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """The identity of the message: the database refuses a second row with it."""
        if self.snooze is not None:
            return f"reminder:snoozed:{self.snooze.id}"
        return f"reminder:{self.day.isoformat()}:{self.person_id}"

    @property
    def period(self) -> Period:
        """Its quarter; with months of the next quarter, the one that is due first."""
        return min(item.period for item in self.items)

    @property
    def rung(self) -> int:
        return max(item.rung for item in self.items)

    @property
    def unit_codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.unit_code for item in self.items))


def plan_reminders(facts: Facts) -> list[PlannedReminder]:
    """Decide who gets a message now: one for each person and day, with the rungs not given before."""
    planned = (_message(facts, person, items) for person, items in standing(facts).items())
    return [each for each in planned if each is not None]


def standing(facts: Facts) -> dict[int, tuple[RungItem, ...]]:
    """Return the rung of each person today, whether given or not; none on a day off."""
    found: dict[int, list[RungItem]] = defaultdict(list)
    if facts.workdays.is_workday(facts.moment.today):
        cases = _Cases(facts)
        for debt in facts.debts:
            for person_id, item in cases.of(debt).items(facts.muted):
                found[person_id].append(item)
    return {person_id: tuple(items) for person_id, items in found.items()}


def is_put_off(facts: Facts, person_id: int, item: RungItem) -> bool:
    snooze = facts.snoozes.get((person_id, item.period))
    return snooze is not None and snooze.holds(item.due_on, facts.moment)


def _message(facts: Facts, person_id: int, items: tuple[RungItem, ...]) -> PlannedReminder | None:
    moment, given_rungs = facts.moment, facts.given_rungs
    if not facts.hours_of(person_id).covers(moment.time):
        return None
    waiting = given_rungs.waiting.get(person_id, {})
    snooze = _snooze_over(facts, person_id, items)
    if snooze is not None:
        return PlannedReminder(person_id, moment.today, items, snooze, tuple(waiting))
    if person_id in given_rungs.served:
        return None
    asked = [item for item in items if not is_put_off(facts, person_id, item)]
    new = {item for item in asked if not given_rungs.has(person_id, item)}
    if not new:
        return None
    late = {item for of_row in waiting.values() for item in of_row}
    given = tuple(item for item in asked if item in new or any(map(item.continues, late)))
    return PlannedReminder(person_id, moment.today, given, replaces=tuple(waiting))


def _snooze_over(facts: Facts, person_id: int, items: Iterable[RungItem]) -> Snooze | None:
    """Return the snooze that ends now; it also ends if the due day has moved before its end."""
    for item in items:
        snooze = facts.snoozes.get((person_id, item.period))
        if snooze is not None and snooze.is_over(item.due_on, facts.moment):
            return snooze
    return None


@dataclass(frozen=True)
class _Case:
    """One debt on one day: its distance to the due day, the people on its ladders, and their activity."""

    debt: Debt
    offset: int
    posts: Sequence[LadderPost]
    ladders: Mapping[Recipient, Ladder]
    signed: frozenset[Recipient]

    def rungs(self, recipient: Recipient) -> Iterator[tuple[int, Why]]:
        """Yield the rungs of a recipient, with the reason."""
        own, first = self.ladders[recipient].latest(self.offset), self.ladders[Recipient.ENLACE]
        before = _before(recipient)
        if not before:
            reached, why = own, Why.OWES
        elif not any(post.is_reachable for post in self.posts if post.recipient in before):
            reached, why = first.latest(self.offset), Why.UNREACHABLE
        else:
            reached, why = None if self.signed & before else own, Why.NO_SIGN
        if reached is not None:
            yield reached, why
        if recipient is Recipient.TITULAR and own is not None and own > 0:
            yield own, Why.PAST_DUE

    def items(self, muted: frozenset[tuple[int, int]]) -> Iterator[tuple[int, RungItem]]:
        """Yield each person who is reminded, with the rung."""
        debt = self.debt
        for recipient in Recipient:
            rung, why = max(self.rungs(recipient), key=lambda each: each[0], default=(None, Why.OWES))
            if rung is None:
                continue
            whose = (debt.unit_code, debt.programme, debt.period, recipient, debt.due_on)
            item = RungItem(*whose, rung, debt.month, why)
            for post in self.posts:
                is_asked = post.is_reachable and not _is_muted(debt, post.person_id, muted)
                if post.recipient is recipient and is_asked:
                    yield post.person_id, item


def is_relieved(facts: Facts, item: RungItem, since: date) -> bool:
    """Tell whether a rung came for want of a sign, and somebody before its recipient gave one since."""
    before = {
        post.person_id
        for post in facts.posts.get(item.unit_code, ())
        if post.recipient in _before(item.recipient)
    }
    days = (Moment(at, facts.moment.zone).today for person, at in facts.signs.items() if person in before)
    return item.why is Why.NO_SIGN and any(day >= since for day in days)


def _before(recipient: Recipient) -> frozenset[Recipient]:
    order = list(Recipient)
    return frozenset(order[: order.index(recipient)])


def _is_muted(debt: Debt, person_id: int, muted: frozenset[tuple[int, int]]) -> bool:
    """Tell whether no part of a debt belongs to this person; the sending always does."""
    return bool(debt.indicators) and all((person_id, each) in muted for each in debt.indicators)


class _Cases:
    """Makes the cases of one day; due days and ladders are few, so each result is computed once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._offsets: dict[date, int] = {}
        self._first_days: dict[tuple[date, int], date] = {}
        self._last_signs = {person: Moment(at, facts.moment.zone).today for person, at in facts.signs.items()}

    def of(self, debt: Debt) -> _Case:
        posts = self._facts.posts.get(debt.unit_code, ())
        ladders = {each: self._facts.ladders.of(debt.programme, each, debt.rhythm) for each in Recipient}
        first = ladders[Recipient.ENLACE].first or 0
        began = self._day(debt.due_on, min(first, 0))
        signed = (post.recipient for post in posts if self._last_signs.get(post.person_id, NEVER) >= began)
        return _Case(debt, self._offset(debt.due_on), posts, ladders, frozenset(signed))

    def _offset(self, due_on: date) -> int:
        """Return the business days past the due day; negative before it."""
        if due_on not in self._offsets:
            self._offsets[due_on] = -self._facts.workdays.until(self._facts.moment.today, due_on)
        return self._offsets[due_on]

    def _day(self, due_on: date, count: int) -> date:
        if (due_on, count) not in self._first_days:
            self._first_days[due_on, count] = self._facts.workdays.shift(due_on, count)
        return self._first_days[due_on, count]
