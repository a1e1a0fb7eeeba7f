"""The working hours stored at the last start apply in a chat."""

from datetime import time

from domain.reminders.hours import OFFICE_HOURS, WorkingHours
from domain.reminders.messages import SnoozeNotTaken
from tests.facts import ANA, T3, Office, a_mir
from tests.usecases.speakers import a_speaker
from usecases.reminders.office_hours import keep_office_hours, office_hours
from usecases.reminders.snooze import put_off

SHORT = WorkingHours.between(time(8), time(15))


async def test_before_any_start_they_are_the_usual_ones(office: Office) -> None:
    assert await office.do(office_hours) == OFFICE_HOURS


async def test_those_of_the_last_start_count(office: Office) -> None:
    await office.do(lambda uow: keep_office_hours(uow, OFFICE_HOURS))
    await office.do(lambda uow: keep_office_hours(uow, SHORT))

    assert await office.do(office_hours) == SHORT


async def test_a_reminder_is_not_put_off_past_them(office: Office) -> None:
    await office.register(a_mir())
    ana = await a_speaker(office, ANA)
    await office.do(lambda uow: keep_office_hours(uow, SHORT))

    await office.do(lambda uow: put_off(uow, ana.person, None, office.moment))

    said = await ana.hears()
    assert isinstance(said, SnoozeNotTaken)
    assert said.period == T3
    assert [(each.day, each.hour) for each in said.choices] == [(26, 9)]
