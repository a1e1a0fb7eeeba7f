"""An older backup put back: what may have been sent since is not repeated, what comes then is sent."""

from datetime import date, time

import pytest
from sqlalchemy import update

from domain.delivery.outcomes import OutboxState
from domain.delivery.restored_messages import Restored
from domain.kit.access import Role
from domain.kit.moments import Moment
from domain.reminders.hours import WorkingHours
from domain.reminders.messages import Reminder
from domain.summary.messages import Summary
from jobs.ticks import NoticeHours, Ticks
from storage.engine import Database
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.facts import ANA, BETO, CARLA, OAXACA, Office, a_mir, local
from usecases.delivery.after_restore import RESTORED_AT, RESTORED_FROM, settle_restore
from usecases.kit.say import announce, answer

THURSDAY, FRIDAY = date(2025, 9, 25), date(2025, 9, 26)
"""Three business days before the third quarter of 2025 is due, and two: a rung of the ladder, and none."""
HOURS = NoticeHours(time(9), time(8, 30), time(18))


class Revived:
    """A city whose database was put back as it was at an instant; its bot starts again."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.moment = local(THURSDAY, 8)

    async def opens(self) -> None:
        await self.office.register(a_mir())
        await self.office.lets_in(ANA)
        await self.office.lets_in(CARLA, Role.IMPLAN, None)

    async def is_restored(self, made_at: Moment, restored_at: Moment) -> None:
        async def marks(uow: UnitOfWork) -> None:
            await uow.meta.set_instant(RESTORED_FROM, made_at.now)
            await uow.meta.set_instant(RESTORED_AT, restored_at.now)

        await self.office.do(marks)
        self.moment = restored_at

    def starts(self) -> Ticks:
        return Ticks(self.office.database, now=lambda: self.moment.now, zone=OAXACA, hours=HOURS)

    async def ticks(self, *at: Moment) -> None:
        ticks = self.starts()
        for moment in at:
            self.moment = moment
            await ticks.reminders()
            await ticks.summary()

    async def to_send(self) -> list[tuple[int, str]]:
        """Return what is still going to be sent, by chat."""
        rows = await self.office.rows()
        return [(row.chat_id, row.kind) for row in rows if row.state is OutboxState.PENDING]

    async def in_doubt(self) -> list[str]:
        return [row.kind for row in await self.office.rows() if row.state is OutboxState.UNKNOWN]


@pytest.fixture
async def city(database: Database) -> Revived:
    city = Revived(Office(database))
    await city.opens()
    return city


EARLY, LATE = local(THURSDAY, 2), local(THURSDAY, 11)
TOLD = (CARLA, "restored")


async def test_what_was_due_since_the_backup_is_not_sent_again_that_day(city: Revived) -> None:
    await city.is_restored(EARLY, LATE)

    await city.ticks(LATE, local(THURSDAY, 11, 1), local(THURSDAY, 17, 59))

    assert await city.to_send() == [TOLD]
    assert sorted(set(await city.in_doubt())) == ["gaps_book", "gaps_picture", "reminder", "summary"]


async def test_the_next_ones_go_on_as_ever(city: Revived) -> None:
    await city.is_restored(EARLY, LATE)
    due = local(date(2025, 9, 29), 9)

    await city.ticks(LATE, local(FRIDAY, 9), due)

    kinds = await city.to_send()
    assert kinds.count((ANA, "reminder")) == 1
    assert kinds.count((CARLA, "summary")) == 2
    said = [each for each in await city.office.said(ANA) if isinstance(each, Reminder)]
    assert [each.day for each in said] == [THURSDAY, due.today]


async def test_a_restore_of_the_evening_repeats_nothing_the_next_morning(city: Revived) -> None:
    await city.is_restored(EARLY, local(THURSDAY, 20))

    await city.ticks(local(THURSDAY, 20, 1), local(FRIDAY, 9))

    assert (ANA, "reminder") not in await city.to_send()


async def test_a_backup_of_another_day_repeats_none_of_the_days_between(city: Revived) -> None:
    await city.is_restored(local(date(2025, 9, 22), 2), local(FRIDAY, 8))

    await city.ticks(local(FRIDAY, 8, 1), local(FRIDAY, 9))

    assert (ANA, "reminder") not in await city.to_send()
    assert (await city.to_send()).count((CARLA, "summary")) == 1


async def test_before_the_hour_of_the_day_nothing_is_in_doubt(city: Revived) -> None:
    await city.is_restored(EARLY, local(THURSDAY, 8))

    await city.ticks(local(THURSDAY, 8, 1), local(THURSDAY, 9))

    assert await city.in_doubt() == []
    assert (ANA, "reminder") in await city.to_send()
    assert (CARLA, "summary") in await city.to_send()


async def test_what_the_backup_knows_as_sent_is_left_alone(city: Revived) -> None:
    await city.ticks(local(THURSDAY, 9))
    before = await city.office.rows()
    await city.is_restored(local(THURSDAY, 10), LATE)

    await city.ticks(LATE)

    assert [row.key for row in await city.office.rows()][: len(before)] == [row.key for row in before]
    assert len(await city.office.rows()) == len(before) + 1


async def test_somebody_whose_hours_come_later_is_reminded(city: Revived) -> None:
    beto = await city.office.lets_in(BETO)
    own = WorkingHours.between(time(16), time(18))
    await city.office.do(lambda uow: uow.people.set_hours(beto.actor.person_id, (own.start, own.end)))
    await city.is_restored(EARLY, LATE)

    await city.ticks(LATE, local(THURSDAY, 16))

    assert (BETO, "reminder") in await city.to_send()
    assert (ANA, "reminder") not in await city.to_send()


async def test_notices_that_waited_are_in_doubt_and_answers_and_later_ones_go(city: Revived) -> None:
    said = Summary(THURSDAY, None)

    async def waits(uow: UnitOfWork) -> None:
        for key in ("now", "later"):
            row = await announce(uow, CARLA, said, EARLY, key=key, person_id=2)
            assert row is not None
            if key == "later":
                later = update(outbox).where(outbox.c.id == row).values(not_before=local(THURSDAY, 16).now)
                await uow.session.execute(later)
        await answer(uow, ANA, said, EARLY)

    await city.office.do(waits)
    await city.is_restored(EARLY, local(THURSDAY, 8))

    await city.starts().settle()

    assert await city.in_doubt() == ["summary"]
    assert sorted(await city.to_send()) == sorted([(CARLA, "summary"), (ANA, "summary"), TOLD])


async def test_implan_is_told_once_and_no_outage_is_told_beside_it(city: Revived) -> None:
    await city.is_restored(EARLY, LATE)

    doubted = [await city.starts().settle(), await city.starts().settle()]
    await city.ticks(local(THURSDAY, 11, 1), local(FRIDAY, 8, 30))

    told = [each for each in await city.office.said(CARLA) if isinstance(each, Restored)]
    [restored] = told
    assert (restored.made_at.hour, restored.restored_at.hour, restored.doubted) == (2, 11, doubted[0])
    assert doubted[1] == 0
    summaries = [each for each in await city.office.said(CARLA) if isinstance(each, Summary)]
    assert summaries[-1].outage is None


async def test_restored_twice_it_is_settled_twice(city: Revived) -> None:
    await city.is_restored(EARLY, local(THURSDAY, 8))
    await city.ticks(local(THURSDAY, 8, 1))
    await city.is_restored(EARLY, LATE)

    await city.ticks(LATE)

    assert (ANA, "reminder") not in await city.to_send()
    assert "reminder" in await city.in_doubt()


async def test_without_a_restore_nothing_is_settled(city: Revived) -> None:
    assert await city.starts().settle() == 0


async def test_of_two_that_start_at_once_one_settles(city: Revived) -> None:
    await city.is_restored(EARLY, LATE)

    settled = [
        await city.office.do(lambda uow: settle_restore(uow, LATE, HOURS.working, HOURS.summary_at))
        for _ in range(2)
    ]

    assert settled[0] > 0
    assert settled[1] == 0
