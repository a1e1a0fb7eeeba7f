"""Deletes old rows, at the start of the bot and once a day."""

import asyncio
import logging
from datetime import timedelta

from app.clock import sleep
from app.wiring import Puntual
from bot.kit.faults import where
from storage.engine import DatabaseFailed
from storage.paper_files import PaperStore
from storage.queues.parked import prune

log = logging.getLogger(__name__)

DAY = timedelta(days=1)
KEEP_LIVES = timedelta(days=400)
"""A machine without a restart for that long, or no longer in use."""
KEEP_PAPERS = timedelta(days=30)
"""A document is sent within a day or never; a new order makes it again."""


async def prune_daily(puntual: Puntual) -> None:
    """Prune until cancelled; never with a product clock that was set, so a rehearsal deletes nothing."""
    while puntual.settings.clock_start is None:
        try:
            if not await puntual.clock_watch.is_wrong():
                await prune_once(puntual)
        except (DatabaseFailed, OSError) as error:
            log.warning("old rows not deleted error=%s", where(error))
        await sleep(DAY.total_seconds())


async def prune_once(puntual: Puntual) -> int:
    # Local, since rungs are stored by local day.
    before = puntual.moment().local - timedelta(days=puntual.settings.keep_days)
    async with puntual.database.write() as uow:
        deleted = await prune(uow, before, puntual.machine_time())
        await uow.lives.prune(puntual.clock.machine.wall() - KEEP_LIVES)
        await uow.commit()
    log.info("old rows deleted count=%s", deleted)
    papers = PaperStore(puntual.settings.papers_dir)
    gone = await asyncio.to_thread(papers.prune, puntual.clock.machine.wall() - KEEP_PAPERS)
    log.info("old documents deleted count=%s", gone)
    return deleted
