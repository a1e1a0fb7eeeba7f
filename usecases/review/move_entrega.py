"""Move an entrega as the table allows: store it, audit it, and tell the people concerned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.kit.entregas import TABLE, Entrega, Move, MoveDetails, move
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.review.messages import EntregaNews
from storage.entregas import EntregaMove
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.refresh_reminders import refresh_reminders
from usecases.kit.say import announce
from usecases.review.entrega_views import has_titular, holders, is_incomplete


@dataclass(frozen=True)
class MadeMove:
    """A move and its circumstances; `observations` are by indicator id."""

    move: Move
    reason: str = ""
    observations: Mapping[int, str] = field(default_factory=dict)


async def entrega_to_move(uow: UnitOfWork, unit_code: str, period: Period, wanted: Move) -> Entrega:
    """Return an entrega, locked until the commit.

    A save in progress during the sending is either part of what is sent, or comes too late.
    """
    if wanted is Move.SEND:
        await uow.holds.indicators_of(unit_code, period)
    return await uow.entregas.held(unit_code, period)


async def make_move(
    uow: UnitOfWork, person: Person, read: Entrega, made: MadeMove, moment: Moment
) -> Entrega:
    """Move an `entrega_to_move`; raise MoveRefused, or StaleEntrega if another person was faster."""
    lacks = made.move is Move.SEND and await is_incomplete(uow, read.unit_code, read.period)
    moved = move(read, made.move, MoveDetails(made.reason, len(made.observations), lacks))
    if moved.state is not read.state or made.move is Move.SEND:
        moved = replace(moved, since_at=moment.now)
    if made.move is Move.SEND:
        moved = replace(moved, sent_at=moment.now, sent_by=person.actor.person_id)
    if TABLE[made.move].changes_version:
        moved = await uow.entregas.save(moved, read=read.version, at=moment.now)
    await _keep(uow, person, moved, made, moment, read=read)
    await refresh_reminders(uow, moved.unit_code, moved.period, moment)
    return moved


async def tell_move(uow: UnitOfWork, person: Person, moved: Entrega, made: MadeMove, moment: Moment) -> None:
    """Tell the people that the table names, except the one who moved it; a reminder goes once a day."""
    rule = TABLE[made.move]
    is_instead = bool(rule.tells_instead) and not await has_titular(uow, moved.unit_code)
    everybody = await uow.people.everybody()
    told: dict[int, Person] = {}
    for action in rule.tells_instead if is_instead else rule.tells:
        told |= _by_id(holders(everybody, action, moved.unit_code))
    told.pop(person.actor.person_id, None)
    for person_id, each in told.items():
        news = EntregaNews(
            person_id, moved.unit_code, moved.period, moved.version, made.move, person.actor.name, made.reason
        )
        day = f":{moment.today.isoformat()}" if made.move is Move.NUDGE else ""
        key = f"entrega:{moved.id}:{moved.version}:{made.move.value}:{person_id}{day}"
        await announce(uow, each.chat_id, news, moment, key=key, person_id=person_id)


async def _keep(
    uow: UnitOfWork, person: Person, moved: Entrega, made: MadeMove, moment: Moment, *, read: Entrega
) -> None:
    assert moved.id is not None
    by = f"person:{person.actor.person_id}"
    data = await _seen(uow, moved, made)
    step = EntregaMove(
        made.move, moved.round, read.state, moved.state, by, moment.now, made.reason or None, data
    )
    await uow.entregas.add_move(moved.id, step)
    if made.observations:
        await uow.entregas.observe(moved, made.observations, by=by, at=moment.now)
    await uow.audit.add(
        moment.now,
        by,
        "entrega_moved",
        f"entrega:{moved.unit_code}:{moved.period}",
        before=facts_of_entrega(read),
        after={**facts_of_entrega(moved), "move": made.move.value, **data},
        reason=made.reason or None,
    )


def facts_of_entrega(entrega: Entrega) -> dict[str, Any]:
    """Return an entrega in the form of the audit trail."""
    return {"state": entrega.state.value, "round": entrega.round, "version": entrega.version}


async def _seen(uow: UnitOfWork, moved: Entrega, made: MadeMove) -> dict[str, Any]:
    """Return the subject of the move: the gaps it was sent with, or the observations, by level."""
    (report,) = await uow.programmes.reports(moved.period, [moved.unit_code])
    if made.move is Move.SEND:
        gaps = [str(each.facts.level) for each in report.owed]
        return {"reported": len(report.reported), "asked": len(report.asked), "gaps": gaps}
    levels = {each.id: str(each.facts.level) for each in report.indicators}
    return {"observed": {levels[key]: text for key, text in made.observations.items()}}


def _by_id(people: Iterable[Person]) -> dict[int, Person]:
    return {each.actor.person_id: each for each in people}
