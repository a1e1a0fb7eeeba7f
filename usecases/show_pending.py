"""Tell what a person's URs still owe."""

from domain.access import Action
from domain.messages import NoProgramme, NotAllowed, Pending, Said
from domain.moments import Moment
from domain.periods import Period
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.choose_period import choose_period
from usecases.owed import owed_by
from usecases.views import with_dues


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
    without = tuple(sorted(set(units) - {report.unit.code for report in reports}))
    if without and not reports:
        return NoProgramme(without[0], chosen.year, await uow.programmes.years(without[0]))
    owed = await owed_by(uow, chosen, units)
    due, owing = with_dues(owed.owing(reports), chosen, await uow.calendar.deadlines(), moment)
    may_capture = any(person.actor.may(Action.CAPTURE, code) for code in units)
    is_shut = bool(owing) and all((unit.due or due).shut_on for unit in owing)
    quiet = [report.unit.code for report in reports if report.unit.code not in {each.code for each in owing}]
    return Pending(
        chosen,
        due,
        owing,
        page,
        may_capture and not is_shut,
        without,
        to_send=tuple(
            code
            for code in quiet
            if person.actor.may(Action.SEND_ENTREGA, code) and not owed.is_handed_in(code)
        ),
        handed_in=tuple(code for code in quiet if owed.is_handed_in(code)),
    )
