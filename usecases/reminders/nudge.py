"""Reminders by hand of one UR: at most once a day unless confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from domain.reminders.hours import WorkingHours
from domain.reminders.messages import NudgeMade, NudgeNotMade, NudgeRepeated
from storage.holds import AdvisoryLock
from storage.nudges import GivenNudge
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.say import answer
from usecases.reminders.remind_now import HandReminders, NudgeTargets, later_of, targets_of
from usecases.reminders.reminder_facts import ReminderBasis, ReminderScope, recipients, reminder_facts


@dataclass(frozen=True)
class WantedNudge:
    """The UR to remind; `count` is the confirmed number of the reminder that day, from 1."""

    unit_code: str
    period: Period | None = None
    count: int = 1


async def nudge_unit(
    uow: UnitOfWork, person: Person, wanted: WantedNudge, moment: Moment, hours: WorkingHours | None = None
) -> bool:
    """Remind the enlaces of a UR, or say why not; return whether any was reminded."""
    code = wanted.unit_code
    if not person.actor.may(Action.NUDGE, code):
        await answer(
            uow, person.chat_id, NotAllowed(person.actor.units_for(Action.NUDGE), "recordar"), moment
        )
        return False
    if await uow.programmes.unit(code) is None:
        await answer(uow, person.chat_id, UnknownUnit(code, "recordar"), moment)
        return False
    period = wanted.period or await choose_period(uow, code, moment)
    years = await uow.programmes.years(code)
    if period.year not in years:
        await answer(uow, person.chat_id, NoProgramme(code, period.year, years, "recordar"), moment)
        return False
    await uow.holds.turn(AdvisoryLock.NUDGES)
    given = await uow.nudges.latest(code, moment.today)
    if given is not None and given.count >= wanted.count:
        said: Said = _repeated(given, moment)
    else:
        said = await _try(uow, person, _next(person, code, period, given, moment), moment, hours)
    if isinstance(said, NudgeMade | NudgeNotMade):
        said = replace(said, by_titular=not person.actor.may(Action.ADMINISTER))
    await answer(uow, person.chat_id, said, moment)
    return isinstance(said, NudgeMade) and bool(said.reached)


def nudge_key(nudge: GivenNudge) -> str:
    """Return the outbox key of the reminder; the id of the recipient is appended."""
    return f"nudge:{nudge.unit_code}:{nudge.day.isoformat()}:{nudge.count}"


async def audit_nudge(uow: UnitOfWork, nudge: GivenNudge) -> None:
    subject = f"entrega:{nudge.unit_code}:{nudge.period}"
    await uow.audit.add(nudge.at, nudge.by, "unit_nudged", subject, after={"count": nudge.count})


def _next(person: Person, code: str, period: Period, given: GivenNudge | None, moment: Moment) -> GivenNudge:
    by, count = f"person:{person.actor.person_id}", given.count + 1 if given else 1
    return GivenNudge(code, period, moment.today, count, moment.now, by)


def _repeated(given: GivenNudge, moment: Moment) -> NudgeRepeated:
    at = Moment(given.at, moment.zone).local
    return NudgeRepeated(given.unit_code, given.period, at, given.count + 1)


async def _try(
    uow: UnitOfWork, person: Person, nudge: GivenNudge, moment: Moment, hours: WorkingHours | None
) -> Said:
    code, period = nudge.unit_code, nudge.period
    own = (await uow.calendar.deadlines()).for_unit(code)
    if own.shut_since(period, moment):
        return NudgeNotMade("shut", period, code)
    stand = await _facts(uow, code, moment, hours)
    if not any((debt.unit_code, debt.period) == (code, period) for debt in stand.facts.debts):
        return NudgeNotMade("nothing_owed", period, code)
    targets = targets_of(stand.people.values(), code)
    if not targets.reached:
        lost = _names(targets.lost)
        return NudgeMade(code, period, (), lost) if lost else NudgeNotMade("nobody", period, code)
    hand = HandReminders(uow, stand.facts)
    reached = [each for each in targets.reached if hand.items_of(each, code, period)]
    if not reached:
        return NudgeNotMade("too_early", period, code)
    is_first = await uow.nudges.add(nudge) is not None
    return await _give(uow, nudge, targets, reached, hand) if is_first else _repeated(nudge, moment)


async def _give(
    uow: UnitOfWork, nudge: GivenNudge, targets: NudgeTargets, reached: Sequence[Person], hand: HandReminders
) -> NudgeMade:
    for each in reached:
        await hand.give(each, nudge_key(nudge))
    await audit_nudge(uow, nudge)
    return NudgeMade(
        nudge.unit_code,
        nudge.period,
        _names(reached),
        _names(targets.lost),
        targets.are_suplentes,
        later_of(map(hand.moment_for, reached), hand.moment),
    )


async def _facts(uow: UnitOfWork, code: str, moment: Moment, hours: WorkingHours | None) -> ReminderBasis:
    """Read the facts of all URs of the people on the ladders of one UR: a reminder lists all of them."""
    people = await uow.people.of_units([code])
    codes = {code}.union(*[recipients(each.actor) for each in people])
    return await reminder_facts(uow, moment, hours, ReminderScope(tuple(sorted(codes))))


def _names(people: Sequence[Person]) -> tuple[str, ...]:
    return tuple(each.actor.name for each in people)
