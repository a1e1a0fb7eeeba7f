"""Tell how the report of a UR stands, or those of several at a glance."""

from dataclasses import replace

from domain.access import Action
from domain.avances import UnitReport
from domain.messages import NotAllowed, Overview, Said, UnitStatus
from domain.moments import Moment
from domain.periods import Period
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.choose_period import choose_period
from usecases.entrega_views import standing_of
from usecases.find_report import find_report
from usecases.views import count_of, due_of, status_of


async def show_status(
    uow: UnitOfWork, person: Person, unit_code: str | None, period: Period | None, moment: Moment
) -> list[Said]:
    """Answer /estado: the named UR, else one's own, else all of them.

    Somebody who may not see a UR is told the same whether or not it exists.
    """
    actor = person.actor
    if unit_code is None:
        own = actor.units_for(Action.SEE_STATUS)
        if not own and actor.sees_all(Action.SEE_STATUS):
            return [await _overview(uow, period, moment)]
        return [await status_of_unit(uow, code, period, moment) for code in own]
    if not actor.may(Action.SEE_STATUS, unit_code):
        return [NotAllowed(actor.units_for(Action.SEE_STATUS))]
    return [await status_of_unit(uow, unit_code, period, moment)]


async def status_of_unit(uow: UnitOfWork, unit_code: str, period: Period | None, moment: Moment) -> Said:
    """Return the status of one UR without asking who wants it (for the command line and show_status)."""
    found = await find_report(uow, unit_code, period, moment)
    if not isinstance(found, UnitReport):
        return found
    return await standing_status(uow, found, moment)


async def standing_status(uow: UnitOfWork, report: UnitReport, moment: Moment) -> UnitStatus:
    """Return the status of a report with its own due day and where its entrega stands."""
    unit_code, chosen = report.unit.code, report.period
    entrega = await uow.entregas.get(unit_code, chosen)
    own = (await uow.calendar.deadlines()).for_unit(unit_code)
    status = status_of(report, due_of(chosen, own, moment))
    return replace(status, standing=await standing_of(uow, entrega, moment))


async def _overview(uow: UnitOfWork, period: Period | None, moment: Moment) -> Said:
    chosen = period or await choose_period(uow, None, moment)
    reports = await uow.programmes.reports(chosen)
    due = due_of(chosen, await uow.calendar.deadlines(), moment)
    return Overview(chosen, due, tuple(count_of(report) for report in reports))
