"""Queue the reminders that are due; a second run, a late run or another process adds none twice."""

from dataclasses import dataclass

from domain.kit.moments import Moment
from domain.reminders.decision import Facts, PlannedReminder, plan_reminders
from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from domain.reminders.messages import Reminder
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.say import announce
from usecases.reminders.reminder_facts import ReminderBasis, reminder_facts


@dataclass(frozen=True)
class DueReminder:
    """A planned reminder and the person it goes to."""

    planned: PlannedReminder
    person: Person


async def write_reminders(uow: UnitOfWork, moment: Moment, hours: WorkingHours = OFFICE_HOURS) -> int:
    """Queue the reminders that are due within the hours; return how many are new."""
    if not await _may_disturb(uow, moment, hours):
        return 0
    stand = await reminder_facts(uow, moment, hours)
    written = sum([await give_planned(uow, due, moment) for due in _due(stand)])
    await _end_snoozes(uow, stand.facts)
    return written


async def _may_disturb(uow: UnitOfWork, moment: Moment, hours: WorkingHours) -> bool:
    """Tell whether anybody works now; otherwise nothing else is read."""
    if not (await uow.calendar.deadlines()).workdays.is_workday(moment.today):
        return False
    if hours.covers(moment.time):
        return True
    return any(
        WorkingHours(*person.hours).covers(moment.time)
        for person in await uow.people.everybody()
        if person.hours
    )


def message_of(planned: PlannedReminder) -> Reminder:
    return Reminder(planned.person_id, planned.period, day=planned.day, items=planned.items)


def _due(stand: ReminderBasis) -> list[DueReminder]:
    return [DueReminder(each, stand.people[each.person_id]) for each in plan_reminders(stand.facts)]


async def give_planned(uow: UnitOfWork, due: DueReminder, moment: Moment) -> bool:
    """Queue the message, whose key decides between two processes, and store the rungs it gives.

    A snooze that was renewed after the planning comes at its new hour: the key would refuse it then.
    """
    planned, person = due.planned, due.person
    if planned.snooze is not None and not await uow.snoozes.end(planned.snooze.id, moment.now):
        return False
    said, person_id = message_of(planned), planned.person_id
    row = await announce(uow, person.chat_id, said, moment, key=planned.key, person_id=person_id)
    if row is None:
        return False
    await uow.rungs.give(person_id, planned.items, moment, outbox_id=row)
    for replaced in planned.replaces:
        await uow.outbox.cancel_row(replaced, "overtaken")
    return True


async def _end_snoozes(uow: UnitOfWork, facts: Facts) -> None:
    """End the snoozes that are over: the reminder was given again, or no gap is left."""
    moment = facts.moment
    for (person_id, _), snooze in facts.snoozes.items():
        if snooze.until_at <= moment.now and facts.hours_of(person_id).covers(moment.time):
            await uow.snoozes.end(snooze.id, moment.now)
