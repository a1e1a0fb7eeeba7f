"""From an entrega to its messages: its state, and the moves of each person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.kit.access import Action
from domain.kit.avances import UnitReport
from domain.kit.entregas import GIVEN_BACK, TABLE, Entrega, EntregaState, Move, moves_from
from domain.kit.moments import Moment
from domain.kit.next_steps import UNSENDABLE
from domain.kit.periods import Period
from domain.kit.report_messages import Standing
from domain.review.messages import EntregaCard, EntregaNews, ObservedLine
from storage.entregas import Observation
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.next_steps import standing, step_of
from usecases.kit.views import due_of, line_of, programme_label


@dataclass(frozen=True)
class MoveTold:
    """The news on a card: the move, the person who made it, and why."""

    move: Move
    by: str
    reason: str = ""


async def standing_of(uow: UnitOfWork, entrega: Entrega, moment: Moment) -> Standing:
    """Return the state of an entrega, with its unanswered observations if it was returned."""
    waiting = 0
    if entrega.state in GIVEN_BACK:
        waiting = len(await uow.entregas.observed(entrega.period, entrega.unit_code))
    titular = entrega.state is not EntregaState.SENT or await has_titular(uow, entrega.unit_code)
    return standing(entrega, moment, waiting, has_titular=titular)


async def card_of(
    uow: UnitOfWork, person: Person, entrega: Entrega, moment: Moment, *, told: MoveTold | None = None
) -> EntregaCard | None:
    """Return the report with the moves that this person may make; None if the UR has no programme."""
    reports = await uow.programmes.reports(entrega.period, [entrega.unit_code])
    if not reports:
        return None
    report = reports[0]
    titulares = await has_titular(uow, entrega.unit_code)
    step = await step_of(uow, report, moment)
    moves = moves_for(person, entrega, has_titular=titulares)
    card = EntregaCard(
        code=report.unit.code,
        name=report.unit.name,
        period=report.period,
        due=due_of(report.period, (await uow.calendar.deadlines()).for_unit(report.unit.code), moment),
        standing=step.standing,
        version=entrega.version,
        reported=len(report.reported),
        asked=len(report.asked),
        lines=tuple(
            line_of(each, report.period, programme_label(report, report.programme_of(each)))
            for each in report.indicators
        ),
        observations=await _observations(uow, entrega, report),
        moves=tuple(each for each in moves if each is not Move.SEND or step.next not in UNSENDABLE),
        has_titular=titulares,
        step=step.next,
        may_reopen=person.actor.may(Action.CLOSE_PERIOD),
    )
    return replace(card, news=told.move, by=told.by, reason=told.reason) if told else card


async def compose_news(uow: UnitOfWork, said: EntregaNews, moment: Moment) -> EntregaCard | None:
    """Return the report with its news; None if it has moved on, or the reader lost the right to it."""
    person = await uow.people.by_id(said.person_id)
    entrega = await uow.entregas.get(said.unit_code, said.period)
    if person is None or entrega.version != said.version:
        return None
    if not person.actor.may(Action.SEE_ENTREGA, said.unit_code):
        return None
    return await card_of(uow, person, entrega, moment, told=MoveTold(said.move, said.by, said.reason))


def moves_for(person: Person, entrega: Entrega, *, has_titular: bool) -> tuple[Move, ...]:
    """Return the moves that the table and the person's roles on this UR allow now."""
    return tuple(
        move
        for move in moves_from(entrega.state)
        if person.actor.may(TABLE[move].action, entrega.unit_code) and (has_titular or move is not Move.NUDGE)
    )


async def has_titular(uow: UnitOfWork, unit_code: str) -> bool:
    """Tell whether a titular who may give the Vo. Bo. of a UR can be reached."""
    return any(True for _ in holders(await uow.people.everybody(), Action.ENDORSE_ENTREGA, unit_code))


def holders(people: Iterable[Person], action: Action, unit_code: str) -> Iterable[Person]:
    """Return the reachable people who have a right on a UR."""
    return (each for each in people if each.unreachable_since is None and each.actor.may(action, unit_code))


async def is_incomplete(uow: UnitOfWork, unit_code: str, period: Period) -> bool:
    """Tell whether the sending needs a reason: a gap, or an unanswered observation."""
    reports = await uow.programmes.reports(period, [unit_code])
    return any(report.owed for report in reports) or bool(await uow.entregas.observed(period, unit_code))


async def _observations(uow: UnitOfWork, entrega: Entrega, report: UnitReport) -> tuple[ObservedLine, ...]:
    """Return the last observations, answered or not."""
    if entrega.id is None:
        return ()
    found: list[Observation] = await uow.entregas.observations(entrega.id)
    latest = max((each.round for each in found), default=0)
    levels = {each.id: str(each.facts.level) for each in report.indicators}
    return tuple(
        ObservedLine(levels.get(each.indicator_id, ""), each.text, each.solved_at is not None)
        for each in found
        if each.round == latest
    )
