"""The result of a rehearsal: who would get what, when and why, and which URs would get nothing."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode
from domain.reminders.decision import Facts, PlannedReminder, plan_reminders, standing
from domain.reminders.ladders import Recipient
from domain.reminders.rungs import GivenRungs, RungItem, Why


class NoticeKind(StrEnum):
    """The kind of a message: a reminder in a role, or a summary for IMPLAN."""

    ENLACE = "enlace"
    SUPLENTE = "suplente"
    TITULAR = "titular"
    SUMMARY = "summary"
    WEEKLY = "weekly"
    FINAL = "final"


REMINDERS = frozenset({NoticeKind.ENLACE, NoticeKind.SUPLENTE, NoticeKind.TITULAR})


class Spared(StrEnum):
    """Why nobody is reminded about a UR."""

    HANDED_IN = "handed_in"
    NOTHING_OWED = "nothing_owed"
    SHUT = "shut"
    """The quarter is closed to it."""
    EXTENDED = "extended"
    """Its prórroga runs, and no rung of it is due."""
    SNOOZED = "snoozed"
    NOT_THEIRS = "not_theirs"
    """Every gap is «No me corresponde» for the people who would be reminded."""
    UNREACHABLE = "unreachable"
    """It has gaps, and nobody of it can be reached."""
    GIVEN = "given"
    """The latest rung was given before."""
    NO_RUNG = "no_rung"
    """It has gaps, and its ladder has not begun."""


@dataclass(frozen=True)
class NoticeLine:
    """One UR in one message; `missing` counts indicators, 0 if only the sending is left."""

    unit_code: UnitCode
    recipient: Recipient
    rung: int
    why: Why
    due_on: date
    missing: int
    month: int = 0
    is_extended: bool = False


@dataclass(frozen=True)
class Notice:
    """One message to one person at a local instant."""

    at: datetime
    kind: NoticeKind
    person_id: int
    name: str
    period: Period
    lines: tuple[NoticeLine, ...] = ()
    items: tuple[RungItem, ...] = ()
    """The items of a reminder."""


@dataclass(frozen=True)
class LeftAlone:
    """A UR about which nobody is reminded, and until when if that is known."""

    unit_code: UnitCode
    why: Spared
    until: datetime | None = None


@dataclass(frozen=True)
class RehearsedDay:
    day: date
    is_workday: bool
    period: Period
    notices: tuple[Notice, ...] = ()
    left_alone: tuple[LeftAlone, ...] = ()

    def of(self, kind: NoticeKind) -> tuple[Notice, ...]:
        return tuple(each for each in self.notices if each.kind is kind)


def counted(days: Iterable[RehearsedDay]) -> dict[NoticeKind, int]:
    """Count the messages of some days by kind, without the URs that get nothing."""
    amounts = dict.fromkeys(NoticeKind, 0)
    for day in days:
        for notice in day.notices:
            amounts[notice.kind] += 1
    return {kind: amount for kind, amount in amounts.items() if amount}


def rehearse_day(
    facts: Facts, given_rungs: GivenRungs, since: datetime | None = None
) -> tuple[list[tuple[Moment, PlannedReminder]], GivenRungs]:
    """Simulate a day at each hour when anything can be due; return the messages and what they give.

    The facts are those of the day; `given_rungs` is what was given before it. Of a day that has begun, only
    the hours after `since` are simulated.
    """
    sent: list[tuple[Moment, PlannedReminder]] = []
    for moment in _moments(facts, since):
        facts = replace(facts, moment=moment, given_rungs=given_rungs)
        planned = plan_reminders(facts)
        planned += _held_up(facts, {each.person_id for each in planned})
        over = {each.snooze for each in planned if each.snooze}
        open_still = {key: each for key, each in facts.snoozes.items() if each not in over}
        facts = replace(facts, snoozes=open_still)
        given_rungs = given_rungs.after({each.person_id: each.items for each in planned})
        sent += [(moment, each) for each in planned]
    return sent, given_rungs


def over_by_evening(facts: Facts) -> frozenset[int]:
    """Return the ids of the snoozes that end during a business day, or before it."""
    midnight = datetime.combine(facts.moment.today, time(0), facts.moment.zone)
    return frozenset(
        snooze.id
        for (person_id, _), snooze in facts.snoozes.items()
        if snooze.until_at < midnight + timedelta(minutes=facts.hours_of(person_id).end)
    )


def _held_up(facts: Facts, planned: Container[int]) -> Iterator[PlannedReminder]:
    """Yield rungs in unsent messages: they leave when the hours begin, unless another contains them."""
    today = standing(facts) if facts.given_rungs.waiting else {}
    for person_id, rows in facts.given_rungs.waiting.items():
        late = [item for items in rows.values() for item in items]
        current = (now for now in today.get(person_id, ()) if any(now.continues(item) for item in late))
        items = tuple(current)
        if items and person_id not in planned and facts.hours_of(person_id).covers(facts.moment.time):
            yield PlannedReminder(person_id, facts.moment.today, items)


def _moments(facts: Facts, since: datetime | None) -> Iterator[Moment]:
    """Yield when a person's hours begin and when a snooze ends."""
    day, zone = facts.moment.today, facts.moment.zone
    midnight = datetime.combine(day, time(0))
    starts = {facts.hours.start, *(each.start for each in facts.own_hours.values())}
    instants = {(midnight + timedelta(minutes=start)).replace(tzinfo=zone) for start in starts}
    put_off = (Moment(each.until_at, zone) for each in facts.snoozes.values())
    instants |= {each.local for each in put_off if each.today == day}
    if since is not None and Moment(since, zone).today == day:
        instants = {since, *(each for each in instants if each > since)}
    for instant in sorted(instants):
        yield Moment(instant.astimezone(UTC), zone)
