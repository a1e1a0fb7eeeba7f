"""The whole bot with a sandbox, and people who join as needed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile

from pydantic import SecretStr
from sqlalchemy import select

from app.clock import StoppedClock
from app.example import example_programmes
from app.running import run
from app.settings import Settings
from app.wiring import Puntual, opened
from domain.delivery.outcomes import InboxState
from domain.delivery.pacing import Rate, Rates
from domain.kit.access import Role
from domain.kit.avances import Avance, Indicator
from domain.kit.moments import Moment
from sandbox.chat import ChatMessage
from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox, running_sandbox
from storage.failpoints import Failpoints
from storage.statements import table_of
from storage.tables.records import PersonTable
from tests.facts import OAXACA, T3, Office, local
from tests.workers.inside import INSIDE
from workers.runner import TaskRunner

EIGHT, NINE = (datetime(2025, 9, 25, hour, tzinfo=OAXACA) for hour in (8, 9))
"""Three business days before the close of 3T2025; the reminders go out at nine."""

TOKEN = "1000000000:SANDBOX"
UNHURRIED = Rate(timedelta(milliseconds=1), burst=1000)

person = table_of(PersonTable)


@dataclass
class Town:
    sandbox: Sandbox
    client: SandboxClient
    puntual: Puntual
    clock: StoppedClock
    folder: Path
    office: Office

    async def resident(
        self, user_id: int, role: Role = Role.ENLACE, unit_code: str | None = "402"
    ) -> PersonClient:
        """Register a person who has already written to the bot."""
        whole = role in (Role.IMPLAN, Role.CONSULTA)
        joined = await self.office.lets_in(user_id, role, None if whole else unit_code)
        return await self.client.person(user_id, joined.actor.name, has_started=True)

    async def stranger(self, user_id: int = 1009) -> PersonClient:
        return await self.client.person(user_id, "Persona sin invitación", has_started=True)

    async def reminds(self, reminded: PersonClient) -> ChatMessage:
        self.clock.set(NINE)
        await self.puntual.ticks.reminders()
        return await reminded.waits_for("🔔", after=0)

    async def indicator(self, level: str = "Componente 7", unit_code: str = "402") -> Indicator:
        report = await self.office.report(unit_code)
        return next(each for each in report.indicators if str(each.facts.level) == level)

    async def saved(self, level: str = "Componente 7", unit_code: str = "402") -> Avance | None:
        return (await self.indicator(level, unit_code)).avances.get(T3.quarter)

    async def handled(self) -> dict[InboxState, int]:
        """Return how many updates are in each state."""
        return await self.office.do(lambda uow: uow.inbox.counts())

    async def is_unreachable(self, user_id: int) -> bool:
        query = select(person.c.unreachable_since).where(person.c.telegram_id == user_id)
        return await self.office.do(lambda uow: uow.session.scalar(query)) is not None

    async def is_reachable(self, user_id: int) -> bool:
        return not await self.is_unreachable(user_id)

    async def until(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Wait until an internal condition holds; ten seconds at most."""
        async with asyncio.timeout(10):
            while not await condition():  # noqa: ASYNC110 - what is waited for rings no bell
                await asyncio.sleep(0)

    def calls(self, method: str) -> int:
        """Count the calls of one Bot API method."""
        return sum(call.method.lower() == method.lower() for call in self.sandbox.world.calls)

    def files(self) -> list[Path]:
        """Return the stored evidence files."""
        return [path for path in (self.folder / "evidencias").rglob("*") if path.is_file()]


@asynccontextmanager
async def open_town(
    folder: Path,
    database: Path,
    failpoints: Failpoints | None = None,
    workers: TaskRunner = INSIDE,
    meanwhile: Callable[[Town], Awaitable[None]] | None = None,
) -> AsyncIterator[Town]:
    """Run the bot on a copy of a database that has the example programmes.

    `meanwhile` comes before it runs.
    """
    copyfile(database, folder / "puntual.db")
    clock = StoppedClock(EIGHT)
    async with running_sandbox(clock=clock.now) as sandbox, SandboxClient(sandbox.url) as client:
        settings = Settings.model_construct(
            bot_token=SecretStr(TOKEN),
            bot_api_url=sandbox.url,
            database_url=f"sqlite+aiosqlite:///{folder / 'puntual.db'}",
            data_dir=folder,
        )
        rates = Rates(UNHURRIED, UNHURRIED, UNHURRIED)
        async with opened(settings, clock, failpoints=failpoints, rates=rates, workers=workers) as puntual:
            office = Office(puntual.database, Moment(clock.now(), settings.zone))
            town = Town(sandbox, client, puntual, clock, folder, office)
            if meanwhile is not None:
                await meanwhile(town)
            async with _running(puntual):
                yield town


async def fill(office: Office) -> None:
    """Import the example programmes, as of the day before the story."""
    office.moment = local(EIGHT.date() - timedelta(days=1))
    for programme in example_programmes():
        await office.imports(programme)


@asynccontextmanager
async def _running(puntual: Puntual) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    task = asyncio.create_task(run(puntual, stopping))
    try:
        yield
    finally:
        stopping.set()
        await task
