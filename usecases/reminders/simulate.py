"""Rehearse days: who would get what, when and why, by the same decision; nothing is written."""

import asyncio
from collections.abc import Awaitable, Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from domain.calendar.deadlines import Deadlines
from domain.calendar.spans import Span
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.reminders.decision import Debt, Facts, PlannedReminder, is_put_off, standing
from domain.reminders.hours import WorkingHours
from domain.reminders.ladders import Recipient
from domain.reminders.rehearsals import (
    LeftAlone,
    Notice,
    NoticeKind,
    NoticeLine,
    RehearsedDay,
    Spared,
    over_by_evening,
    rehearse_day,
)
from domain.reminders.rungs import GivenRungs, RungItem
from domain.reminders.simulation_messages import Simulation, SimulationText
from storage.uow import UnitOfWork
from usecases.kit.owed import Owed, owed_in
from usecases.reminders.reminder_facts import ReminderBasis, reminder_facts
from usecases.summary.plan_summary import due_final, due_summaries, due_weekly

LEAD = timedelta(days=45)
"""How long before a day its rungs may have been given; the ladder of a month is shorter."""

MOST = 20_000
"""Days times URs in one rehearsal in a chat: about twenty seconds, well within the lease of an answer."""

SUMMARY_AT = time(8, 30)
"""The summary hour if the settings name none."""

Read = Callable[[Moment], Awaitable[ReminderBasis]]


@dataclass(frozen=True)
class Timetable:
    """When the messages of a day are sent."""

    summary_at: time
    hours: WorkingHours


async def simulate(
    uow: UnitOfWork, span: Span, timetable: Timetable, moment: Moment, read: Read | None = None
) -> tuple[RehearsedDay, ...]:
    """Rehearse some days from the present facts, as if nobody did anything meanwhile.

    The days between now and the first of them are computed too: what is given on them is not given again. Of
    a day in the past, what was given before it counts.
    """
    deadlines = await uow.calendar.deadlines()
    start = _start(span, deadlines, moment.today)
    rehearsal = _Rehearsal(uow, timetable, read or _reader(uow, timetable))
    given_rungs = await _given_rungs(uow, start, span, moment)
    since = moment.now if start < span.first else None
    over: frozenset[int] = frozenset()
    found = []
    for day in Span(start, span.last).days:
        await asyncio.sleep(0)  # a quarter takes a while: others who write meanwhile must be answered
        rehearsed = RehearsedDay(day, is_workday=False, period=deadlines.in_play(day))
        if deadlines.workdays.is_workday(day):
            stand = _without(await rehearsal.read(_at(day, timetable.hours, moment)), over)
            over |= over_by_evening(stand.facts)
            sent, after = rehearse_day(stand.facts, given_rungs, since)
            if day >= span.first:
                rehearsed = await rehearsal.day(stand, given_rungs, sent)
            given_rungs = after
        given_rungs = given_rungs.next_day()
        found.append(rehearsed)
    return tuple(each for each in found if each.day >= span.first)


async def is_too_much(uow: UnitOfWork, span: Span, today: date) -> bool:
    """Tell whether a rehearsal would take longer than a person waits for an answer."""
    ahead = min(max((span.first - today).days, 0), LEAD.days)
    return (len(span.days) + ahead) * len(await uow.programmes.units()) > MOST


async def compose_simulation(
    uow: UnitOfWork, said: Simulation, timetable: Timetable, moment: Moment
) -> SimulationText:
    """Compute a rehearsal that was asked for."""
    days = await simulate(uow, Span(said.first, said.last), timetable, moment)
    return SimulationText(days, moment.local)


def _without(stand: ReminderBasis, over: Container[int]) -> ReminderBasis:
    """Leave out snoozes that ended on an earlier day."""
    snoozes = {key: each for key, each in stand.facts.snoozes.items() if each.id not in over}
    return replace(stand, facts=replace(stand.facts, snoozes=snoozes))


def _reader(uow: UnitOfWork, timetable: Timetable) -> Read:
    async def read(moment: Moment) -> ReminderBasis:
        return await reminder_facts(uow, moment, timetable.hours)

    return read


def _start(span: Span, deadlines: Deadlines, today: date) -> date:
    """Return the first day whose rungs matter."""
    if span.first <= today:
        return span.first
    opened = deadlines.opens_on(deadlines.in_play(span.first))
    return max(today, min(opened, span.first - LEAD))


async def _given_rungs(uow: UnitOfWork, start: date, span: Span, moment: Moment) -> GivenRungs:
    """Return the given rungs: up to now if the coming days are computed, else before the first day."""
    in_play = (await uow.calendar.deadlines()).in_play(start)
    periods = dict.fromkeys((in_play, in_play.next(), Period.of(start)))
    if start < span.first:
        return await uow.rungs.given_rungs(periods, moment)
    return await uow.rungs.given_before(periods, start)


def _at(day: date, hours: WorkingHours, moment: Moment) -> Moment:
    opening = datetime.combine(day, time(0)) + timedelta(minutes=hours.start)
    return Moment(opening.replace(tzinfo=moment.zone).astimezone(UTC), moment.zone)


@dataclass(frozen=True)
class _Rehearsal:
    uow: UnitOfWork
    timetable: Timetable
    read: Read

    async def day(
        self, stand: ReminderBasis, given_rungs: GivenRungs, sent: Iterable[tuple[Moment, PlannedReminder]]
    ) -> RehearsedDay:
        """Return who gets what on a business day, and which URs get nothing.

        `given_rungs` are the rungs given by that morning.
        """
        moment = stand.facts.moment
        period = stand.deadlines.in_play(moment.today)
        reminders = [_notice(at, planned, stand) for at, planned in sent]
        notices = (*await self._summaries(moment, period), *reminders)
        left = _left_alone(stand, period, await owed_in(self.uow, period), given_rungs, reminders)
        return RehearsedDay(
            moment.today, is_workday=True, period=period, notices=notices, left_alone=tuple(left)
        )

    async def _summaries(self, moment: Moment, period: Period) -> list[Notice]:
        hour = self.timetable.summary_at
        at = datetime.combine(moment.today, hour, moment.zone)
        then = Moment(at.astimezone(UTC), moment.zone)
        final = await due_final(self.uow, then, hour)
        weekly = [] if final else await due_weekly(self.uow, then, hour)
        people = [(NoticeKind.SUMMARY, each) for each in await due_summaries(self.uow, then)]
        people += [(NoticeKind.FINAL, each.person) for each in final]
        people += [(NoticeKind.WEEKLY, each.person) for each in weekly]
        return [Notice(at, kind, each.actor.person_id, each.actor.name, period) for kind, each in people]


def _notice(at: Moment, planned: PlannedReminder, stand: ReminderBasis) -> Notice:
    recipient = min((item.recipient for item in planned.items), key=list(Recipient).index)
    name = stand.people[planned.person_id].actor.name
    lines = tuple(_lines(planned, stand))
    return Notice(
        at.local, NoticeKind(recipient), planned.person_id, name, planned.period, lines, planned.items
    )


def _lines(planned: PlannedReminder, stand: ReminderBasis) -> Iterator[NoticeLine]:
    """Gather the programmes of a UR: people hear of them in one line."""
    by_line: dict[tuple[str, Recipient, int], list[RungItem]] = {}
    for item in planned.items:
        by_line.setdefault((item.unit_code, item.recipient, item.month), []).append(item)
    for (code, recipient, month), items in by_line.items():
        highest = max(items, key=lambda each: each.rung)
        programmes = {each.programme for each in items}
        missing = sum(
            len([each for each in debt.indicators if (planned.person_id, each) not in stand.facts.muted])
            for debt in stand.debts_of.get((code, month), ())
            if debt.programme in programmes
        )
        is_extended = stand.deadlines.for_unit(code).is_extended(highest.period)
        yield NoticeLine(
            code, recipient, highest.rung, highest.why, highest.due_on, missing, month, is_extended
        )


def _left_alone(
    stand: ReminderBasis, period: Period, owed: Owed, given_rungs: GivenRungs, reminders: Iterable[Notice]
) -> Iterator[LeftAlone]:
    told = {line.unit_code for notice in reminders for line in notice.lines}
    reasons = _Reasons(stand, period, owed, given_rungs)
    for code in stand.reports[period]:
        if code not in told:
            yield reasons.of(code)


class _Reasons:
    """Why nobody is reminded about a UR on a day."""

    def __init__(self, stand: ReminderBasis, period: Period, owed: Owed, given_rungs: GivenRungs) -> None:
        self._stand, self._period, self._owed, self._given_rungs = stand, period, owed, given_rungs
        self._debts: dict[str, list[Debt]] = {}
        for debt in stand.facts.debts:
            self._debts.setdefault(debt.unit_code, []).append(debt)
        self._items = _by_unit(stand.facts)
        self._whoever = _by_unit(replace(stand.facts, muted=frozenset()))

    def of(self, code: str) -> LeftAlone:
        facts, own = self._stand.facts, self._stand.deadlines.for_unit(code)
        if self._owed.is_handed_in(code):
            return LeftAlone(code, Spared.HANDED_IN)
        if own.shut_since(self._period, facts.moment):
            return LeftAlone(code, Spared.SHUT)
        if not self._debts.get(code):
            return LeftAlone(code, Spared.NOTHING_OWED)
        if not any(post.is_reachable for post in facts.posts.get(code, ())):
            return LeftAlone(code, Spared.UNREACHABLE)
        return self._of_reachable(code, own)

    def _of_reachable(self, code: str, own: Deadlines) -> LeftAlone:
        facts, items = self._stand.facts, self._items.get(code, [])
        for person_id, item in items:
            if is_put_off(facts, person_id, item):
                until = Moment(facts.snoozes[person_id, item.period].until_at, facts.moment.zone).local
                return LeftAlone(code, Spared.SNOOZED, until)
        if own.is_extended(self._period):
            until = datetime.combine(own.due_on(self._period), time(), facts.moment.zone)
            return LeftAlone(code, Spared.EXTENDED, until)
        if any(self._given_rungs.has(person_id, item) for person_id, item in items):
            return LeftAlone(code, Spared.GIVEN)
        is_reached = code in self._whoever and not items
        return LeftAlone(code, Spared.NOT_THEIRS if is_reached else Spared.NO_RUNG)


def _by_unit(facts: Facts) -> dict[str, list[tuple[int, RungItem]]]:
    """Return the rungs of each person, by UR."""
    found: dict[str, list[tuple[int, RungItem]]] = {}
    for person_id, items in standing(facts).items():
        for item in items:
            found.setdefault(item.unit_code, []).append((person_id, item))
    return found
