"""Look up the facts of a notice at the moment it is sent, or find that it is no longer wanted."""

from dataclasses import replace

from domain.access import Action
from domain.deadlines import Deadlines
from domain.messages import AcuseIssued, EntregaNews, Reminder, ReminderText, Said, Summary, TemplateIssued
from domain.moments import Moment
from domain.reminders import rung_on
from storage.uow import UnitOfWork
from usecases.acuse_facts import acuse_text
from usecases.entrega_views import compose_news
from usecases.owed import owed_by
from usecases.send_template import compose_template
from usecases.show_summary import show_summary
from usecases.views import with_dues


async def compose(uow: UnitOfWork, said: Said, moment: Moment) -> Said | None:
    """Return what is really to be said; None cancels the notice (handed in meanwhile, role gone)."""
    match said:
        case Reminder():
            return await compose_reminder(uow, said, moment)
        case EntregaNews():
            return await compose_news(uow, said, moment)
        case Summary(outage=outage):
            return replace(await show_summary(uow, moment), outage=outage)
        case AcuseIssued(code):
            return await acuse_text(uow, code, moment)
        case TemplateIssued():
            return await compose_template(uow, said, moment)
        case _:
            return said


async def compose_reminder(uow: UnitOfWork, said: Reminder, moment: Moment) -> ReminderText | None:
    """Return the facts of a reminder; None when all was sent or a later rung has overtaken it."""
    deadlines = await uow.calendar.deadlines()
    person = await uow.people.by_id(said.person_id)
    units = person.actor.units_for(Action.RECEIVE_REMINDERS) if person else ()
    meant = [code for code in units if _is_meant(said, code, deadlines, moment)]
    reports = await uow.programmes.reports(said.period, meant) if meant else []
    owing = (await owed_by(uow, said.period, meant)).to_remind(reports)
    if not owing:
        return None
    due, dated = with_dues(owing, said.period, deadlines, moment)
    return ReminderText(said.period, due, dated)


def _is_meant(said: Reminder, unit_code: str, deadlines: Deadlines, moment: Moment) -> bool:
    """Tell whether a reminder still is about a UR: its due day has not moved, nor is the quarter shut."""
    own = deadlines.for_unit(unit_code)
    if own.shut_since(said.period, moment) or own.due_on(said.period) != (
        said.due_on or deadlines.due_on(said.period)
    ):
        return False
    is_overtaken = rung_on(moment.today, said.period, own) not in (None, said.rung)
    return not is_overtaken and unit_code in (said.unit_codes or (unit_code,))
