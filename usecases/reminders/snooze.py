"""Snooze a reminder: it comes again at that hour with its gaps then, never after the due day."""

from datetime import UTC, datetime

from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.people.welcome_messages import NotAllowed
from domain.reminders.decision import Debt, Facts
from domain.reminders.hours import WorkingHours
from domain.reminders.messages import SnoozeNotTaken, SnoozeTaken
from domain.reminders.snoozing import SnoozeBounds, SnoozeTime, choices, first_due, wished
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.say import answer
from usecases.reminders.reminder_facts import ReminderScope, reminder_facts


async def put_off(
    uow: UnitOfWork,
    person: Person,
    until: datetime | SnoozeTime | None,
    moment: Moment,
    *,
    period: Period | None = None,
    hours: WorkingHours | None = None,
) -> bool:
    """Snooze the reminder of a quarter until a local instant, or say why not and what is offered.

    Without an instant ask for it. Return whether it was snoozed; a second snooze replaces the first.
    """
    units = person.actor.units_for(Action.PUT_OFF_REMINDER)
    if not units:
        await answer(uow, person.chat_id, NotAllowed(()), moment)
        return False
    chosen = period or await choose_period(uow, units[0], moment)
    person_id = person.actor.person_id
    facts = (await reminder_facts(uow, moment, hours, ReminderScope(units, person_id))).facts
    owed = [debt for debt in facts.debts if debt.period == chosen and not _is_muted(debt, person_id, facts)]
    due_on = first_due(debt.due_on for debt in owed)
    if due_on is None or due_on < moment.today:
        problem = "nothing_owed" if due_on is None else "due_passed"
        await answer(uow, person.chat_id, SnoozeNotTaken(problem, chosen, moment.today, due_on), moment)
        return False
    bounds = SnoozeBounds(facts.hours_of(person_id), due_on, facts.workdays)
    at = wished(moment, bounds, until) if isinstance(until, SnoozeTime) else until
    if at is None or not bounds.admits(at, moment):
        problem = "which" if at is None else "past" if at <= moment.local else "not_admitted"
        offered = choices(moment, bounds)
        not_taken = SnoozeNotTaken(problem, chosen, moment.today, due_on, offered)
        await answer(uow, person.chat_id, not_taken, moment)
        return False
    codes = tuple(dict.fromkeys(debt.unit_code for debt in owed))
    await _keep(uow, person, chosen, at, moment, codes=codes)
    await answer(uow, person.chat_id, SnoozeTaken(chosen, codes, at, moment.today), moment)
    return True


def _is_muted(debt: Debt, person_id: int, facts: Facts) -> bool:
    """Tell whether no part of a debt belongs to this person."""
    return bool(debt.indicators) and all((person_id, each) in facts.muted for each in debt.indicators)


async def _keep(
    uow: UnitOfWork,
    person: Person,
    period: Period,
    until: datetime,
    moment: Moment,
    *,
    codes: tuple[str, ...],
) -> None:
    person_id, until_at = person.actor.person_id, until.astimezone(UTC)
    await uow.snoozes.put_off(person_id, period, until=until_at, at=moment.now)
    for code in codes:
        await uow.audit.add(
            moment.now,
            f"person:{person_id}",
            "reminder_put_off",
            f"reminder:{code}:{period}",
            after={"until_at": until_at.isoformat()},
        )
