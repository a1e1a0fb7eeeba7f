"""Write the reminders that are due; a second run, a late run or another process adds none twice."""

from dataclasses import dataclass
from datetime import time

from domain.messages import Reminder
from domain.moments import Moment
from domain.reminders import PlannedReminder, plan_reminders
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.owed import owed_in
from usecases.say import announce
from usecases.show_summary import enlaces_by_unit


@dataclass(frozen=True)
class DueReminder:
    """A planned reminder and the person it goes to."""

    planned: PlannedReminder
    person: Person


async def due_reminders(uow: UnitOfWork, moment: Moment) -> list[DueReminder]:
    """Decide who is to be reminded on this day, in a constant number of queries; write nothing."""
    deadlines = await uow.calendar.deadlines()
    people = {person.actor.person_id: person for person in await uow.people.everybody()}
    in_play = deadlines.in_play(moment.today)
    reports, owed = await uow.programmes.reports(in_play), await owed_in(uow, in_play)
    owing = {gaps.code for gaps in owed.to_remind(reports)}
    asked = [
        report
        for report in reports
        if report.unit.code in owing and not deadlines.for_unit(report.unit.code).shut_since(in_play, moment)
    ]
    enlaces = enlaces_by_unit(people.values())
    planned = plan_reminders(moment.today, deadlines, asked, enlaces, to_send=owing)
    return [DueReminder(each, people[each.person_id]) for each in planned]


async def write_reminders(uow: UnitOfWork, moment: Moment, remind_at: time) -> int:
    """Queue the reminders of this day once its hour has come; return how many are new."""
    if moment.time < remind_at:
        return 0
    return sum([await _write(uow, due, moment) for due in await due_reminders(uow, moment)])


async def _write(uow: UnitOfWork, due: DueReminder, moment: Moment) -> bool:
    planned = due.planned
    said = Reminder(planned.person_id, planned.period, planned.rung, planned.due_on, planned.unit_codes)
    chat_id = due.person.chat_id
    row = await announce(uow, chat_id, said, moment, key=planned.key, person_id=planned.person_id)
    return row is not None
