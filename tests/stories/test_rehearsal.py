"""A quarter is rehearsed before it begins, then simulated day by day: both agree, to the minute."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from domain.calendar.spans import Span
from domain.kit.access import Actor
from domain.kit.moments import Moment
from domain.reminders.decision import Debt, LadderPost
from domain.reminders.ladders import Recipient
from domain.reminders.rehearsals import REMINDERS, RehearsedDay
from storage.engine import Database
from storage.people import Person
from storage.uow import UnitOfWork
from tests.facts import OAXACA
from tests.stories.behaviours import FIRST, LAST, Act, deeds_by_day, every_day
from tests.stories.living_city import EVENING, City, Habits
from tests.stories.reference import Item, Reference
from usecases.reminders.reminder_facts import ReminderBasis, reminder_facts

QUARTER = Span(FIRST, LAST)
LIFE_GOES_ON = Habits(acts_at=EVENING, tells_blocks=True, snoozes=False, is_rehearsed_daily=False)
NOBODY_ACTS = Habits(units=14, acts_at=None, snoozes=False, is_rehearsed_daily=False)
UNKNOWN = 100_000
"""Added to the Telegram id of somebody who is let in later: their id in a rehearsal."""

Told = list[tuple[datetime, int, list[Item]]]


async def test_a_quarter_in_which_nobody_acts(memory_database: Database) -> None:
    city = City(memory_database, 1, NOBODY_ACTS)
    await city.begins()
    city.clock.at = datetime.combine(FIRST, time(8), OAXACA)

    rehearsed = told(await city.rehearse(QUARTER), city)
    await city.lives_through(every_day())

    assert rehearsed == lived(city)
    assert len(rehearsed) > 150


@pytest.mark.parametrize("seed", [4, 5])
async def test_a_quarter_of_forty_in_which_everybody_acts(seed: int, memory_database: Database) -> None:
    """The rehearsal knows what people will do, but nothing of what will be sent."""
    city = City(memory_database, seed, LIFE_GOES_ON)
    await city.begins()
    city.clock.at = datetime.combine(FIRST, time(8), OAXACA)

    rehearsed = told(await city.rehearse(QUARTER, lambda uow: Foreseen(city, uow)), city)
    await city.lives_through(every_day())

    assert rehearsed == lived(city)
    assert len(rehearsed) > 200


class Foreseen:
    """The facts of each morning after the planned actions of people."""

    def __init__(self, city: City, uow: UnitOfWork) -> None:
        self._uow = uow
        self._ahead = Reference(city.lives)
        self._deeds = sorted(deeds_by_day(city.lives).items())
        self._ids = {telegram_id: person_id for person_id, telegram_id in city.telegram_ids.items()}

    async def __call__(self, moment: Moment) -> ReminderBasis:
        self._goes_on_until(moment.today)
        stand = await reminder_facts(self._uow, moment)
        facts = replace(
            stand.facts,
            debts=tuple(self._debts(stand.facts.debts)),
            posts={life.code: self._posts(life.code) for life in self._ahead.lives},
            signs={self._id(who): self._noon(day) for who, day in self._ahead.signs.items()},
        )
        return replace(stand, facts=facts, people=stand.people | self._newcomers())

    def _goes_on_until(self, today: date) -> None:
        while self._deeds and self._deeds[0][0] < today:
            for deed in self._deeds.pop(0)[1]:
                self._ahead.does(deed)
                if deed.act is Act.BLOCKS:
                    self._ahead.unreachable.add(deed.person)

    def _debts(self, debts: Iterable[Debt]) -> Iterable[Debt]:
        """Return what will be owed then, by programme or as an unsent entrega."""
        for debt in debts:
            if debt.unit_code in self._ahead.owing:
                yield replace(debt, due_on=self._ahead.due[debt.unit_code])

    def _posts(self, code: str) -> list[LadderPost]:
        return [
            LadderPost(self._id(who), recipient, who not in self._ahead.unreachable)
            for recipient in Recipient
            for who in self._ahead.posts[code, recipient.value]
        ]

    def _newcomers(self) -> dict[int, Person]:
        everybody = {who for people in self._ahead.posts.values() for who in people}
        return {
            self._id(who): Person(Actor(self._id(who), "", ()), who) for who in everybody - set(self._ids)
        }

    def _id(self, telegram_id: int) -> int:
        return self._ids.get(telegram_id, UNKNOWN + telegram_id)

    def _noon(self, day: date) -> datetime:
        return datetime.combine(day, time(12), OAXACA).astimezone(UTC)


def told(days: Iterable[RehearsedDay], city: City) -> Told:
    known = city.telegram_ids
    return sorted(
        (
            notice.at,
            known.get(notice.person_id, notice.person_id - UNKNOWN),
            sorted((line.unit_code, line.recipient.value, line.rung) for line in notice.lines),
        )
        for day in days
        for notice in day.notices
        if notice.kind in REMINDERS
    )


def lived(city: City) -> Told:
    return sorted((each.at, each.person, sorted(each.items)) for each in city.planned)
