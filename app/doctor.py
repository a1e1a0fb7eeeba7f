"""`puntual doctor`: is everything in place? One line for each thing, and what to do about it."""

import sqlite3
from dataclasses import dataclass
from datetime import timedelta

import psycopg
from telegram.error import InvalidToken, TelegramError

from app.clock import wall
from app.settings import Settings, SettingWrong
from app.wiring import opened_bot
from domain.access import Action
from domain.delivery import InboxState, OutboxState
from storage.engine import Database, DatabaseFailed
from storage.migrate import DatabaseState, database_state

SAFE_SQLITE = (3, 51, 3)
"""Before this version two connections that checkpoint at once can corrupt the file."""

STATE_WORDS = {
    DatabaseState.EMPTY: "está vacía: ejecute «puntual migrate»",
    DatabaseState.BEHIND: "es de una versión anterior: ejecute «puntual migrate»",
    DatabaseState.AHEAD: "es de una versión más nueva: actualice Puntual",
}


@dataclass(frozen=True)
class Finding:
    """`is_wrong` makes the command end with 1; a warning does not."""

    text: str
    is_wrong: bool = False
    is_warning: bool = False

    def __str__(self) -> str:
        sign = "✗" if self.is_wrong else "!" if self.is_warning else "✓"
        return f"{sign} {self.text}"


async def examine(settings: Settings) -> bool:
    """Print every finding and return whether all is well."""
    findings = [
        *_settings(settings),
        *await _database(settings),
        *await _telegram(settings),
        *_clock(settings),
    ]
    for finding in findings:
        print(finding)
    return not any(finding.is_wrong for finding in findings)


def _settings(settings: Settings) -> list[Finding]:
    try:
        settings.token  # noqa: B018 - asks whether it is there
    except SettingWrong as missing:
        return [Finding(str(missing), is_wrong=True)]
    if settings.failpoints:
        return [Finding("PUNTUAL_FAILPOINTS hace tropezar al bot, solo para pruebas", is_warning=True)]
    return [Finding("Ajustes: completos")]


async def _database(settings: Settings) -> list[Finding]:
    try:
        state = database_state(settings.database_url)
        if state is not DatabaseState.CURRENT:
            return [Finding(f"Base de datos: {STATE_WORDS[state]}", is_wrong=True)]
        database = Database(settings.database_url)
        try:
            return [Finding("Base de datos: al día"), *_engine(database), *await _contents(database)]
        finally:
            await database.dispose()
    except (DatabaseFailed, sqlite3.Error, psycopg.Error, OSError) as error:
        return [Finding(f"Base de datos: no se puede abrir ({type(error).__name__})", is_wrong=True)]


def _engine(database: Database) -> list[Finding]:
    if database.dialect != "sqlite" or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return []
    text = f"SQLite {sqlite3.sqlite_version}: use un solo proceso; desde la 3.51.3 no hace falta cuidarlo"
    return [Finding(text, is_warning=True)]


async def _contents(database: Database) -> list[Finding]:
    async with database.read() as uow:
        inbox, outbox = await uow.inbox.counts(), await uow.outbox.counts()
        units = [unit.code for unit in await uow.programmes.units()]
        people = await uow.people.everybody()
    findings = [
        _queue("mensajes recibidos sin poder atender", inbox.get(InboxState.PARKED, 0), is_wrong=True),
        _queue("envíos rechazados", outbox.get(OutboxState.DEAD, 0), is_wrong=True),
        _queue("envíos sin saber si llegaron", outbox.get(OutboxState.UNKNOWN, 0), is_wrong=False),
    ]
    for person in people:
        if person.unreachable_since is not None:
            since = f"{person.unreachable_since:%Y-%m-%d}"
            text = f"Sin poder escribirle desde {since}: persona {person.actor.person_id}"
            findings.append(Finding(text, is_wrong=True))
    reached = {
        c for p in people if not p.unreachable_since for c in p.actor.units_for(Action.RECEIVE_REMINDERS)
    }
    alone = sorted(set(units) - reached)
    if alone:
        findings.append(Finding(f"UR sin enlace localizable: {', '.join(alone)}", is_warning=True))
    return findings


def _queue(what: str, count: int, *, is_wrong: bool) -> Finding:
    return Finding(f"{count} {what}", is_wrong=is_wrong and count > 0, is_warning=count > 0)


async def _telegram(settings: Settings) -> list[Finding]:
    if settings.bot_token is None:
        return []
    async with opened_bot(settings) as bot:
        try:
            await bot.initialize()
        except InvalidToken:
            return [Finding("Telegram: no reconoce el token; revise PUNTUAL_BOT_TOKEN", is_wrong=True)]
        except TelegramError as error:
            return [Finding(f"Telegram: no responde ({type(error).__name__})", is_wrong=True)]
        return [Finding(f"Telegram: responde como @{bot.username}")]


def _clock(settings: Settings) -> list[Finding]:
    local = wall().astimezone(settings.zone)
    text = f"Reloj: {local:%Y-%m-%d %H:%M} en {settings.timezone}"
    if local.year < 2025:
        return [Finding(f"{text}; parece atrasado", is_wrong=True)]
    if settings.clock_start is not None:
        return [
            Finding(f"{text}; PUNTUAL_CLOCK_START lo adelanta o atrasa, solo para ensayos", is_warning=True)
        ]
    offset = local.utcoffset() or timedelta(0)
    return [Finding(f"{text} (UTC{offset.total_seconds() / 3600:+.0f})")]
