"""Commands that need the database and no Telegram."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, datetime
from pathlib import Path

from app.clock import ProductClock
from app.plain import plain_text, told_in_shell
from app.setting_values import read_instant
from app.settings import Settings
from app.status_json import status_object
from app.working import limits_of
from bot.status.words import status_text
from domain.kit.access import Role
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.report_messages import UnitStatus
from domain.kit.said import Said
from storage.engine import Database
from storage.migrate import DatabaseRefused, DatabaseState, database_state, migrate
from texts.kit.faults import database_fault
from usecases.kit.choose_period import choose_period
from usecases.kit.makers import MIR_XLSX
from usecases.kit.next_steps import step_of
from usecases.kit.views import due_of
from usecases.people.invite import InvitationWanted, NewInvitation, invite
from usecases.status.show_status import status_of_unit
from workers.calls import call
from workers.once import done_once

HALF_WAY = "restaure un respaldo en una base nueva; Puntual no la repara por su cuenta."
WHOLE = 1_000_000
"""Characters of a status: without limit in a terminal, so every indicator is listed."""
UNTOUCHED = {
    DatabaseState.AHEAD: "La base de datos es de una versión más nueva de Puntual: actualice el programa.",
    DatabaseState.BEHIND: "La base de datos es de una versión anterior: ejecute «puntual migrate».",
    DatabaseState.INCOMPLETE: f"A la base de datos le faltan tablas de su versión: {HALF_WAY}",
    DatabaseState.UNMARKED: f"La base de datos tiene tablas sin marca de versión: {HALF_WAY}",
}
"""Sentences for databases that a command cannot use."""


class CommandFailed(Exception):
    """The command could not be done; the message is what the person reads."""


def prepare_database(settings: Settings) -> None:
    """Create the tables of an empty database; raise CommandFailed for one that this version cannot use."""
    with database_faults():
        state = database_state(settings.database)
        if state is DatabaseState.EMPTY:
            migrate(settings.database)
    if state in UNTOUCHED:
        raise CommandFailed(UNTOUCHED[state])


def migrate_database(settings: Settings) -> None:
    """Migrate the database; raise CommandFailed for one that is newer or incomplete."""
    try:
        with database_faults():
            migrate(settings.database)
    except DatabaseRefused as refused:
        raise CommandFailed(UNTOUCHED[refused.state]) from refused


@contextmanager
def database_faults() -> Iterator[None]:
    """Turn an unusable folder into a sentence; `main` does so for other database faults."""
    try:
        yield
    except OSError as fault:
        raise CommandFailed(database_fault(fault)) from fault


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    prepare_database(settings)
    database = Database(settings.database)
    try:
        yield database
    finally:
        await database.dispose()


def write_template(settings: Settings, path: Path) -> None:
    """Write the MIR workbook to fill in; raise CommandFailed instead of replacing a file."""
    try:
        with path.open("xb") as file:
            file.write(done_once(call(MIR_XLSX), limits_of(settings)))
    except FileExistsError as exists:
        raise CommandFailed(f"{path} ya existe: escoja otro nombre para la plantilla.") from exists
    except OSError as error:
        raise CommandFailed(f"{path}: no se puede escribir ({error.strerror}).") from error
    print(f"Plantilla escrita en {path}. Llénela y ejecute: puntual import {path}")


async def create_invitation(
    settings: Settings,
    clock: ProductClock,
    role: Role,
    unit: str | None,
    name: str,
    *,
    is_suplente: bool = False,
) -> tuple[NewInvitation, str | None]:
    """Return the invitation and the bot's name, if it is known."""
    async with opened_database(settings) as database, database.write() as uow:
        moment = Moment(clock.now(), settings.zone)
        wanted = InvitationWanted(role, unit, name, settings.invitation_days, is_suplente)
        made = await invite(uow, wanted, moment)
        username = settings.bot_username or await uow.meta.get("bot_username")
        await uow.commit()
    return made, username


async def print_status(
    settings: Settings, clock: ProductClock, unit: str, period: Period | None, *, as_json: bool
) -> None:
    """Print the text of /estado, or the object of `status --json`."""
    moment = Moment(clock.now(), settings.zone)
    async with opened_database(settings) as database, database.read() as uow:
        said: Said = await status_of_unit(uow, unit, period, moment)
        text = plain_text(status_text(said, WHOLE)) if isinstance(said, UnitStatus) else told_in_shell(said)
        chosen = period or await choose_period(uow, unit, moment)
        reports = await uow.programmes.reports(chosen, [unit])
        if not reports:
            raise CommandFailed(text)
        own = (await uow.calendar.deadlines()).for_unit(unit)
        due = due_of(chosen, own, moment)
        step = await step_of(uow, reports[0], moment)
    if as_json:
        told = status_object(reports[0], due, step.standing.state, step.next)
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(text)


def instant(text: str, settings: Settings) -> datetime:
    """Read an ISO-8601 instant; without a zone it is local."""
    try:
        moment = read_instant(text)
    except ValueError as wrong:
        raise CommandFailed(f"«{text}» no es fecha y hora, por ejemplo: 2025-09-25T09:00") from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=settings.zone)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise CommandFailed(f"«{text}» no es un día, por ejemplo: 2025-09-24") from wrong
