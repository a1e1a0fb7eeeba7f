"""Show the gaps of a person's URs."""

from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.next_steps import UNSENT, NextStep
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, Pending
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.next_steps import has_begun, steps_of
from usecases.kit.owed import Owed, owed_by
from usecases.kit.views import due_of, with_dues

COMMANDS = {Action.SEE_PENDING: "pendientes", Action.CAPTURE: "capturar"}


async def show_pending(
    uow: UnitOfWork,
    person: Person,
    period: Period | None,
    moment: Moment,
    *,
    action: Action = Action.SEE_PENDING,
    page: int = 0,
) -> Said:
    """Answer /pendientes (SEE_PENDING) and /capturar (CAPTURE) for the URs where the right holds."""
    units = person.actor.units_for(action)
    if not units:
        return NotAllowed(())
    chosen = period or await choose_period(uow, units[0], moment)
    reports = await uow.programmes.reports(chosen, units)
    without = tuple(sorted(set(units) - {report.unit.code for report in reports}))
    if without and not reports:
        return NoProgramme(without[0], chosen.year, await uow.programmes.years(without[0]), COMMANDS[action])
    owed = await owed_by(uow, chosen, units)
    deadlines = await uow.calendar.deadlines()
    due, owing = with_dues(owed.owing(reports), chosen, deadlines, moment)
    may_capture = any(person.actor.may(Action.CAPTURE, code) for code in units)
    is_shut = bool(owing) and all((unit.due or due).shut_on for unit in owing)
    steps = await steps_of(uow, reports, moment)
    quiet = {code: step.next for code, step in steps.items() if code not in {each.code for each in owing}}
    unsent = [code for code, step in quiet.items() if _is_unsent(step, code, owed)]
    to_send = tuple(
        code for code in unsent if quiet[code] in UNSENT and person.actor.may(Action.SEND_ENTREGA, code)
    )
    if not owing and unsent:
        due = due_of(chosen, deadlines.for_unit(unsent[0]), moment)
    begun = has_begun(chosen, moment)
    return Pending(
        chosen,
        due,
        owing,
        page,
        may_capture and not is_shut and begun,
        without,
        to_send=to_send,
        handed_in=tuple(code for code in quiet if owed.is_handed_in(code)),
        unsent=tuple(code for code in unsent if code not in to_send),
        has_begun=begun,
    )


def _is_unsent(step: NextStep, unit_code: str, owed: Owed) -> bool:
    return step in UNSENT or (step is NextStep.CLOSED and not owed.is_handed_in(unit_code))
