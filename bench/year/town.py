"""The setting of a year of faults: forty UR, a sandbox, and the bot as a real process."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from random import Random

import httpx

from app.clock import ProductClock
from bench.year.databases import DIALECTS, a_database
from bench.year.days import Day
from bench.year.machine import WallClock
from bench.year.people import GOALS, Resident
from domain.kit.access import Role
from domain.kit.moments import Moment
from sandbox.model import SandboxPerson
from sandbox.server import running_sandbox
from sandbox.world import World
from storage.engine import Database
from tests.chaos.city import City
from tests.chaos.readers import IRIS
from tests.facts import OAXACA, Office, a_mir, a_row, join
from tests.stories.lives import UNHURRIED, until
from tests.stories.processes import TOKEN, Machine, Running

UNITS, INDICATORS = 40, 15
FIRST_ID = 2001
NINE = time(9)
MACHINE = "bench.year.machine"
PATIENCE = 420.0
"""Timeout of a day in seconds: a send that a gateway refused is retried after up to five minutes."""


@dataclass
class Town:
    """`cut_sends` are the sends in progress when a process was killed."""

    city: City
    people: list[Resident]
    folder: Path
    data: Path
    port: int
    dice: Random
    wall: WallClock
    bot: Running | None = None
    cut_sends: set[tuple[int, str]] = field(default_factory=set)

    def comes_to(self, day: Day) -> None:
        morning = datetime.combine(day.on, NINE, OAXACA)
        self.city.clock.set(morning)
        self.wall.set(morning)
        for person in self.people:
            person.enters_quarter(day.quarter)

    async def opens(self) -> None:
        """Start the bot and wait until it works, or until it ended because of a fault."""
        self.bot = bot = self.city.machine.starts("run")
        await until(lambda: _works_or_has_ended(bot), PATIENCE)

    @property
    def world(self) -> World:
        return self.city.telegram.world

    @property
    def url(self) -> str:
        return self.city.machine.settings["database_url"]

    @property
    def is_open(self) -> bool:
        return self.bot is not None and self.bot.process.exitcode is None

    @property
    def running(self) -> Running:
        assert self.bot is not None
        return self.bot

    @property
    def pid(self) -> int:
        assert self.running.process.pid is not None
        return self.running.process.pid

    async def is_killed(self) -> None:
        await self.running.dies()
        await self.records_kill()

    async def records_kill(self) -> None:
        """Record the sends in progress when the process was killed, and end its leases."""
        await self.city.waits_for_server()
        self.cut_sends |= await self.city.sending()
        await self.city.ends_claims()

    async def rests(self) -> None:
        """Wait until the bot has sent everything of the day."""
        with suppress(TimeoutError):  # the checks report who was not reminded
            await until(self._has_planned, PATIENCE)
        await self.city.rests(PATIENCE)

    async def _has_planned(self) -> bool:
        """Tell whether everybody has a reminder of the day: while a clock is wrong a tick plans nothing."""
        morning = self.city.moment.local.replace(hour=0, minute=0)
        rows = [each for each in await self.city.rows() if each.kind == "reminder"]
        of_today = {each.chat_id for each in rows if each.created_at >= morning}
        return len(of_today) >= len(self.people)

    async def closes(self) -> None:
        """Wait until nothing is left to do, and stop the bot."""
        await self.city.rests(PATIENCE)
        await self.is_stopped()

    async def is_stopped(self) -> None:
        bot = self.running
        bot.is_told_to_stop()
        told = await bot.ends()
        assert told.code == 0, bot.written

    async def looked_at(self) -> str:
        """Return the output of the doctor and of the two health pages."""
        told = await asyncio.gather(self._doctor(), self._page("/healthz"), self._page("/readyz"))
        return "\n".join(told)

    async def _doctor(self) -> str:
        doctor = self.city.machine.starts("doctor")
        with suppress(AssertionError):
            await doctor.ends(patience=30)
            return doctor.written
        await doctor.dies()
        return f"doctor: no end\n{doctor.written}"

    async def _page(self, path: str) -> str:
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
                answer = await client.get(f"http://127.0.0.1:{self.port}{path}")
        except httpx.HTTPError as error:
            return f"{path}: no answer ({type(error).__name__})"
        return f"{path}: {answer.status_code} {answer.text.strip()}"


@asynccontextmanager
async def a_town(
    folder: Path, start: datetime, dice: Random, dialect: str = DIALECTS[0]
) -> AsyncIterator[Town]:
    """Create the setting with its files in `data`, SQLite's too; at the end kill what still runs."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
    with a_database(dialect, data) as url:
        async with _a_town(folder, start, dice, url) as town:
            yield town


@asynccontextmanager
async def _a_town(folder: Path, start: datetime, dice: Random, url: str) -> AsyncIterator[Town]:
    data = folder / "data"
    database, clock = Database(url), ProductClock(start)
    office = Office(database, Moment(clock.now(), OAXACA))
    ids = range(FIRST_ID, FIRST_ID + UNITS)
    phones = [SandboxPerson(each, f"Persona {each}", has_started=True) for each in (*ids, IRIS)]
    async with running_sandbox(token=TOKEN, clock=clock.now, people=phones) as telegram:
        port = _a_free_port()
        known = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": url, "data_dir": str(data)}
        speed = {"send_rate": "100", "chat_rate": UNHURRIED, "longest_pause": "0"}
        known["listen"] = f"127.0.0.1:{port}"
        machine = Machine(folder, known | speed, MACHINE)
        people = [
            Resident(telegram.world, each, f"{each - 1500}", Random(dice.random()), (0.0, 0.6))
            for each in ids
        ]
        city = City(machine, office, telegram, clock, list(people))
        await _founds(office, people)
        try:
            yield Town(city, people, folder, data, port, dice, WallClock(folder))
        finally:
            machine.ends()
            await database.dispose()


async def _founds(office: Office, people: list[Resident]) -> None:
    rows = [a_row(f"Componente {number}", goals=GOALS) for number in range(1, INDICATORS + 1)]
    for person in people:
        await office.register(a_mir(*rows, unit=person.unit))
        user_id, unit = person.user_id, person.unit
        await office.do(lambda uow, who=user_id, code=unit: join(uow, who, Role.ENLACE, code))  # type: ignore[misc]
    await office.do(lambda uow: join(uow, IRIS, Role.IMPLAN, None))


def _a_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def _works_or_has_ended(bot: Running) -> bool:
    return "bot started" in bot.written or bot.process.exitcode is not None
