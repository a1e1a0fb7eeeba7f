"""`puntual calendar`: inhábiles with their source, their import from a file, dates of a quarter."""

import argparse
from collections.abc import Awaitable, Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from app.clock import ProductClock
from app.offline import CommandFailed, opened_database
from app.plain import plain_text, told_in_shell
from app.settings import Settings
from app.working import ENDS, limits_of
from bot.buttons.calendar import YEARS
from bot.calendar import inhabil_words as inhabiles
from domain.calendar.inhabiles import InhabilesFile
from domain.calendar.messages import InhabilesChanged
from domain.kit.moments import Moment
from domain.kit.periods import Period
from domain.kit.said import Said
from storage.uow import UnitOfWork
from usecases.calendar.change_inhabiles import declare, preview_of, show_inhabiles
from usecases.calendar.show_calendar import calendar_of
from usecases.kit.choose_period import choose_period
from usecases.kit.makers import INHABILES_READ
from workers.calls import Limits, TaskEnded, call
from workers.once import done_once

BY = "cli"
NOT_A_YEAR = "Escriba un año de 2000 a 2100, por ejemplo: puntual calendar list 2026"

Work = Callable[[UnitOfWork, argparse.Namespace, Moment], Awaitable[list[Said]]]


async def calendar(settings: Settings, clock: ProductClock, arguments: argparse.Namespace) -> None:
    """Run one command in one transaction and print its result."""
    if arguments.deed == "import":
        arguments.sent = _read(arguments.file, settings.zone, limits_of(settings))
    async with opened_database(settings) as database, database.write() as uow:
        told = await WORK[arguments.deed](uow, arguments, Moment(clock.now(), settings.zone))
        await uow.commit()
    for said in told:
        print(told_in_shell(said))


async def _list(uow: UnitOfWork, arguments: argparse.Namespace, moment: Moment) -> list[Said]:
    year = moment.today.year if arguments.year is None else arguments.year
    if year not in YEARS:
        raise CommandFailed(NOT_A_YEAR)
    return [await show_inhabiles(uow, year, may_change=False)]


async def _import(uow: UnitOfWork, arguments: argparse.Namespace, moment: Moment) -> list[Said]:
    sent: InhabilesFile = arguments.sent
    preview = await preview_of(uow, sent)
    if sent.problem:
        raise CommandFailed(plain_text(inhabiles.preview(preview).html))
    if arguments.dry_run or not preview.new:
        return [preview]
    days, told = await declare(uow, sent.days, moment, by=BY)
    return [preview, InhabilesChanged(days, told.units, told.people)]


async def _dates(uow: UnitOfWork, arguments: argparse.Namespace, moment: Moment) -> list[Said]:
    """Return the common dates, then those of each UR with its own."""
    period = Period.parse(arguments.period) if arguments.period else await choose_period(uow, None, moment)
    deadlines = await uow.calendar.deadlines()
    own = {code for code, of in (*deadlines.set_by_implan, *deadlines.prorrogas) if code and of == period}
    return [await calendar_of(uow, [code], period, moment) for code in ("", *sorted(own))]


def _read(path: Path, zone: ZoneInfo, limits: Limits) -> InhabilesFile:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CommandFailed(f"No se puede leer {path}: {error.strerror}.") from error
    try:
        found: InhabilesFile = done_once(call(INHABILES_READ, path.name, content, zone), limits)
    except TaskEnded as ended:
        raise CommandFailed(f"{path}: leerlo {ENDS[ended.end]}") from ended
    return found


WORK: dict[str, Work] = {"list": _list, "import": _import, "dates": _dates}
