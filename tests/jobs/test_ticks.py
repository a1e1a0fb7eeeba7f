"""Ticks use the product clock, write due notices once, and commit."""

import logging
from datetime import UTC, date, datetime, time

import pytest

from domain.calendar.deadlines import PeriodDates
from domain.kit.access import Role
from domain.kit.periods import Period
from domain.people.handover_messages import RelevoEnded
from domain.people.invitations import InvitationEnd, Relevo
from domain.reminders.ladders import Recipient
from domain.reminders.messages import Reminder
from domain.reminders.rungs import RungItem
from domain.summary.messages import GapsBook, GapsPicture, Summary
from jobs.ticks import NoticeHours, Ticks, tick_by_name
from storage.engine import Database
from storage.failpoints import Failpoints, Point
from tests.clocks import ManualClock
from tests.facts import ANA, BETO, OAXACA, T3, Office, a_mir, local
from usecases.people.invite import InvitationWanted, invite

THURSDAY = date(2025, 9, 25)
HOURS = NoticeHours(remind_at=time(9), summary_at=time(8))


@pytest.fixture
async def office(memory_database: Database) -> Office:
    office = Office(memory_database)
    await office.register(a_mir())
    await office.lets_in(ANA)
    await office.lets_in(BETO, Role.IMPLAN, None)
    return office


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(local(THURSDAY, 9).now)


@pytest.fixture
def ticks(office: Office, clock: ManualClock) -> Ticks:
    return Ticks(office.database, now=clock, zone=OAXACA, hours=HOURS)


async def last_tick(office: Office) -> datetime | None:
    return await office.do(lambda uow: uow.meta.get_instant("last_tick_at"))


async def test_reminders_are_committed_and_counted(ticks: Ticks, office: Office) -> None:
    assert await ticks.reminders() == 1

    item = RungItem("402", "8", T3, Recipient.ENLACE, date(2025, 9, 30), -3)
    assert await office.said(ANA) == [Reminder(1, T3, day=THURSDAY, items=(item,))]


async def test_a_relevo_that_nobody_came_to_ends_with_its_invitation(
    ticks: Ticks, office: Office, clock: ManualClock
) -> None:
    ana = await office.do(lambda uow: uow.people.by_telegram_id(ANA))
    assert ana is not None
    relevo = Relevo(ana.actor.person_id, ana.actor.name, "Cambio de adscripción", stays=False)
    wanted = InvitationWanted(Role.ENLACE, "402", "María López", days=7, relevo=relevo)
    await office.do(lambda uow: invite(uow, wanted, office.moment))
    await ticks.closings()
    assert await office.said(ANA) == []

    clock.advance(days=7, hours=3)
    await ticks.closings()
    await ticks.closings()

    (told,) = await office.said(ANA)
    assert isinstance(told, RelevoEnded)
    assert (told.how, told.goes_on) == (InvitationEnd.EXPIRED, True)


async def test_summaries_are_committed_and_counted(ticks: Ticks, office: Office) -> None:
    assert await ticks.summary() == 1

    assert await office.said(BETO) == [Summary(THURSDAY, period=T3), GapsPicture(T3), GapsBook(T3)]


async def test_each_has_its_own_hour(ticks: Ticks, clock: ManualClock) -> None:
    clock.at = local(THURSDAY, 8).now

    assert (await ticks.summary(), await ticks.reminders()) == (1, 0)


async def test_the_clock_is_read_at_every_tick(ticks: Ticks, clock: ManualClock) -> None:
    clock.at = local(THURSDAY, 7, 59).now
    too_early = await ticks.summary()

    clock.advance(minutes=1)

    assert (too_early, await ticks.summary()) == (0, 1)


async def test_a_clock_that_stands_still_writes_nothing_twice(ticks: Ticks) -> None:
    first = [await ticks.summary(), await ticks.reminders()]

    second = [await ticks.summary(), await ticks.reminders()]

    assert (first, second) == ([1, 1], [0, 0])


async def test_the_heartbeat_leaves_the_instant_of_the_product_clock(
    ticks: Ticks, clock: ManualClock, office: Office
) -> None:
    assert await ticks.heartbeat() == 1

    assert await last_tick(office) == clock()


async def test_whoever_sends_is_told_of_new_notices(ticks: Ticks, office: Office) -> None:
    rung: list[str] = []
    office.database.listen("outbox", lambda: rung.append("outbox"))

    await ticks.reminders()

    assert rung == ["outbox"]


async def test_the_log_counts_and_names_nobody(ticks: Ticks, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="jobs.ticks")

    await ticks.reminders()
    await ticks.summary()

    assert caplog.messages == ["reminders planned new=1", "summaries planned new=1"]


async def test_every_tick_has_a_name_for_the_command_line(ticks: Ticks) -> None:
    named = tick_by_name(ticks)

    assert {name: await tick() for name, tick in named.items()} == {
        "summary": 1,
        "reminders": 1,
        "closings": 0,
        "proofs": 0,
        "heartbeat": 1,
    }


async def test_a_tick_after_an_outage_tells_it_in_the_summary(
    ticks: Ticks, clock: ManualClock, office: Office
) -> None:
    await ticks.heartbeat()
    clock.at = local(date(2025, 9, 26), 12).now

    assert await ticks.summary() == 1

    said, *_ = await office.said(BETO)
    assert isinstance(said, Summary)
    assert said.outage is not None
    assert await last_tick(office) == clock()


@pytest.mark.parametrize(("name", "rows"), [("reminders", 1), ("summary", 3)])
async def test_a_process_may_die_after_the_commit(
    office: Office, clock: ManualClock, name: str, rows: int
) -> None:
    async def dies() -> None:
        raise ConnectionError

    stumbling = Ticks(
        office.database,
        now=clock,
        zone=OAXACA,
        hours=HOURS,
        failpoints=Failpoints({Point.AFTER_PLAN_COMMIT: dies}),
    )

    with pytest.raises(ConnectionError):
        await tick_by_name(stumbling)[name]()

    assert len(await office.rows()) == rows


async def test_a_tick_as_of_another_instant_leaves_no_trace(ticks: Ticks, office: Office) -> None:
    assert await ticks.without_trace().reminders() == 1

    assert await last_tick(office) is None


async def test_the_hour_follows_the_clocks_of_2022(office: Office, clock: ManualClock) -> None:
    """Until 30 October 2022 nine o'clock in Oaxaca was 14:00 UTC, from then on it is 15:00."""
    ticks = Ticks(office.database, now=clock, zone=OAXACA, hours=HOURS)
    await office.register(a_mir(period=Period(2022, 3)))

    written = []
    for day, hour, minute in ((28, 13, 59), (28, 14, 0), (31, 14, 59), (31, 15, 0)):
        clock.at = datetime(2022, 10, day, hour, minute, tzinfo=UTC)
        written.append(await ticks.reminders())

    assert written == [0, 1, 0, 1]


async def test_a_closing_day_that_is_over_closes_at_the_hour(
    ticks: Ticks, office: Office, clock: ManualClock
) -> None:
    set_ = PeriodDates(closes_on=date(2025, 10, 10))
    await office.do(lambda uow: uow.calendar.set_dates(T3, "", set_, "Circular 4"))
    clock.at = local(date(2025, 10, 13), 9).now

    assert [await ticks.closings(), await ticks.closings(), await ticks.reminders()] == [1, 0, 0]


@pytest.mark.parametrize("name", ["summary", "reminders", "closings", "heartbeat"])
async def test_while_the_clock_is_wrong_nothing_is_planned_nor_written_down(
    office: Office, clock: ManualClock, name: str
) -> None:
    is_wrong = True

    async def is_clock_wrong() -> bool:
        return is_wrong

    ticks = Ticks(office.database, now=clock, zone=OAXACA, hours=HOURS, is_clock_wrong=is_clock_wrong)
    clock.step(days=40)
    assert await tick_by_name(ticks)[name]() == 0
    assert (await office.said(ANA), await office.said(BETO), await last_tick(office)) == ([], [], None)

    clock.step(days=-40)
    is_wrong = False
    await tick_by_name(ticks)[name]()

    assert await last_tick(office) == clock.at
    assert bool(await office.said(ANA)) == (name == "reminders")
    assert bool(await office.said(BETO)) == (name == "summary")
