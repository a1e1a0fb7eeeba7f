"""Look up the text of a changed reminder, and of an escalation."""

from collections.abc import Sequence

from domain.kit.moments import Moment
from domain.reminders.decision import is_relieved, standing
from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from domain.reminders.ladders import Recipient
from domain.reminders.messages import Escalation, Reminder, ReminderRelieved, ReminderSettled, ReminderText
from domain.reminders.rungs import SENDING, RungItem, Why
from storage.uow import UnitOfWork
from usecases.kit.owed import owed_by
from usecases.kit.views import with_dues
from usecases.reminders.compose_reminder import RungComposer, items_of, standing_of
from usecases.reminders.reminder_facts import ReminderBasis, recipients


async def reminder_as_it_stands(
    uow: UnitOfWork, said: Reminder, moment: Moment, hours: WorkingHours = OFFICE_HOURS
) -> ReminderText | ReminderSettled | ReminderRelieved | None:
    """Return the remaining gaps of a sent reminder.

    Settled if the person owes none of it; relieved if a person who is asked before them was active since;
    None if it is no longer asked for like this.
    """
    stand = await standing_of(uow, said, moment, hours)
    if stand is None:
        return None
    items = items_of(said, stand)
    still = _still_asked(items, stand, said.person_id)
    if still:
        return RungComposer(stand, said).text(still)
    codes = tuple(dict.fromkeys(item.unit_code for item in items))
    if any(_owes(stand, code, said.person_id) for code in codes):
        day = said.day
        if day is not None and all(is_relieved(stand.facts, item, day) for item in items):
            return ReminderRelieved(said.period, codes)
        return None
    return ReminderSettled(said.period, codes)


async def compose_escalation(uow: UnitOfWork, said: Escalation, moment: Moment) -> ReminderText | None:
    """Return the line of a titular; None if no gap is left, or they are no longer titular."""
    person = await uow.people.by_id(said.person_id)
    own = recipients(person.actor) if person else {}
    codes = [code for code in said.unit_codes if own.get(code) is Recipient.TITULAR]
    reports = await uow.programmes.reports(said.period, codes) if codes else []
    deadlines = await uow.calendar.deadlines()
    owing = [
        gaps
        for gaps in (await owed_by(uow, said.period, codes)).to_remind(reports)
        if not deadlines.for_unit(gaps.code).shut_since(said.period, moment)
    ]
    if not owing:
        return None
    due, headed = with_dues(owing, said.period, deadlines, moment)
    return ReminderText(
        said.period,
        due,
        (),
        rung=-due.workdays_left,
        recipient=Recipient.TITULAR,
        why=Why.PAST_DUE,
        day=moment.today,
        headed=headed,
    )


def _still_asked(items: Sequence[RungItem], stand: ReminderBasis, person_id: int) -> tuple[RungItem, ...]:
    """Return a person's rungs on the same ladders today; on a day off, the gaps that are left."""
    facts = stand.facts
    if facts.workdays.is_workday(facts.moment.today):
        current: Sequence[RungItem] = standing(facts).get(person_id, ())
        return tuple(now for now in current if any(_is_same(now, item) for item in items))
    owed = {
        (debt.unit_code, debt.period, debt.month, debt.due_on)
        for debt in facts.debts
        if not debt.indicators or any((person_id, each) not in facts.muted for each in debt.indicators)
    }
    return tuple(item for item in items if (item.unit_code, item.period, item.month, item.due_on) in owed)


def _is_same(now: RungItem, given: RungItem) -> bool:
    programmes = {now.programme, given.programme}
    return now.ladder == given.ladder and (len(programmes) == 1 or SENDING in programmes)


def _owes(stand: ReminderBasis, code: str, person_id: int) -> bool:
    """Tell whether a UR has gaps that are not muted for a person, or the sending left."""
    gaps, muted = stand.gaps.get(code), stand.facts.muted
    if gaps is None:
        return False
    return not gaps.lines or any((person_id, line.id) not in muted for line in gaps.lines)
