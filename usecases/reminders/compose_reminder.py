"""Look up a reminder when it is sent: the gaps that are left, and whether now is the time."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.kit.moments import Moment
from domain.kit.report_messages import Due, UnitGaps
from domain.reminders.decision import Debt, Facts, is_put_off, plan_reminders, standing
from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from domain.reminders.ladders import Recipient
from domain.reminders.messages import Escalation, MonthGaps, Reminder, ReminderText
from domain.reminders.rungs import SENDING, RungItem
from domain.reminders.snoozing import SnoozeBounds, choices
from storage.uow import UnitOfWork
from usecases.kit.views import due_of, line_of, programme_label, with_dues
from usecases.reminders.reminder_facts import (
    ReminderBasis,
    ReminderScope,
    lacks_month,
    recipients,
    reminder_facts,
)

PLANNED_SOON = timedelta(minutes=5)
"""How long a reminder of an earlier day waits for today's, which contains it."""


async def postponed_until(
    uow: UnitOfWork, said: Reminder | Escalation, moment: Moment, hours: WorkingHours = OFFICE_HOURS
) -> datetime | None:
    """Return when a reminder may be sent; None if that is now.

    A delayed one is sent in working hours; if another one is due by then, only that one is sent.
    """
    person = await uow.people.by_id(said.person_id)
    own = WorkingHours(*person.hours) if person and person.hours else hours
    workdays = (await uow.calendar.deadlines()).workdays
    opening = own.next_opening(moment, workdays)
    if opening is not None or isinstance(said, Escalation) or said.day is None or said.day >= moment.today:
        return opening
    stand = await standing_of(uow, said, moment, hours, has_given_rungs=True)
    planned = plan_reminders(stand.facts) if stand else []
    is_overtaken = any(each.person_id == said.person_id for each in planned)
    return moment.now + PLANNED_SOON if is_overtaken else None


async def compose_reminder(
    uow: UnitOfWork, said: Reminder, moment: Moment, hours: WorkingHours = OFFICE_HOURS
) -> ReminderText | None:
    """Return the facts of a reminder; None if no gap is left or a later rung was given."""
    stand = await standing_of(uow, said, moment, hours)
    if stand is None:
        return None
    meant = _still_due(_as_moved(said, stand), stand.facts, said.person_id)
    return RungComposer(stand, said).text(meant) if meant else None


async def standing_of(
    uow: UnitOfWork, said: Reminder, moment: Moment, hours: WorkingHours, *, has_given_rungs: bool = False
) -> ReminderBasis | None:
    """Read the facts of all URs of one person; None if the person has none any more."""
    person = await uow.people.by_id(said.person_id)
    units = tuple(recipients(person.actor)) if person else ()
    if not units:
        return None
    return await reminder_facts(uow, moment, hours, ReminderScope(units, said.person_id, has_given_rungs))


def items_of(said: Reminder, stand: ReminderBasis) -> tuple[RungItem, ...]:
    """Return the items of a planned reminder; older rows have them in fewer words."""
    if said.items:
        return said.items
    own = recipients(stand.people[said.person_id].actor)
    return tuple(
        RungItem(
            code,
            SENDING,
            said.period,
            own[code],
            said.due_on or stand.deadlines.for_unit(code).due_on(said.period),
            said.rung,
        )
        for code in said.unit_codes or own
        if own.get(code) not in (None, Recipient.TITULAR)
    )


def _as_moved(said: Reminder, stand: ReminderBasis) -> tuple[RungItem, ...]:
    """Return the items of a reminder; if the due day has moved to today, today's rung.

    It is the one message of the day: no other would come on that last day.
    """
    items, today = items_of(said, stand), stand.facts.moment.today
    if said.day != today:
        return items
    kept = {(debt.unit_code, debt.period, debt.month, debt.due_on) for debt in stand.facts.debts}
    moved = {
        (item.unit_code, item.period, item.month, item.recipient)
        for item in items
        if (item.unit_code, item.period, item.month, item.due_on) not in kept
    }
    current = standing(stand.facts).get(said.person_id, ())
    instead = (now for now in current if (now.unit_code, now.period, now.month, now.recipient) in moved)
    return (*items, *(now for now in instead if now.due_on == today))


def _still_due(items: Sequence[RungItem], facts: Facts, person_id: int) -> tuple[RungItem, ...]:
    """Return the items that still hold today; on a day off, the gaps that are left."""
    asked = [item for item in items if not is_put_off(facts, person_id, item)]
    if facts.workdays.is_workday(facts.moment.today):
        current = standing(facts).get(person_id, ())
        return tuple(now for now in current if any(now.continues(item) for item in asked))
    return tuple(item for item in asked if any(_is_about(item, debt) for debt in facts.debts))


def _is_about(item: RungItem, debt: Debt) -> bool:
    whose = (debt.unit_code, debt.period, debt.month, debt.due_on)
    return whose == (item.unit_code, item.period, item.month, item.due_on)


class RungComposer:
    """Turns the rungs of one person into the facts of the message."""

    def __init__(self, stand: ReminderBasis, said: Reminder) -> None:
        self._stand = stand
        self._said = said
        self._moment = stand.facts.moment

    def text(self, items: Sequence[RungItem]) -> ReminderText:
        quarterly = [item for item in items if not item.month]
        own = self._gaps(item for item in quarterly if item.recipient is not Recipient.TITULAR)
        headed = self._gaps(item for item in quarterly if item.recipient is Recipient.TITULAR)
        months = tuple(self._month(item) for item in items if item.month)
        due, dated = self._dated((*own, *headed), months)
        first = min(items, key=lambda item: (list(Recipient).index(item.recipient), -item.rung))
        return ReminderText(
            self._said.period,
            due,
            dated[: len(own)],
            rung=max(item.rung for item in items),
            recipient=first.recipient,
            why=first.why,
            day=self._moment.today,
            headed=dated[len(own) :],
            months=months,
            put_off_until=self._choices(items),
        )

    def _gaps(self, items: Iterable[RungItem]) -> tuple[UnitGaps, ...]:
        """Return the gaps of each UR in its programmes; last the URs of which only the sending is left."""
        asked: dict[str, set[str]] = {}
        for item in items:
            asked.setdefault(item.unit_code, set()).add(item.programme)
        units = [self._of_programmes(code, programmes) for code, programmes in asked.items()]
        return tuple(sorted(units, key=lambda unit: not unit.lines))

    def _of_programmes(self, code: str, programmes: set[str]) -> UnitGaps:
        gaps, report = self._stand.gaps[code], self._stand.reports[self._said.period][code]
        asked = {i.id for p in report.programmes if p.key in programmes for i in p.indicators}
        kept = (line for line in gaps.lines if line.id in asked and not self._is_muted(line.id))
        return replace(gaps, lines=tuple(kept))

    def _is_muted(self, indicator_id: int) -> bool:
        return (self._said.person_id, indicator_id) in self._stand.facts.muted

    def _dated(
        self, units: tuple[UnitGaps, ...], months: tuple[MonthGaps, ...]
    ) -> tuple[Due, tuple[UnitGaps, ...]]:
        if not units:
            return months[0].due, ()
        return with_dues(units, self._said.period, self._stand.deadlines, self._moment)

    def _month(self, item: RungItem) -> MonthGaps:
        report = self._stand.reports[item.period][item.unit_code]
        lines = tuple(
            line_of(indicator, item.period, programme_label(report, programme))
            for programme in report.programmes
            if programme.key == item.programme
            for indicator in programme.indicators
            if lacks_month(indicator, item.period, item.month) and not self._is_muted(indicator.id)
        )
        due = due_of(item.period, self._stand.deadlines.for_unit(item.unit_code), self._moment)
        left = self._stand.facts.workdays.until(self._moment.today, item.due_on)
        whose = (item.unit_code, report.unit.name, item.period, item.month)
        return MonthGaps(*whose, replace(due, on=item.due_on, workdays_left=left), lines)

    def _choices(self, items: Iterable[RungItem]) -> tuple[datetime, ...]:
        """Return the instants of a snooze: never after the first of the due days."""
        facts = self._stand.facts
        hours = facts.hours_of(self._said.person_id)
        first_due = min(item.due_on for item in items)
        return choices(self._moment, SnoozeBounds(hours, first_due, facts.workdays))
