"""Verifies all stored files every night, slowly, so that other work keeps the disk."""

import logging

from app.clock import sleep
from app.wiring import Puntual
from bot.kit.faults import where
from storage.engine import DatabaseFailed
from storage.files import FileStore
from usecases.evidence.read_nightly import NightlyReading

log = logging.getLogger(__name__)

BETWEEN_LOOKS = 60.0
MEGABYTE = 1_000_000


async def read_nightly(puntual: Puntual) -> None:
    """Read until cancelled, at a limited rate; by day only wait for the night."""
    reading = NightlyReading(
        puntual.database,
        FileStore(puntual.settings.evidence_dir),
        now=puntual.clock.now,
        zone=puntual.settings.zone,
        wall=puntual.machine_time,
    )
    while True:
        read = await _step(reading)
        await sleep(BETWEEN_LOOKS if read is None else read / (puntual.settings.read_rate * MEGABYTE))


async def _step(reading: NightlyReading) -> int | None:
    try:
        return await reading.step()
    except (DatabaseFailed, OSError) as error:
        log.warning("files not read error=%s", where(error))
        return None
