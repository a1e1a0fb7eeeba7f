"""Store the instant of each tick, and detect outages."""

from collections.abc import Iterable
from datetime import time

from domain.kit.moments import Moment
from domain.summary.outages import Outage, outage_between
from storage.holds import AdvisoryLock
from storage.uow import UnitOfWork

LAST_TICK = "last_tick_at"
BEGAN, ENDED = "outage_began_at", "outage_ended_at"


async def note_tick(uow: UnitOfWork, moment: Moment, hours: Iterable[time]) -> None:
    """Store this tick; the next summary tells of an outage that it ends."""
    await uow.holds.turn(AdvisoryLock.TICKS)
    last = await uow.meta.get_instant(LAST_TICK)
    await uow.meta.set_instant(LAST_TICK, moment.now)
    if last is None:
        return
    workdays = (await uow.calendar.deadlines()).workdays
    outage = outage_between(last, moment, hours, workdays)
    if outage is not None:
        untold = await untold_outage(uow)
        await uow.meta.set_instant(BEGAN, untold.began_at if untold else outage.began_at)
        await uow.meta.set_instant(ENDED, outage.ended_at)


async def untold_outage(uow: UnitOfWork) -> Outage | None:
    """Return the outage that no summary has told yet; several are joined."""
    began, ended = await uow.meta.get_instant(BEGAN), await uow.meta.get_instant(ENDED)
    return Outage(began, ended) if began and ended else None


async def forget_outage(uow: UnitOfWork) -> None:
    """Mark the outage as told."""
    await uow.meta.set(BEGAN, "")
    await uow.meta.set(ENDED, "")
