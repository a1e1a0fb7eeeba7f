"""The whole bot on a machine with a wrong clock, while Telegram's is right."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from pydantic import SecretStr

from app.clock import Machine, ProductClock, steady, wall
from app.running import run
from app.settings import Settings
from app.wiring import Puntual, opened
from domain.delivery.pacing import Rate, Rates
from domain.kit.moments import Moment
from sandbox.client import PersonClient, SandboxClient
from sandbox.faults import Fault, FaultKind
from sandbox.server import Sandbox, running_sandbox
from tests.clocks import until
from tests.e2e.town import NINE, TOKEN
from tests.facts import ANA, Office
from tests.workers.inside import INSIDE

UNHURRIED = Rate(timedelta(milliseconds=1), burst=1000)


class Hands:
    """True time runs on from nine o'clock; the machine's clock differs from it by `off`."""

    def __init__(self, at: datetime) -> None:
        self._shift = at - wall()
        self.off = timedelta(0)

    def true(self) -> datetime:
        return wall() + self._shift

    def machine(self) -> datetime:
        return self.true() + self.off


@dataclass
class Place:
    hands: Hands
    sandbox: Sandbox
    puntual: Puntual
    ana: PersonClient


@asynccontextmanager
async def opened_place(folder: Path, programmes: Path) -> AsyncIterator[Place]:
    copyfile(programmes, folder / "puntual.db")
    hands = Hands(NINE)
    clock = ProductClock(machine=Machine(hands.machine, steady, boot=lambda: "boot"))
    async with running_sandbox(clock=hands.true) as sandbox, SandboxClient(sandbox.url) as client:
        settings = Settings.model_construct(
            bot_token=SecretStr(TOKEN),
            bot_api_url=sandbox.url,
            database_url=f"sqlite+aiosqlite:///{folder / 'puntual.db'}",
            data_dir=folder,
        )
        rates = Rates(UNHURRIED, UNHURRIED, UNHURRIED)
        async with opened(settings, clock, rates=rates, workers=INSIDE) as puntual:
            office = Office(puntual.database, Moment(hands.true(), settings.zone))
            joined = await office.lets_in(ANA)
            ana = await client.person(ANA, joined.actor.name, has_started=True)
            stopping = asyncio.Event()
            task = asyncio.create_task(run(puntual, stopping))
            try:
                await ana.says("/ayuda")
                await ana.waits_for("/estado", after=0)  # so it is connected, and knows the time
                yield Place(hands, sandbox, puntual, ana)
            finally:
                stopping.set()
                await task


@pytest.fixture
async def place(programmes: Path, tmp_path: Path) -> AsyncIterator[Place]:
    async with opened_place(tmp_path, programmes) as place:
        yield place


@pytest.mark.parametrize("off", [timedelta(days=1), timedelta(hours=-3)], ids=["ahead", "behind"])
async def test_answers_go_on_and_reminders_come_once_the_clock_is_right(place: Place, off: timedelta) -> None:
    place.hands.off = off

    assert await place.puntual.ticks.reminders() == 0
    apart = place.puntual.clock_watch.apart
    assert apart is not None
    assert abs(apart - off) < timedelta(seconds=30)
    await place.ana.says("/estado")
    await place.ana.waits_for("402")

    place.hands.off = timedelta(0)
    assert await place.puntual.ticks.reminders() == 1
    await place.ana.waits_for("🔔", after=0)


async def test_a_429_while_the_clock_was_two_days_ahead_holds_for_its_second(place: Place) -> None:
    place.hands.off = timedelta(days=2)
    place.sandbox.world.faults.plan(Fault(FaultKind.TOO_MANY_REQUESTS, "sendMessage", retry_after=1))
    await place.ana.says("/estado")
    await until(lambda: place.sandbox.world.counts.sends.too_many_requests)

    place.hands.off = timedelta(0)

    await place.ana.waits_for("402")
