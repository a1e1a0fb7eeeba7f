"""Two processes on one database: every reminder leaves once, whoever gets there first."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url

from domain.delivery import OutboxState
from sandbox.client import PersonClient
from storage.engine import sync_url
from tests.facts import a_mir
from tests.stories.lives import Life, a_life
from tests.stories.processes import Machine, Running, Told

UNITS = ("402", "504", "304")
ENLACES = range(2001, 2009)
NINE = ("tick", "reminders", "--at", "2025-09-25T09:00")
SLOWLY = "after_claim=sleep:0.03"
"""Time enough for the other one to look at the same rows."""


@contextmanager
def a_database_of_its_own(server: str) -> Iterator[str]:
    """Create an empty PostgreSQL database beside those of the suite."""
    engine = create_engine(sync_url(server), isolation_level="AUTOCOMMIT")
    name = f"story_{uuid4().hex}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
async def life(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Life]:
    """Three UR that owe their reports, each with some of eight enlaces."""
    if request.param == "sqlite":
        async with a_life(tmp_path) as life:
            await _fill(life)
            yield life
        return
    with a_database_of_its_own(request.getfixturevalue("postgres_url")) as url:
        async with a_life(tmp_path, url) as life:
            await _fill(life)
            yield life


async def _fill(life: Life) -> None:
    for code in UNITS:
        await life.office.register(a_mir(unit=code, programme=code[-1]))
    for number, person in enumerate(ENLACES):
        await life.office.lets_in(person, unit_code=UNITS[number % len(UNITS)])
        await life.client.person(person, f"Persona {person}", has_started=True)


async def reminders_of(life: Life) -> dict[int, int]:
    """Count the reminders each person has on the phone."""
    phones: list[PersonClient] = [await life.client.person(each, "Alguien") for each in ENLACES]
    return {
        phone.user_id: sum(message.text.startswith("🔔") for message in await phone.messages())
        for phone in phones
    }


async def ended(*running: Running) -> list[Told]:
    return [await each.ends() for each in running]


def ticks(machine: Machine, count: int) -> list[Running]:
    return [machine.starts(*NINE, failpoints=SLOWLY) for _ in range(count)]


async def test_two_ticks_at_once_send_each_reminder_once(life: Life) -> None:
    told = await ended(*ticks(life.machine, 2))

    planned = [int(each.out.split("reminders: ")[1].split()[0]) for each in told]
    sent = [int(each.out.split(" enviados")[0].rsplit(", ", 1)[1]) for each in told]
    assert [each.err for each in told] == ["", ""]
    assert (sum(planned), sum(sent)) == (len(ENLACES), len(ENLACES))
    assert await reminders_of(life) == dict.fromkeys(ENLACES, 1)
    assert await life.outbox() == {OutboxState.SENT: len(ENLACES)}


async def test_a_third_tick_later_sends_nothing(life: Life) -> None:
    await ended(*ticks(life.machine, 2))

    told = await life.machine.types(*NINE)

    assert (told.code, "0 nuevos, 0 enviados" in told.out) == (0, True)
    assert await reminders_of(life) == dict.fromkeys(ENLACES, 1)


async def test_ticks_beside_a_running_bot_send_each_reminder_once(life: Life) -> None:
    bot = life.machine.starts("run", failpoints=SLOWLY)
    await life.ana.says("/estado")
    await life.hears("personal del municipio con invitación")

    told = await ended(*ticks(life.machine, 2))
    await life.rests()

    bot.is_told_to_stop()
    stopped = await bot.ends()
    assert (stopped.code, [each.code for each in told]) == (0, [0, 0]), (stopped, told)
    assert await reminders_of(life) == dict.fromkeys(ENLACES, 1)
    assert set(await life.outbox()) == {OutboxState.SENT}
