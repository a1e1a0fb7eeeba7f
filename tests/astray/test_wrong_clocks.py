"""A clock that is wrong: answers go on, nothing is planned, closed or filed, and each day has its own."""

from datetime import date, timedelta

import pytest

from domain.calendar.deadlines import PeriodDates
from domain.delivery.outcomes import NewMessage, OutboxState, Priority
from storage.engine import Database
from tests.astray.machine import Astray, reminders
from tests.facts import ANA, BETO, T3, local

THURSDAY, FRIDAY, MONDAY, TUESDAY = (date(2025, 9, day) for day in (25, 26, 29, 30))
STEPS = {
    "a day ahead": timedelta(days=1),
    "four days ahead": timedelta(days=4),
    "forty days ahead": timedelta(days=40),
    "three hours back": timedelta(hours=-3),
    "two days back": timedelta(days=-2),
}
EVERY_STEP = pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())


@pytest.fixture
async def astray(memory_database: Database) -> Astray:
    astray = Astray(memory_database, local(THURSDAY, 9))
    await astray.moves_in()
    return astray


@EVERY_STEP
@pytest.mark.parametrize("restarts", [False, True], ids=["while it runs", "before it starts"])
async def test_nothing_is_planned_until_the_clock_is_right_and_then_all_is_as_ever(
    astray: Astray, step: timedelta, restarts: bool
) -> None:
    assert len(reminders(await astray.ticks_once())) == 1
    astray.passes(hours=1)
    astray.machine.at += step
    if restarts:
        astray.restart()

    assert await astray.ticks_once() == []
    assert len(await astray.answers()) == 1

    astray.is_put_right()
    assert await astray.ticks_once() == []
    astray.goes_to(MONDAY, 9)
    (heard,) = reminders(await astray.ticks_once())
    assert heard.day == MONDAY


@EVERY_STEP
async def test_what_waited_to_leave_waits_on_and_is_not_called_late(astray: Astray, step: timedelta) -> None:
    notice = NewMessage(
        ANA,
        "unit_list",
        {"year": 2025, "units": []},
        key="notice:1",
        priority=Priority.BULK,
        person_id=1,
        expires_at=astray.true() + timedelta(hours=2),
    )
    await astray.office.do(lambda uow: uow.outbox.add(notice, astray.true()))
    await astray.watch.is_wrong()
    astray.machine.at += step
    await astray.sender.drain(timedelta(0))
    (row,) = await astray.office.rows(ANA)
    assert (row.state, row.attempts) == (OutboxState.PENDING, 0)

    astray.is_put_right()
    await astray.sender.drain(timedelta(0))

    assert [each.chat_id for each in astray.telegram.heard] == [ANA]


async def test_forty_days_ahead_neither_closes_nor_files_anything(astray: Astray) -> None:
    dates = PeriodDates(closes_on=date(2025, 10, 10))
    await astray.office.do(lambda uow: uow.calendar.set_dates(T3, "", dates, "Oficio 1"))
    astray.machine.step(days=40)

    assert await astray.ticks_once() == []

    closings = (await astray.office.do(lambda uow: uow.calendar.deadlines())).closings
    assert T3 not in closings.closed_at
    assert await astray.office.do(lambda uow: uow.snapshots.last(T3)) is None


@pytest.fixture
async def mute(database: Database) -> Astray:
    """Where nobody says what time it is before a message was taken."""
    astray = Astray(database, local(THURSDAY, 8), says_the_time=False)
    await astray.moves_in()
    return astray


async def test_what_was_sent_by_mistake_of_a_clock_is_sent_again_on_its_true_day(mute: Astray) -> None:
    mute.machine.step(days=4, hours=2)  # Monday at ten: the reminder of the eve
    (early,) = reminders(await mute.ticks_once())
    assert early.day == THURSDAY
    assert await mute.ticks_once() == []

    mute.is_put_right()
    mute.goes_to(THURSDAY, 9)
    heard = {}
    for day in (THURSDAY, FRIDAY, MONDAY, TUESDAY):
        mute.goes_to(day, 9)
        heard[day] = [each.day for each in await mute.ticks_once() if each.chat_id == ANA]

    assert heard == {THURSDAY: [THURSDAY], FRIDAY: [], MONDAY: [MONDAY], TUESDAY: [TUESDAY]}


async def test_a_summary_that_was_sent_by_mistake_is_sent_again_on_its_true_day(mute: Astray) -> None:
    mute.machine.step(days=1)
    early = await mute.ticks_once()
    assert len(early) >= 1

    mute.is_put_right()
    days = []
    for day in (THURSDAY, FRIDAY):
        mute.goes_to(day, 9)
        days.append({each.chat_id for each in await mute.ticks_once()})

    assert all(BETO in heard for heard in days)
    taken = await mute.office.do(lambda uow: uow.snapshots.last(T3))
    assert taken is not None
    assert taken.day == FRIDAY
    assert taken.at == mute.true()


async def test_what_was_planned_by_mistake_and_not_sent_yet_is_withdrawn(mute: Astray) -> None:
    mute.machine.step(days=4, hours=2)
    for tick in (mute.ticks.reminders, mute.ticks.summary):
        await tick()
    mute.is_put_right()

    heard = {}
    for day in (THURSDAY, FRIDAY, MONDAY):
        mute.goes_to(day, 9)
        heard[day] = [each.day for _ in range(2) for each in reminders(await mute.ticks_once())]

    assert heard == {THURSDAY: [THURSDAY], FRIDAY: [], MONDAY: [MONDAY]}
