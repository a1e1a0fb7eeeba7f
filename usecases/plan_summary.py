"""Write the gap summary of the day for everybody who receives it, once."""

from datetime import date, time

from domain.access import Action
from domain.messages import Summary
from domain.moments import Moment
from domain.outages import Outage
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.note_tick import forget_outage, untold_outage
from usecases.say import announce


async def due_summaries(uow: UnitOfWork, moment: Moment) -> list[Person]:
    """Return who receives the summary of this day.

    Nobody does on inhábiles, when no UR reports anything, or once the quarter is closed to all of them.
    """
    deadlines = await uow.calendar.deadlines()
    period = deadlines.in_play(moment.today)
    if not deadlines.workdays.is_workday(moment.today):
        return []
    reports = await uow.programmes.reports(period)
    own = (deadlines.for_unit(report.unit.code) for report in reports)
    if all(each.shut_since(period, moment) for each in own):
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
    outage = await untold_outage(uow)
    due = await due_summaries(uow, moment)
    written = sum([await _write(uow, person, outage, moment) for person in due])
    if outage is not None and written:
        await forget_outage(uow)
    return written


def summary_key(day: date, person_id: int) -> str:
    """Name the summary of one day for one person in the outbox."""
    return f"summary:{day.isoformat()}:{person_id}"


async def _write(uow: UnitOfWork, person: Person, outage: Outage | None, moment: Moment) -> bool:
    told = _local(outage, moment) if outage else None
    said, person_id = Summary(moment.today, told), person.actor.person_id
    key = summary_key(moment.today, person_id)
    return await announce(uow, person.chat_id, said, moment, key=key, person_id=person_id) is not None


def _local(outage: Outage, moment: Moment) -> Outage:
    return Outage(outage.began_at.astimezone(moment.zone), outage.ended_at.astimezone(moment.zone))
