"""Look up the facts of a notice at the moment it is sent, or find that it is no longer wanted."""

from domain.access import Action
from domain.messages import AcuseIssued, Reminder, ReminderText, Said, Summary, TemplateIssued
from domain.moments import Moment
from domain.reminders import rung_on
from storage.uow import UnitOfWork
from usecases.acuse_facts import acuse_text
from usecases.send_template import compose_template
from usecases.show_summary import show_summary
from usecases.views import due_of, gaps_of


async def compose(uow: UnitOfWork, said: Said, moment: Moment) -> Said | None:
    """Return what is really to be said; None cancels the notice (handed in meanwhile, role gone)."""
    match said:
        case Reminder():
            return await compose_reminder(uow, said, moment)
        case Summary():
            return await show_summary(uow, moment)
        case AcuseIssued(code):
            return await acuse_text(uow, code, moment)
        case TemplateIssued():
            return await compose_template(uow, said, moment)
        case _:
            return said


async def compose_reminder(uow: UnitOfWork, said: Reminder, moment: Moment) -> ReminderText | None:
    """Return the facts of a reminder; None when nothing is owed or a later rung has overtaken it."""
    deadlines = await uow.calendar.deadlines()
    if rung_on(moment.today, said.period, deadlines) not in (None, said.rung):
        return None
    person = await uow.people.by_id(said.person_id)
    units = person.actor.units_for(Action.RECEIVE_REMINDERS) if person else ()
    reports = await uow.programmes.reports(said.period, units)
    owing = tuple(gaps for gaps in map(gaps_of, reports) if gaps.lines)
    if not owing:
        return None
    return ReminderText(said.period, due_of(said.period, deadlines, moment), owing)
