"""Several people remind by hand at the same moment, in several processes: each enlace gets one message."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date

import pytest
from sqlalchemy import text

from domain.kit.access import Role
from domain.reminders.messages import NudgedAll, NudgeMade, NudgeRepeated, Reminder
from storage.engine import Database
from storage.uow import UnitOfWork
from tests.facts import ANA, CARLA, T3, Office, a_document, a_row, local
from tests.hanging import HANGS
from tests.usecases.deliveries import send_all
from tests.usecases.speakers import Speaker, a_speaker
from usecases.reminders.nudge import WantedNudge, nudge_unit
from usecases.reminders.nudge_all import escalate_all, nudge_all
from usecases.reminders.plan_reminders import write_reminders

ELENA = 1005
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
Deed = Callable[[UnitOfWork], Awaitable[object]]


@pytest.fixture
async def office(database: Database) -> Office:
    """Return a town whose enlace stands for two UR and owes both."""
    office = Office(database, local(date(2025, 9, 25), 10, 5))
    for unit, programme in (("402", "8"), ("504", "4")):
        await office.register(a_document(a_row("Componente 7"), unit=unit, programme=programme))
        await office.lets_in(ANA, Role.ENLACE, unit)
    return office


@pytest.fixture
async def implan(office: Office) -> tuple[Speaker, Speaker]:
    return await a_speaker(office, CARLA, Role.IMPLAN), await a_speaker(office, ELENA, Role.IMPLAN)


@pytest.fixture
async def second_process(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.dispose()


async def at_once(office: Office, other: Database, first: Deed, second: Deed) -> None:
    """Let the second one begin in another process while the first one has not committed yet."""

    async def follows() -> None:
        async with other.write() as uow:
            await second(uow)
            await uow.commit()

    async with office.database.write() as uow:
        await first(uow)
        following = asyncio.create_task(follows())
        if office.database.dialect == "postgresql":
            await _is_waited_for(office.database)
        await uow.commit()
    await following


async def reminders(office: Office, state: str = "pending") -> int:
    rows = await office.rows(ANA)
    return sum(row.kind == "reminder" and row.state.value == state for row in rows)


@pytest.mark.parametrize("has_had_the_message_of_the_day", [False, True])
@pytest.mark.parametrize("codes", [("402", "402"), ("402", "504")], ids=["one UR", "two UR of one enlace"])
async def test_two_at_the_same_moment_are_one(
    office: Office,
    second_process: Database,
    implan: tuple[Speaker, Speaker],
    codes: tuple[str, str],
    *,
    has_had_the_message_of_the_day: bool,
) -> None:
    carla, elena = implan
    if has_had_the_message_of_the_day:
        await office.do(lambda uow: write_reminders(uow, office.moment))
        await send_all(office)
    one, other = (WantedNudge(code, T3) for code in codes)

    await at_once(
        office,
        second_process,
        lambda uow: nudge_unit(uow, carla.person, one, office.moment),
        lambda uow: nudge_unit(uow, elena.person, other, office.moment),
    )

    assert await reminders(office) == 1
    assert isinstance(await carla.hears(), NudgeMade)
    assert isinstance(await elena.hears(), NudgeRepeated if one == other else NudgeMade)


async def test_all_reminded_twice_at_once_are_reminded_once(
    office: Office, second_process: Database, implan: tuple[Speaker, Speaker]
) -> None:
    carla, elena = implan

    await at_once(
        office,
        second_process,
        lambda uow: nudge_all(uow, carla.person, T3, office.moment),
        lambda uow: nudge_all(uow, elena.person, T3, office.moment),
    )

    assert await reminders(office) == 1
    assert await carla.hears() == NudgedAll(T3, False, ("402", "504"), 1)
    assert await elena.hears() == NudgedAll(T3, False, (), 0, ("402", "504"))


async def test_titulares_are_told_once(
    office: Office, second_process: Database, implan: tuple[Speaker, Speaker]
) -> None:
    carla, elena = implan
    titular = await a_speaker(office, 1006, Role.TITULAR)

    await at_once(
        office,
        second_process,
        lambda uow: escalate_all(uow, carla.person, T3, office.moment),
        lambda uow: escalate_all(uow, elena.person, T3, office.moment),
    )

    assert len(await titular.heard()) == 1


async def test_beside_the_planner_the_enlace_is_written_to_once(
    office: Office, second_process: Database, implan: tuple[Speaker, Speaker]
) -> None:
    carla, _ = implan

    await at_once(
        office,
        second_process,
        lambda uow: nudge_unit(uow, carla.person, WantedNudge("402", T3), office.moment),
        lambda uow: write_reminders(uow, office.moment),
    )

    assert await reminders(office) == 1
    said = [each for each in await office.said(ANA) if isinstance(each, Reminder)]
    assert {item.unit_code for item in said[-1].items} == {"402", "504"}


async def _is_waited_for(database: Database) -> None:
    async with asyncio.timeout(HANGS):
        while not await _waiting(database):  # noqa: ASYNC110 - a lock rings no bell
            await asyncio.sleep(0.01)


async def _waiting(database: Database) -> int:
    async with database.read() as uow:
        return await uow.session.scalar(WAITING) or 0
