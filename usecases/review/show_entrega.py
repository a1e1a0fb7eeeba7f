"""Show a whole entrega, before the sending and during the review, or list those of a quarter."""

from collections.abc import Iterable
from dataclasses import replace

from domain.kit.access import Action
from domain.kit.entregas import Entrega, EntregaState
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import NoProgramme, UnknownUnit
from domain.kit.said import Said
from domain.people.welcome_messages import NotAllowed
from domain.review.messages import EntregaList, EntregaRow
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.choose_period import choose_period
from usecases.kit.next_steps import standing, units_with_titular
from usecases.kit.views import due_of, spared_until
from usecases.review.entrega_views import card_of

COMMANDS = {Action.SEE_ENTREGA: "entrega", Action.SEND_ENTREGA: "enviar"}
URGENCY = (
    EntregaState.APPROVED,
    EntregaState.SENT,
    EntregaState.OBSERVED,
    EntregaState.RETURNED,
    EntregaState.OPEN,
    EntregaState.ACCEPTED,
)
"""Those that wait for IMPLAN come first, the finished ones last."""


async def show_entrega(
    uow: UnitOfWork,
    person: Person,
    unit_code: str | None,
    period: Period | None,
    moment: Moment,
    *,
    action: Action = Action.SEE_ENTREGA,
    page: int = 0,
) -> list[Said]:
    """Answer /entrega and /enviar (SEND_ENTREGA): the named UR, else the person's own, else the list."""
    actor = person.actor
    own = actor.units_for(action)
    if unit_code is None:
        if not own and actor.sees_all(action):
            return [await list_entregas(uow, period, moment)]
        return [
            await _card(uow, person, code, period, moment, page=page, command=COMMANDS[action])
            for code in own
        ]
    if not actor.may(action, unit_code):
        return [NotAllowed(own, COMMANDS[action])]
    return [await _card(uow, person, unit_code, period, moment, page=page, command=COMMANDS[action])]


async def list_entregas(uow: UnitOfWork, period: Period | None, moment: Moment) -> EntregaList:
    chosen = period or await choose_period(uow, None, moment)
    deadlines = await uow.calendar.deadlines()
    found = await uow.entregas.of_period(chosen)
    observed = await uow.entregas.observed_by_unit(chosen)
    headed = await units_with_titular(uow)
    rows = []
    for report in await uow.programmes.reports(chosen):
        code = report.unit.code
        entrega = found.get(code) or Entrega(code, chosen)
        stands = standing(entrega, moment, len(observed.get(code, {})), has_titular=code in headed)
        waits = -deadlines.workdays.until(moment.today, stands.since_on) if stands.since_on else 0
        until = spared_until(code, chosen, deadlines, moment)
        rows.append(EntregaRow(code, report.unit.name, stands, waits, until))
    return EntregaList(chosen, due_of(chosen, deadlines, moment), tuple(_urgent_first(rows)))


def _urgent_first(rows: Iterable[EntregaRow]) -> list[EntregaRow]:
    return sorted(rows, key=lambda row: (URGENCY.index(row.standing.state), -row.waits, row.code))


async def _card(
    uow: UnitOfWork,
    person: Person,
    unit_code: str,
    period: Period | None,
    moment: Moment,
    *,
    page: int,
    command: str,
) -> Said:
    if await uow.programmes.unit(unit_code) is None:
        return UnknownUnit(unit_code, command)
    chosen = period or await choose_period(uow, unit_code, moment)
    entrega = await uow.entregas.get(unit_code, chosen)
    card = await card_of(uow, person, entrega, moment)
    if card is None:
        return NoProgramme(unit_code, chosen.year, await uow.programmes.years(unit_code), command)
    return replace(card, page=page)
