"""Give a person their reminder of the day by hand, with all of its items."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.reminders.decision import Facts, PlannedReminder, standing
from domain.reminders.ladders import Recipient
from domain.reminders.messages import Reminder
from domain.reminders.rungs import RungItem
from storage.people import Person
from storage.uow import UnitOfWork
from usecases.kit.say import announce
from usecases.reminders.plan_reminders import message_of
from usecases.reminders.reminder_facts import recipients


@dataclass(frozen=True)
class NudgeTargets:
    """The recipients of a reminder by hand: the enlaces of a UR, or its suplentes if none can be reached."""

    reached: tuple[Person, ...]
    lost: tuple[Person, ...] = ()
    are_suplentes: bool = False


def targets_of(people: Iterable[Person], unit_code: str) -> NudgeTargets:
    posts = [(recipients(each.actor).get(unit_code), each) for each in people]
    enlaces = [each for recipient, each in posts if recipient is Recipient.ENLACE]
    suplentes = [each for recipient, each in posts if recipient is Recipient.SUPLENTE]
    lost = [each for each in enlaces if each.unreachable_since is not None]
    reached = [each for each in enlaces if each.unreachable_since is None]
    if reached:
        return NudgeTargets(tuple(reached), tuple(lost))
    instead = [each for each in suplentes if each.unreachable_since is None]
    lost += [each for each in suplentes if each.unreachable_since is not None]
    return NudgeTargets(tuple(instead), tuple(lost), are_suplentes=bool(instead))


class HandReminders:
    """Sends reminders from facts that are read once."""

    def __init__(self, uow: UnitOfWork, facts: Facts) -> None:
        self._uow = uow
        self._facts = facts
        self._standing: dict[date, Mapping[int, Sequence[RungItem]]] = {}

    @property
    def moment(self) -> Moment:
        return self._facts.moment

    def moment_for(self, person: Person) -> Moment:
        """Return when a person may be reminded: now, or when their working hours begin again."""
        moment = self._facts.moment
        opening = self._facts.hours_of(person.actor.person_id).next_opening(moment, self._facts.workdays)
        return moment if opening is None else Moment(opening, moment.zone)

    def items_of(self, person: Person, unit_code: str, period: Period) -> Sequence[RungItem]:
        """Return all rungs of a person; none if the UR is not among them."""
        items = self._items(person)
        is_asked = any((item.unit_code, item.period) == (unit_code, period) for item in items)
        return items if is_asked else ()

    async def give(self, person: Person, key: str) -> None:
        """Queue the message of the day, or one more after it; it lists all gaps and ends a snooze."""
        uow, person_id, at = self._uow, person.actor.person_id, self.moment_for(person)
        planned = PlannedReminder(person_id, at.today, tuple(self._items(person)))
        for waiting in self._facts.given_rungs.waiting.get(person_id, {}):
            await uow.outbox.cancel_row(waiting, "overtaken")
        await uow.snoozes.drop(person_id, planned.period, self._facts.moment.now)
        said = message_of(planned)
        row = await self._announce(person, said, planned.key)
        if row is None:
            # Another process may have given it after these facts were read, and it still waits.
            await uow.outbox.cancel(planned.key, "overtaken")
            row = await self._announce(person, said, f"{key}:{person_id}")
        assert row is not None  # a reminder by hand has its own number, and reaches each person once
        await uow.rungs.give(person_id, planned.items, at, outbox_id=row)

    async def _announce(self, person: Person, said: Reminder, key: str) -> int | None:
        moment, person_id = self._facts.moment, person.actor.person_id
        return await announce(self._uow, person.chat_id, said, moment, key=key, person_id=person_id)

    def _items(self, person: Person) -> Sequence[RungItem]:
        at = self.moment_for(person)
        if at.today not in self._standing:
            self._standing[at.today] = standing(replace(self._facts, moment=at))
        return self._standing[at.today].get(person.actor.person_id, ())


def later_of(moments: Iterable[Moment], now: Moment) -> datetime | None:
    """Return the local instant of the first of several messages; None if one is sent now."""
    instants = list(moments)
    if not instants or any(each.now <= now.now for each in instants):
        return None
    return min(each.local for each in instants)
