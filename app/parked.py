"""`puntual parked`: what could not be handled or sent; try it again, or take note and let it rest."""

from dataclasses import dataclass

from app.clock import Clock
from app.offline import CommandFailed, opened_database
from app.settings import Settings
from storage.parked import (
    ParkedUpdate,
    StuckNotice,
    dismiss_notice,
    dismiss_update,
    parked_updates,
    retry_notice,
    retry_update,
    stuck_notices,
)
from storage.uow import UnitOfWork

ALL = "all"
TWICE = "puede llegar dos veces, porque no se sabe si la primera llegó"


@dataclass(frozen=True)
class Case:
    """`name` is what the person types: m and the update, e and the notice."""

    name: str
    what: ParkedUpdate | StuckNotice

    @property
    def is_in_doubt(self) -> bool:
        return isinstance(self.what, StuckNotice) and self.what.is_in_doubt


async def list_parked(settings: Settings) -> None:
    """Print every case by its number and its fault, never by what it says."""
    async with opened_database(settings) as database, database.read() as uow:
        cases = await _cases(uow)
    for case in cases:
        print(_told(case, settings))
    if not cases:
        print("No hay nada apartado.")


async def retry_parked(settings: Settings, name: str) -> None:
    """Give one case, or all that are not in doubt, a fresh start."""
    async with opened_database(settings) as database, database.write() as uow:
        for case in await _chosen(uow, name):
            if case.is_in_doubt and name == ALL:
                print(
                    f"{case.name}: se deja como está, {TWICE}. Si aun así: puntual parked retry {case.name}"
                )
                continue
            await _retry(uow, case)
            doubt = f"; {TWICE}" if case.is_in_doubt else ""
            verb = "enviará" if isinstance(case.what, StuckNotice) else "atenderá"
            print(f"{case.name}: se {verb} de nuevo{doubt}.")
        await uow.commit()


async def dismiss_parked(settings: Settings, clock: Clock, name: str) -> None:
    """Take note of one case or of all: they are kept, and the doctor does not count them any more."""
    async with opened_database(settings) as database, database.write() as uow:
        for case in await _chosen(uow, name):
            if isinstance(case.what, StuckNotice):
                await dismiss_notice(uow, case.what.id)
            else:
                await dismiss_update(uow, case.what.update_id, clock.now())
            print(f"{case.name}: visto; ya no se cuenta.")
        await uow.commit()


async def _cases(uow: UnitOfWork) -> list[Case]:
    updates = [Case(f"m{each.update_id}", each) for each in await parked_updates(uow.session)]
    notices = [Case(f"e{each.id}", each) for each in await stuck_notices(uow.session)]
    return [*updates, *notices]


async def _chosen(uow: UnitOfWork, name: str) -> list[Case]:
    cases = await _cases(uow)
    chosen = [case for case in cases if name in (ALL, case.name)]
    if not chosen and name != ALL:
        raise CommandFailed(f"«{name}» no está apartado: vea la lista con «puntual parked».")
    return chosen


async def _retry(uow: UnitOfWork, case: Case) -> None:
    if isinstance(case.what, StuckNotice):
        await retry_notice(uow, case.what.id)
    else:
        await retry_update(uow, case.what.update_id)


def _told(case: Case, settings: Settings) -> str:
    match case.what:
        case StuckNotice() as notice:
            state = "sin saber si llegó" if notice.is_in_doubt else "rechazado"
            person = f" para la persona {notice.person_id}" if notice.person_id else ""
            at, what = notice.created_at, f"envío {state} ({notice.kind}){person}"
        case update:
            at, what = update.received_at, "mensaje recibido sin poder atender"
    return f"{case.name}  {at.astimezone(settings.zone):%Y-%m-%d %H:%M}  {what}: {case.what.error}"
