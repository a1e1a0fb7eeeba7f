"""Makes this process use the machine time that all processes of its database share."""

import logging

from app.clock import sleep
from app.wiring import Puntual
from bot.kit.faults import where
from storage.engine import DatabaseFailed
from storage.shared_time import shared_instant

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0


async def agree_on_time(puntual: Puntual) -> None:
    machine = puntual.clock.machine
    async with puntual.database.write() as uow:
        wall, seconds = machine.wall(), machine.steady()
        instant = await shared_instant(uow, wall=wall, seconds=seconds, boot=machine.boot())
        await uow.commit()
    puntual.machine_time.agree(instant)


async def keep_time(puntual: Puntual) -> None:
    """Look now and then what the database's clock says; that of a boot says the same for ever."""
    while puntual.database.dialect == "postgresql":
        await sleep(EVERY_SECONDS)
        try:
            await agree_on_time(puntual)
        except DatabaseFailed as error:
            log.warning("database's time not known error=%s", where(error))
