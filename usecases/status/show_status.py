"""Show the state of the report of a UR, or of several at a glance."""

from dataclasses import replace

from domain.kit.access import Action, Actor
from domain.kit.avances import UnitReport
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import Overview, UnitStatus
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.find_report import find_report
from usecases.kit.next_steps import following_of, step_of, steps_of
from usecases.kit.views import count_of, due_of, spared_until, status_of


async def show_status(
    uow: UnitOfWork, person: Person, unit_code: str | None, period: Period | None, moment: Moment
) -> list[Said]:
    """Answer /estado: the named UR, else the person's own, else all of them.

    A person who may not see a UR is told the same whether or not it exists.
    """
    actor = person.actor
    if unit_code is None:
        own = actor.units_for(Action.SEE_STATUS)
        if not own and actor.sees_all(Action.SEE_STATUS):
            return [await _overview(uow, period, moment)]
        return [await status_of_unit(uow, code, period, moment, actor=actor) for code in own]
    if not actor.may(Action.SEE_STATUS, unit_code):
        return [NotAllowed(actor.units_for(Action.SEE_STATUS), "estado")]
    return [await status_of_unit(uow, unit_code, period, moment, actor=actor)]


async def status_of_unit(
    uow: UnitOfWork, unit_code: str, period: Period | None, moment: Moment, *, actor: Actor | None = None
) -> Said:
    """Return the status of one UR without checking rights (for the command line and show_status)."""
    found = await find_report(uow, unit_code, period, moment)
    if not isinstance(found, UnitReport):
        return found
    return await standing_status(uow, found, moment, actor=actor)


async def standing_status(
    uow: UnitOfWork, report: UnitReport, moment: Moment, *, actor: Actor | None = None
) -> UnitStatus:
    """Return the status of a report with its own due day, the state of its entrega, and the next step.

    `actor` is the reader, if there is only one.
    """
    own = (await uow.calendar.deadlines()).for_unit(report.unit.code)
    status = status_of(report, due_of(report.period, own, moment))
    step = await step_of(uow, report, moment)
    return replace(status, standing=step.standing, following=following_of(report, step, actor))


async def _overview(uow: UnitOfWork, period: Period | None, moment: Moment) -> Said:
    chosen = period or await choose_period(uow, None, moment)
    reports = await uow.programmes.reports(chosen)
    deadlines = await uow.calendar.deadlines()
    steps = await steps_of(uow, reports, moment)
    units = tuple(
        count_of(each, steps[code].next, spared_until(code, chosen, deadlines, moment))
        for each in reports
        for code in (each.unit.code,)
    )
    return Overview(chosen, due_of(chosen, deadlines, moment), units)
