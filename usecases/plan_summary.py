"""Write the gap summary of the day for everybody who receives it, once."""

from datetime import time

from domain.access import Action
from domain.messages import Summary
from domain.moments import Moment
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.say import announce


async def due_summaries(uow: UnitOfWork, moment: Moment) -> list[Person]:
    """Return who receives the summary of this day: nobody on inhábiles or when no UR reports anything."""
    deadlines = await uow.calendar.deadlines()
    if not deadlines.workdays.is_workday(moment.today):
        return []
    if not await uow.programmes.reports(deadlines.in_play(moment.today)):
        return []
    return [
        person
        for person in await uow.people.everybody()
        if person.actor.may(Action.RECEIVE_SUMMARY) and person.unreachable_since is None
    ]


async def write_summaries(uow: UnitOfWork, moment: Moment, summary_at: time) -> int:
    """Queue the summary of this day once its hour has come; return how many are new."""
    if moment.time < summary_at:
        return 0
    return sum([await _write(uow, person, moment) for person in await due_summaries(uow, moment)])


async def _write(uow: UnitOfWork, person: Person, moment: Moment) -> bool:
    said, person_id = Summary(moment.today), person.actor.person_id
    key = f"summary:{moment.today.isoformat()}:{person_id}"
    return await announce(uow, person.chat_id, said, moment, key=key, person_id=person_id) is not None
