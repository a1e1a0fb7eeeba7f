"""Keeps this process on the machine time that all processes of its database share."""

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
    """Read the database's clock regularly; on SQLite once, since a boot has one monotonic clock."""
    while puntual.database.dialect == "postgresql":
        await sleep(EVERY_SECONDS)
        try:
            await agree_on_time(puntual)
        except DatabaseFailed as error:
            log.warning("database's time not known error=%s", where(error))
