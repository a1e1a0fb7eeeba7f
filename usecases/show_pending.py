"""Tell what a person's URs still owe."""

from domain.access import Action
from domain.messages import NoProgramme, NotAllowed, Pending, Said
from domain.moments import Moment
from domain.periods import Period
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.choose_period import choose_period
from usecases.views import due_of, gaps_of


async def show_pending(
    uow: UnitOfWork,
    person: Person,
    period: Period | None,
    moment: Moment,
    *,
    action: Action = Action.SEE_PENDING,
    page: int = 0,
) -> Said:
    """Answer /pendientes (SEE_PENDING) and /capturar (CAPTURE) for the URs the person holds it for."""
    units = person.actor.units_for(action)
    if not units:
        return NotAllowed(())
    chosen = period or await choose_period(uow, units[0], moment)
    reports = await uow.programmes.reports(chosen, units)
    due = due_of(chosen, await uow.calendar.deadlines(), moment)
    without = tuple(sorted(set(units) - {report.unit.code for report in reports}))
    if without and not reports:
        return NoProgramme(without[0], chosen.year, await uow.programmes.years(without[0]))
    owing = tuple(gaps for gaps in map(gaps_of, reports) if gaps.lines)
    may_capture = any(person.actor.may(Action.CAPTURE, code) for code in units)
    return Pending(chosen, due, owing, page, may_capture, without)
