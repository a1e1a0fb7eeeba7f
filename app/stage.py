"""The stage of the demonstration: fresh database, sandbox, example data, a cast and a clock."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from app.clock import StoppedClock
from app.example import example_programmes
from app.listening import why_not
from app.offline import CommandFailed, prepare_database
from app.running import run
from app.settings import Settings
from app.stage_clock import PATIENCE, StageClock
from app.wiring import Puntual, opened
from domain.delivery.pacing import Rate, Rates
from domain.kit.access import Role
from domain.kit.moments import Moment
from sandbox.actions import PageAction
from sandbox.model import SandboxPerson
from sandbox.server import running_sandbox
from storage.engine import Database
from texts.kit.formats import day
from usecases.imports.import_document import import_document
from usecases.people.invite import DAYS, InvitationWanted, invite

OAXACA = ZoneInfo("America/Mexico_City")
START = datetime(2025, 9, 25, 8, 29, tzinfo=OAXACA)
"""One minute before the summary, three business days before the close of 3T2025."""

TOKEN = "1000000000:SANDBOX"  # noqa: S105 - the local stand-in takes any token
UNHURRIED = Rate(timedelta(milliseconds=1), burst=100)
"""The sandbox has no rate limits, so sending is not paced."""


@dataclass(frozen=True)
class CastMember:
    """One person of the demonstration; the stranger has no role."""

    user_id: int
    name: str
    role: Role | None = None
    unit: str | None = None


ROLES = {
    Role.ENLACE: "captura el informe de la {unit}",
    Role.TITULAR: "da el Vo. Bo. de la {unit}",
    Role.IMPLAN: "revisa, devuelve y acepta",
    Role.CONSULTA: "consulta todas las UR",
    None: "sin invitación",
}
"""What each role does, under the name on the page."""

STEPS = (
    ("hora", "una hora", timedelta(hours=1)),
    ("dia", "un día", timedelta(days=1)),
    ("semana", "una semana", timedelta(weeks=1)),
)

CAST = (
    CastMember(1001, "Enlace 402", Role.ENLACE, "402"),
    CastMember(1002, "Titular 402", Role.TITULAR, "402"),
    CastMember(1003, "IMPLAN", Role.IMPLAN),
    CastMember(1004, "Enlace 504", Role.ENLACE, "504"),
    CastMember(1005, "Consulta", Role.CONSULTA),
    CastMember(1009, "Persona sin invitación"),
)


@dataclass(frozen=True)
class Stage:
    """`codes` are the invitation codes by Telegram id."""

    url: str
    clock: StageClock
    codes: dict[int, str]


@asynccontextmanager
async def open_stage(folder: Path, *, port: int = 0, patience: timedelta = PATIENCE) -> AsyncIterator[Stage]:
    """Set up the stage in an empty folder and run the bot on it until the block ends."""
    clock = StoppedClock(START)
    settings = _settings(folder, "http://127.0.0.1")
    prepare_database(settings)
    codes = await _fill(settings, clock)
    ready: asyncio.Future[StageClock] = asyncio.get_running_loop().create_future()
    telegram = running_sandbox(port, actions=_actions(ready), people=_people(codes), clock=clock.now)
    async with AsyncExitStack() as stack:
        try:
            sandbox = await stack.enter_async_context(telegram)
        except OSError as error:
            raise CommandFailed(f"No se puede escuchar en --port {port}: {why_not(error)}.") from error
        settings = _settings(folder, sandbox.url)
        rates = Rates(UNHURRIED, UNHURRIED, UNHURRIED)
        puntual = await stack.enter_async_context(opened(settings, clock, rates=rates))
        await stack.enter_async_context(_running(puntual))
        ready.set_result(StageClock(puntual, clock, patience))
        yield Stage(sandbox.url, ready.result(), codes)


def _actions(clock: Awaitable[StageClock]) -> tuple[PageAction, ...]:
    """Return the buttons that move the clock; a page opened too early waits for it."""

    async def next_stop() -> str:
        return _when(await (await clock).next_stop())

    async def to_next_stop() -> str:
        return await (await clock).to_next_stop()

    steps = (_step(clock, name, label, length) for name, label, length in STEPS)
    return (PageAction("adelantar", "Adelantar al siguiente aviso", to_next_stop, next_stop), *steps)


def _step(clock: Awaitable[StageClock], name: str, label: str, length: timedelta) -> PageAction:
    async def where() -> str:
        return _when((await clock).local + length)

    async def go() -> str:
        return await (await clock).ahead(length)

    return PageAction(name, f"Adelantar {label}", go, where)


def _when(local: datetime) -> str:
    return f"{day(local.date())}, {local:%H:%M}"


@asynccontextmanager
async def _running(puntual: Puntual) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    task = asyncio.create_task(run(puntual, stopping))
    try:
        yield
    finally:
        stopping.set()
        await task


async def _fill(settings: Settings, clock: StoppedClock) -> dict[int, str]:
    """Import the example programmes and invite the cast."""
    database = Database(settings.database)
    moment = Moment(clock.now(), settings.zone)
    async with database.write() as uow:
        for programme in example_programmes():
            await import_document(uow, programme, moment)
        codes = {
            part.user_id: (
                await invite(uow, InvitationWanted(part.role, part.unit, part.name, DAYS), moment)
            ).code
            for part in CAST
            if part.role is not None
        }
        await uow.commit()
    await database.dispose()
    return codes


def _people(codes: dict[int, str]) -> tuple[SandboxPerson, ...]:
    return tuple(
        SandboxPerson(part.user_id, part.name, _role_words(part), _starts(part, codes)) for part in CAST
    )


def _role_words(part: CastMember) -> str:
    return ROLES[part.role].format(unit=part.unit)


def _starts(part: CastMember, codes: dict[int, str]) -> tuple[str, ...]:
    if part.role is None:
        return ("/start", "/estado 402")
    return (f"/start {codes[part.user_id]}",)


def _settings(folder: Path, url: str) -> Settings:
    return Settings.model_construct(
        bot_token=SecretStr(TOKEN),
        bot_api_url=url,
        database_url=f"sqlite+aiosqlite:///{folder / 'puntual.db'}",
        data_dir=folder,
    )
