"""All facts of the decision about reminders, read with a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from domain.calendar.deadlines import Deadlines
from domain.capture.months import last_workday, months_of
from domain.kit.access import Action, Actor
from domain.kit.avances import Indicator, UnitReport
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import UnitGaps
from domain.reminders.decision import Debt, Facts, LadderPost
from domain.reminders.hours import WorkingHours
from domain.reminders.ladders import Ladders, Recipient, Rhythm
from domain.reminders.rungs import SENDING, GivenRungs
from domain.reminders.snoozing import Snooze
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.owed import Owed, owed_by, owed_in
from usecases.reminders.office_hours import office_hours


@dataclass(frozen=True)
class ReminderBasis:
    """The facts of the rules, and their sources; `owed` is of the quarter in play."""

    facts: Facts
    deadlines: Deadlines
    in_play: Period
    reports: dict[Period, dict[str, UnitReport]]
    owed: Owed
    people: dict[int, Person]

    @cached_property
    def gaps(self) -> dict[str, UnitGaps]:
        """The gaps of each UR as messages show them; planning does not need them."""
        reports = self.reports[self.in_play].values()
        return {each.code: each for each in self.owed.to_remind(reports)}

    @cached_property
    def debts_of(self) -> Mapping[tuple[str, int], list[Debt]]:
        """The debts by UR and month."""
        found: dict[tuple[str, int], list[Debt]] = {}
        for debt in self.facts.debts:
            found.setdefault((debt.unit_code, debt.month), []).append(debt)
        return found


@dataclass(frozen=True)
class ReminderScope:
    """Whose reminders are computed; without URs those of everybody.

    Composing a sent reminder needs no given_rungs.
    """

    unit_codes: Collection[str] | None = None
    person_id: int | None = None
    has_given_rungs: bool = True


EVERYBODY = ReminderScope()


async def reminder_facts(
    uow: UnitOfWork, moment: Moment, hours: WorkingHours | None = None, scope: ReminderScope = EVERYBODY
) -> ReminderBasis:
    """Read the facts that decide who is reminded of what at a moment; write nothing.

    Without `hours` those of the last start apply.
    """
    deadlines, ladders = await uow.calendar.deadlines(), await uow.ladders.ladders()
    people = await _people(uow, scope)
    periods = _periods(moment, deadlines, ladders)
    reports, owed, debts = await _debts(uow, moment, periods, scope)
    facts = Facts(
        moment,
        deadlines.workdays,
        debts,
        _posts(people),
        ladders,
        hours or await office_hours(uow),
        {each.actor.person_id: WorkingHours(*each.hours) for each in people if each.hours},
        await _signs(uow, moment, people, scope),
        await _muted(uow, periods),
        await _snoozes(uow, periods),
        await uow.rungs.given_rungs(periods, moment, scope.person_id)
        if scope.has_given_rungs
        else GivenRungs(),
    )
    by_id = {each.actor.person_id: each for each in people}
    return ReminderBasis(facts, deadlines, periods[0], reports, owed, by_id)


async def _people(uow: UnitOfWork, scope: ReminderScope) -> list[Person]:
    if scope.unit_codes is None:
        return await uow.people.everybody()
    return await uow.people.of_units(scope.unit_codes)


def _periods(moment: Moment, deadlines: Deadlines, ladders: Ladders) -> tuple[Period, ...]:
    """Return the quarter in play, and the one whose months are asked for meanwhile."""
    in_play, current = deadlines.in_play(moment.today), Period.of(moment.today)
    has_months = any(
        key[2] is Rhythm.MONTHLY and (ladder.rungs or ladder.goes_on)
        for key, ladder in ladders.by_key.items()
    )
    return (in_play, current) if has_months and current != in_play else (in_play,)


async def _reports(uow: UnitOfWork, period: Period, scope: ReminderScope) -> tuple[list[UnitReport], Owed]:
    if scope.unit_codes is None:
        return await uow.programmes.reports(period), await owed_in(uow, period)
    reports = await uow.programmes.reports(period, scope.unit_codes)
    return reports, await owed_by(uow, period, scope.unit_codes)


async def _debts(
    uow: UnitOfWork, moment: Moment, periods: tuple[Period, ...], scope: ReminderScope
) -> tuple[dict[Period, dict[str, UnitReport]], Owed, list[Debt]]:
    deadlines = await uow.calendar.deadlines()
    in_play, *of_months = periods
    reports, owed = await _reports(uow, in_play, scope)
    found = {in_play: {report.unit.code: report for report in reports}}
    debts = list(_of_quarter(reports, owed, deadlines, moment))
    for period in of_months:
        reports, of_month = await _reports(uow, period, scope)
        found[period] = {report.unit.code: report for report in reports}
        asked = [each for each in reports if not of_month.is_handed_in(each.unit.code)]
        debts += _of_months(asked, deadlines, moment)
    return found, owed, debts


def _of_quarter(
    reports: Iterable[UnitReport], owed: Owed, deadlines: Deadlines, moment: Moment
) -> Iterator[Debt]:
    """Yield the debts of each UR by programme; none if they may not be filled, or not yet."""
    for report in reports:
        asked = owed.asked(report)
        if not asked and not owed.is_to_send(report):
            continue
        code, period = report.unit.code, report.period
        own = deadlines.for_unit(code)
        if own.shut_since(period, moment) or not _is_open(own, period, moment):
            continue
        due_on = own.due_on(period)
        if not asked:
            yield Debt(code, SENDING, period, due_on)
        for programme in report.programmes:
            mine = asked.intersection(indicator.id for indicator in programme.indicators)
            if mine:
                yield Debt(code, programme.key, period, due_on, mine)


def _is_open(own: Deadlines, period: Period, moment: Moment) -> bool:
    """Tell whether a UR is asked already; only one with its own dates opens later than the others."""
    has_own = (own.unit_code, period) in own.set_by_implan
    return not has_own or own.opens_on(period) <= moment.today


def _of_months(reports: Iterable[UnitReport], deadlines: Deadlines, moment: Moment) -> Iterator[Debt]:
    """Yield the months that are not captured; the last month of a quarter belongs to the quarter."""
    for report in reports:
        period = report.period
        if deadlines.for_unit(report.unit.code).shut_since(period, moment):
            continue
        for month in months_of(period)[:-1]:
            due_on = last_workday(deadlines.workdays, period.year, month)
            for programme in report.programmes:
                owing = frozenset(i.id for i in programme.indicators if lacks_month(i, period, month))
                if owing:
                    yield Debt(report.unit.code, programme.key, period, due_on, owing, month)


def lacks_month(indicator: Indicator, period: Period, month: int) -> bool:
    """Tell whether the value of a month is owed and was not given, by itself or with the quarter."""
    quarter = period.quarter
    is_asked = indicator.asks_months and indicator.is_owed(quarter)
    return is_asked and quarter not in indicator.avances and month not in indicator.months


def _posts(people: Iterable[Person]) -> dict[str, list[LadderPost]]:
    """Return the people on the ladders of each UR; a person who is enlace and titular counts as enlace."""
    posts: dict[str, list[LadderPost]] = defaultdict(list)
    for person in people:
        for code, recipient in recipients(person.actor).items():
            is_reachable = person.unreachable_since is None
            posts[code].append(LadderPost(person.actor.person_id, recipient, is_reachable))
    return posts


def recipients(actor: Actor) -> dict[str, Recipient]:
    """Return the recipient that a person is for each UR."""
    headed = dict.fromkeys(actor.units_for(Action.RECEIVE_ESCALATIONS), Recipient.TITULAR)
    own = {
        code: Recipient.SUPLENTE if actor.is_only_suplente(code) else Recipient.ENLACE
        for code in actor.units_for(Action.RECEIVE_REMINDERS)
    }
    return headed | own


async def _signs(
    uow: UnitOfWork, moment: Moment, people: Iterable[Person], scope: ReminderScope
) -> dict[int, datetime]:
    some = None if scope.unit_codes is None else [each.actor.person_id for each in people]
    return await uow.audit.last_deeds(moment.now, some)


async def _muted(uow: UnitOfWork, periods: Iterable[Period]) -> frozenset[tuple[int, int]]:
    years = {period.year for period in periods}
    return frozenset().union(*[await uow.reassignments.muted(year) for year in sorted(years)])


async def _snoozes(uow: UnitOfWork, periods: Iterable[Period]) -> dict[tuple[int, Period], Snooze]:
    return {
        (person_id, period): snooze
        for period in periods
        for person_id, snooze in (await uow.snoozes.open_of(period)).items()
    }
