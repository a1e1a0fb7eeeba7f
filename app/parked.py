"""`puntual parked`: lists what could not be handled, sent or made; retries or dismisses it."""

from dataclasses import dataclass

from app.clock import ProductClock
from app.findings import local_minute
from app.offline import CommandFailed, opened_database
from app.settings import Settings
from storage.queues.crashes import CRASHED_BY_IT
from storage.queues.parked import (
    FailedOrder,
    ParkedUpdate,
    StuckNotice,
    dismiss_notice,
    dismiss_order,
    dismiss_update,
    failed_orders,
    parked_updates,
    retry_notice,
    retry_order,
    retry_update,
    stuck_notices,
)
from storage.uow import UnitOfWork

ALL = "all"
VERBS: dict[type, str] = {ParkedUpdate: "atenderá", StuckNotice: "enviará", FailedOrder: "hará"}
REASONS = {CRASHED_BY_IT: "tres veces seguidas el proceso terminó de golpe mientras lo atendía a solas"}
TWICE = "puede llegar dos veces, porque no se sabe si la primera llegó"


@dataclass(frozen=True)
class ParkedItem:
    """`name` is what the person types: m and the update, e and the notice, d and the document."""

    name: str
    what: ParkedUpdate | StuckNotice | FailedOrder

    @property
    def is_in_doubt(self) -> bool:
        return isinstance(self.what, StuckNotice) and self.what.is_in_doubt


async def list_parked(settings: Settings, clock: ProductClock) -> None:
    """Print every case by its number and fault, never its content."""
    async with opened_database(settings) as database, database.read() as uow:
        cases = await _cases(uow, clock)
    for case in cases:
        print(_told(case, settings))
    if not cases:
        print("No hay nada apartado.")


async def retry_parked(settings: Settings, clock: ProductClock, name: str) -> None:
    """Retry one case, or all that are not in doubt."""
    async with opened_database(settings) as database, database.write() as uow:
        for case in await _chosen(uow, clock, name):
            if case.is_in_doubt and name == ALL:
                print(
                    f"{case.name}: se deja como está, {TWICE}. Si aun así: puntual parked retry {case.name}"
                )
                continue
            await _retry(uow, case)
            doubt = f"; {TWICE}" if case.is_in_doubt else ""
            print(f"{case.name}: se {VERBS[type(case.what)]} de nuevo{doubt}.")
        await uow.commit()


async def dismiss_parked(settings: Settings, clock: ProductClock, name: str) -> None:
    """Dismiss one case or all: they stay stored, and the doctor no longer counts them."""
    async with opened_database(settings) as database, database.write() as uow:
        for case in await _chosen(uow, clock, name):
            match case.what:
                case StuckNotice() as notice:
                    await dismiss_notice(uow, notice.id)
                case FailedOrder() as order:
                    await dismiss_order(uow, order.id)
                case update:
                    await dismiss_update(uow, update.update_id, clock.now())
            print(f"{case.name}: visto; ya no se cuenta.")
        await uow.commit()


async def _cases(uow: UnitOfWork, clock: ProductClock) -> list[ParkedItem]:
    updates = [ParkedItem(f"m{each.update_id}", each) for each in await parked_updates(uow.session)]
    notices = [ParkedItem(f"e{each.id}", each) for each in await stuck_notices(uow.session)]
    orders = [ParkedItem(f"d{each.id}", each) for each in await failed_orders(uow.session, clock.now())]
    return [*updates, *notices, *reversed(orders)]


async def _chosen(uow: UnitOfWork, clock: ProductClock, name: str) -> list[ParkedItem]:
    cases = await _cases(uow, clock)
    chosen = [case for case in cases if name in (ALL, case.name)]
    if not chosen and name != ALL:
        raise CommandFailed(f"«{name}» no está apartado: vea la lista con «puntual parked».")
    return chosen


async def _retry(uow: UnitOfWork, case: ParkedItem) -> None:
    match case.what:
        case StuckNotice() as notice:
            await retry_notice(uow, notice.id)
        case FailedOrder() as order:
            await retry_order(uow, order.id)
        case update:
            await retry_update(uow, update.update_id)


def _told(case: ParkedItem, settings: Settings) -> str:
    match case.what:
        case StuckNotice() as notice:
            state = "sin saber si llegó" if notice.is_in_doubt else "rechazado"
            person = f" para la persona {notice.person_id}" if notice.person_id else ""
            at, what = notice.created_at, f"envío {state} ({notice.kind}){person}"
        case FailedOrder() as order:
            at, what = order.ended_at, f"documento sin hacer ({order.kind}) para la persona {order.person_id}"
        case update:
            at, what = update.received_at, "mensaje recibido sin poder atender"
    return f"{case.name}  {local_minute(at, settings.zone)}  {what}: {reason(case.what.error)}"


def reason(error: str | None) -> str | None:
    """Return why something was parked, in words unless it is a fault in the code."""
    return REASONS.get(error or "", error)
