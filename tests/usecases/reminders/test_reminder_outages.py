"""Reminders with stored rungs, for any calendar and outages, with two processes at once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from sqlite3 import Connection

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from domain.delivery.outcomes import OutboxState
from domain.kit.access import Grant, Role
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.workdays import Workdays
from domain.reminders.decision import standing
from domain.reminders.messages import Reminder
from domain.reminders.rungs import RungItem
from storage.engine import Database
from storage.queues.outbox_queries import outbox_row
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.databases import opened_in_memory
from tests.facts import ANA, BETO, CARLA, T3, Office, a_mir, join, local, register
from tests.read_back import set_due_date
from usecases.reminders.plan_reminders import write_reminders
from usecases.reminders.reminder_facts import reminder_facts
from usecases.switchboard.messages import decode

QUARTERS = [Period(2022, 1), Period(2022, 3), Period(2022, 4), Period(2023, 4), Period(2024, 1), T3]
"""Among them both changes of the hour of 2022, a leap day, and two closes in the holidays."""


@dataclass(frozen=True)
class Tick:
    """A tick of every process; `sends` says whether the outbox is sent then."""

    at: Moment
    sends: bool = True


@dataclass(frozen=True)
class Weeks:
    """The weeks around a close: inhábiles, the ticks that came, and a due day that moves on a day."""

    period: Period
    ticks: tuple[Tick, ...]
    inhabiles: frozenset[date] = frozenset()
    moves_on: date = date.max
    moves_by: int = 0

    @property
    def workdays(self) -> Workdays:
        return Workdays(self.inhabiles)

    def is_working(self, at: Moment) -> bool:
        return self.workdays.is_workday(at.today) and 9 <= at.time.hour < 18


@dataclass
class Lived:
    """What reached a phone and when; when something was written; who stands on a rung without having it."""

    sent: list[tuple[Moment, Reminder]] = field(default_factory=list)
    written: list[Moment] = field(default_factory=list)
    missed: list[tuple[Moment, int, RungItem]] = field(default_factory=list)


@st.composite
def weeks(draw: st.DrawFn) -> Weeks:
    period = draw(st.sampled_from(QUARTERS))
    days = [period.last_day + timedelta(days=ahead) for ahead in range(-18, 9)]
    off = draw(st.frozensets(st.sampled_from(days), max_size=18))
    hours = sorted(draw(st.sets(st.integers(6, 20), min_size=1, max_size=3)))
    random = Random(draw(st.integers(0, 999)))
    ticks = (
        Tick(local(day, hour), random.random() < 0.8) for day in days if day not in off for hour in hours
    )
    inhabiles = draw(st.frozensets(st.sampled_from(days), max_size=6))
    moves_by = draw(st.sampled_from([0, -6, -2, 3]))
    return Weeks(period, tuple(ticks), inhabiles, draw(st.sampled_from(days)), moves_by)


async def live(processes: Sequence[Database], life: Weeks) -> Lived:
    """Tick by tick: every process writes at the same time, and the outbox is sent in working hours."""
    office, lived = Office(processes[0]), Lived()
    await office.do(lambda uow: found(uow, life))
    awaited_move = [life.moves_on]
    for tick in life.ticks:
        office.moment = tick.at
        if awaited_move and tick.at.today >= awaited_move[0]:
            awaited_move.clear()
            await office.do(lambda uow: move(uow, life))
        written = await asyncio.gather(*(write(process, tick.at) for process in processes))
        lived.written += [tick.at] * sum(written)
        if tick.sends and life.is_working(tick.at):
            lived.sent += [
                (office.moment, said) for said in await office.do(lambda uow: send(uow, office.moment))
            ]
            lived.missed += await office.do(lambda uow: missed(uow, office.moment, lived))
    return lived


async def found(uow: UnitOfWork, life: Weeks) -> None:
    """402 has an enlace and a titular, 504 the same enlace and a suplente; nobody ever reports."""
    for code in ("402", "504"):
        await register(uow, a_mir(unit=code, period=life.period))
    for code in ("402", "504"):
        await join(uow, ANA, Role.ENLACE, code)
    suplente = await join(uow, BETO, Role.ENLACE, "504")
    await uow.people.give(suplente.actor.person_id, Grant(Role.ENLACE, "504", is_suplente=True))
    await join(uow, CARLA, Role.TITULAR, "402")
    for day in sorted(life.inhabiles):
        await uow.calendar.add_inhabil(day, "Inhábil", "Gaceta")


async def move(uow: UnitOfWork, life: Weeks) -> None:
    due_on = life.workdays.shift(life.workdays.last_of(life.period), life.moves_by)
    await set_due_date(uow, life.period, due_on, "Circular 4")


async def write(process: Database, at: Moment) -> int:
    return await Office(process).do(lambda uow: write_reminders(uow, at))


async def send(uow: UnitOfWork, at: Moment) -> list[Reminder]:
    """Let everything that waits leave."""
    waiting = outbox.c.state == OutboxState.PENDING
    rows = [outbox_row(row) for row in await uow.session.execute(select(outbox).where(waiting))]
    await uow.session.execute(update(outbox).where(waiting).values(state=OutboxState.SENT, sent_at=at.now))
    said = (decode(row.kind, row.data) for row in rows)
    return [each for each in said if isinstance(each, Reminder)]


async def missed(uow: UnitOfWork, at: Moment, lived: Lived) -> list[tuple[Moment, int, RungItem]]:
    """Return who stands on a rung that was not given, although nothing reached them today."""
    facts = (await reminder_facts(uow, at)).facts
    served = {said.person_id for moment, said in lived.sent if moment.today == at.today}
    return [
        (at, person, item)
        for person, items in standing(facts).items()
        for item in items
        if person not in served and not facts.given_rungs.has(person, item)
    ]


def is_sound(life: Weeks, lived: Lived) -> None:
    """Check what has to hold whatever happens."""
    given_items = Counter((said.person_id, item) for _, said in lived.sent for item in said.items)
    days = Counter((said.person_id, at.today) for at, said in lived.sent)
    assert [each for each, count in given_items.items() if count > 1] == []
    assert [each for each, count in days.items() if count > 1] == []
    assert lived.missed == []
    assert [at for at in lived.written if not life.is_working(at)] == []


@given(life=weeks())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_rung_once_none_lost_never_at_odd_hours(sqlite_image: Connection, life: Weeks) -> None:
    async def of_its_own() -> Lived:
        database = await opened_in_memory(sqlite_image)
        try:
            return await live([database, database], life)
        finally:
            await database.dispose()

    is_sound(life, asyncio.run(of_its_own()))


async def test_two_processes_share_the_rungs_of_a_whole_ladder(database_url: str) -> None:
    days = [date(2025, 9, 15) + timedelta(days=ahead) for ahead in range(18)]
    life = Weeks(T3, tuple(Tick(local(day, hour)) for day in days for hour in (9, 12)))
    processes = [Database(database_url), Database(database_url)]

    lived = await live(processes, life)

    for process in processes:
        await process.dispose()
    is_sound(life, lived)
    rungs = [said.items[0].rung for _, said in lived.sent if said.person_id == 1]
    assert rungs == [-10, -5, -3, -1, 0, 1, 2]
