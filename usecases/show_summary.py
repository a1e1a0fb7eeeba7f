"""Count the gaps of every UR for IMPLAN."""

from collections.abc import Iterable
from dataclasses import replace

from domain.access import Action
from domain.messages import SummaryText
from domain.moments import Moment
from domain.periods import Period
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.choose_period import choose_period
from usecases.owed import owed_in
from usecases.views import due_of, summary_of


async def show_summary(
    uow: UnitOfWork, moment: Moment, period: Period | None = None, *, every_unit: bool = False
) -> SummaryText:
    """Return the gap summary of a quarter (the one in play by default); `every_unit` cuts nothing."""
    chosen = period or await choose_period(uow, None, moment)
    reports = await uow.programmes.reports(chosen)
    due = due_of(chosen, await uow.calendar.deadlines(), moment)
    reachable = enlaces_by_unit(await uow.people.everybody())
    owed = await owed_in(uow, chosen)
    unreachable = [
        r.unit.code for r in reports if (r.owed or owed.is_to_send(r)) and r.unit.code not in reachable
    ]
    unsent = [r.unit.code for r in reports if not r.gaps and owed.is_to_send(r)]
    awaited = [each.unit_code for each in await uow.prorrogas.awaited() if each.period == chosen]
    summary = summary_of(reports, chosen, due, moment, unreachable)
    return replace(summary, unsent=tuple(unsent), pages=every_unit, prorrogas_awaited=tuple(awaited))


def enlaces_by_unit(people: Iterable[Person]) -> dict[str, list[int]]:
    """Return the ids of the reachable people who receive the reminders of each UR.

    Suplentes receive them where no first enlace can be reached.
    """
    first: dict[str, list[int]] = {}
    suplentes: dict[str, list[int]] = {}
    for person in people:
        if person.unreachable_since is None:
            for code in person.actor.units_for(Action.RECEIVE_REMINDERS):
                found = suplentes if person.actor.is_only_suplente(code) else first
                found.setdefault(code, []).append(person.actor.person_id)
    return suplentes | first
