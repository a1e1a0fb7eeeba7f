"""IMPLAN decides a «No me corresponde», once: the indicator belongs to the person, or not."""

from dataclasses import replace

from domain.kit.access import Action
from domain.kit.moments import Moment
from domain.kit.report_messages import UnknownUnit
from domain.reminders.messages import (
    ReassignmentDecided,
    ReassignmentFacts,
    ReassignmentNotTaken,
    ReassignmentRequest,
)
from domain.reminders.reassignments import Reassignment, ReassignmentState
from storage.people import Person
from storage.reassignments import ReassignmentDecision
from storage.uow import UnitOfWork
from usecases.kit.concerned import tell_each
from usecases.kit.refresh_reminders import refresh_reminders
from usecases.kit.say import answer, close_question
from usecases.reminders.reassign import facts_of_reassignment, request_key

MOST_SHOWN = 5
"""Requests shown at once; after they are decided, /reasignaciones shows the next ones."""


async def show_reassignments(uow: UnitOfWork, person: Person, unit_code: str, moment: Moment) -> None:
    """Show IMPLAN the requests that wait for a decision, each with its buttons; of one UR, if named."""
    if unit_code and await uow.programmes.unit(unit_code) is None:
        await answer(uow, person.chat_id, UnknownUnit(unit_code, "reasignaciones"), moment)
        return
    awaited = [each for each in await uow.reassignments.awaited() if unit_code in ("", each.unit_code)]
    for each in awaited[:MOST_SHOWN]:
        await answer(uow, person.chat_id, ReassignmentRequest(await facts_of_reassignment(uow, each)), moment)
    if not awaited:
        none = ReassignmentNotTaken("none_awaited", unit_code=unit_code)
        await answer(uow, person.chat_id, none, moment)


async def find_open(uow: UnitOfWork, unit_code: str) -> Reassignment | None:
    """Return the oldest request of a UR that waits for a decision."""
    return next((each for each in await uow.reassignments.awaited() if each.unit_code == unit_code), None)


async def decide_reassignment(
    uow: UnitOfWork, person: Person, reassignment_id: int, moment: Moment, *, belongs: bool
) -> bool:
    """Carry out the decision of a button; False if there is no such request."""
    asked = await uow.reassignments.get(reassignment_id)
    if asked is None:
        return False
    facts = await facts_of_reassignment(uow, asked)
    state = ReassignmentState.KEPT if belongs else ReassignmentState.RELEASED
    by = f"person:{person.actor.person_id}"
    if not await uow.reassignments.decide(asked.id, ReassignmentDecision(state, by, moment.now)):
        await _tell_late(uow, person, asked.id, facts, moment)
        return True
    await uow.audit.add(
        moment.now,
        by,
        "reassignment_kept" if belongs else "reassignment_released",
        f"reassignment:{asked.indicator_id}:{asked.period}",
        after={"reassignment": asked.id},
    )
    told = ReassignmentDecided(facts, belongs, person.actor.name)
    await _close_requests(uow, told, moment)
    await answer(uow, person.chat_id, told, moment)
    asker = await uow.people.by_id(asked.person_id)
    if asker is not None and asker.actor.may(Action.CAPTURE, asked.unit_code):
        news = replace(told, is_asker=True)
        await tell_each(uow, [asker], lambda _: news, moment, key=f"reassignment:{asked.id}:decided")
    await refresh_reminders(uow, asked.unit_code, asked.period, moment)
    return True


async def _close_requests(uow: UnitOfWork, told: ReassignmentDecided, moment: Moment) -> None:
    """Remove the buttons from every message about a request, and withdraw the unsent ones."""
    said = f"{'Sí' if told.belongs else 'No'} le corresponde: {told.by}"
    for person in await uow.people.everybody():
        key = f"{request_key(told.facts.id)}:{person.actor.person_id}"
        row = await uow.outbox.get_by_key(key) if person.actor.may(Action.DECIDE_REASSIGNMENT) else None
        if row is not None and not await uow.outbox.cancel(key, "decided"):
            await close_question(uow, person.chat_id, row.id, said, moment)


async def _tell_late(
    uow: UnitOfWork, person: Person, reassignment_id: int, facts: ReassignmentFacts, moment: Moment
) -> None:
    """Tell a person who decided too late what had been decided."""
    decided = await uow.reassignments.get(reassignment_id)
    assert decided is not None
    person_id = (decided.decided_by or "").removeprefix("person:")
    by = await uow.people.by_id(int(person_id)) if person_id.isdecimal() else None
    belongs = decided.state is ReassignmentState.KEPT
    late = ReassignmentDecided(facts, belongs, by.actor.name if by else "", is_late=True)
    await answer(uow, person.chat_id, late, moment)
