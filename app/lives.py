"""One run of `puntual run`: after crashes it delays its work, each time longer."""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from app.findings import Finding, local_minute
from app.settings import Settings
from app.starting import first_of, outlast
from app.wiring import Puntual
from bot.kit.faults import where
from domain.delivery.crashes import HEALTHY_AFTER, Pause, pause_after, rest_of_pause
from storage.engine import Database, DatabaseFailed
from storage.lives import Life

log = logging.getLogger(__name__)

SECOND = timedelta(seconds=1)
ELSEWHERE = timedelta(days=1)
SO_MANY = 3
"""Crashes from which the doctor calls it wrong: one may be a power cut."""


@asynccontextmanager
async def one_life(puntual: Puntual, stopping: asyncio.Event) -> AsyncIterator[None]:
    """Wait as long as earlier crashes require; the run counts as a crash unless the block ends cleanly."""
    host, pid = socket.gethostname(), os.getpid()
    dead = await outlast(partial(_find_dead, puntual, host, pid), stopping)
    await _wait_out(puntual, dead or [], stopping)
    ours = Life(uuid4().hex, host, pid, puntual.clock.machine.wall())
    if not stopping.is_set():
        await outlast(partial(_begin, puntual, ours), stopping)
    clearing = asyncio.create_task(_clear_crashes_later(puntual, host), name="clearing")
    try:
        yield
    finally:
        clearing.cancel()
    await _end_well(puntual, ours)


async def _find_dead(puntual: Puntual, host: str, pid: int) -> list[Life]:
    """Mark crashed processes; clear the suspicion of updates that were not in progress then."""
    now = puntual.clock.machine.wall()
    async with puntual.database.write() as uow:
        dead = await uow.lives.dead(host, pid)
        new = [each for each in dead if each.found_dead_at is None]
        await uow.lives.mark(new, now)
        if new:
            await uow.inbox.clear_suspicions(now)
        await uow.commit()
    for each in new:
        log.error("process had crashed host=%s pid=%s begun=%s", each.host, each.pid, each.begun_at)
    return dead


async def _wait_out(puntual: Puntual, dead: Sequence[Life], stopping: asyncio.Event) -> None:
    now = puntual.clock.machine.wall()
    longest = timedelta(seconds=puntual.settings.longest_pause)
    pause = pause_after(len(dead), longest)
    left = rest_of_pause(pause, dead[-1].begun_at, now) if dead else timedelta(0)
    if left <= timedelta(0):
        return
    puntual.pause = Pause(len(dead), dead[0].begun_at, now + left)
    log.warning("work is put off seconds=%s %s", left // SECOND, told(puntual.pause))
    await first_of(stopping.wait(), puntual.sleep(left.total_seconds()))
    puntual.pause = None
    puntual.pulse.beat()


def told(pause: Pause) -> str:
    """Return one line that explains the pause, for the log and /healthz."""
    since, until = (f"{each:%Y-%m-%d %H:%M:%S}" for each in (pause.since, pause.until))
    return f"starts: {pause.unclean_ends} ends that were not clean since {since}, work begins {until} UTC"


async def _begin(puntual: Puntual, ours: Life) -> None:
    async with puntual.database.write() as uow:
        await uow.lives.begin(ours)
        await uow.commit()


async def _clear_crashes_later(puntual: Puntual, host: str) -> None:
    await puntual.sleep(HEALTHY_AFTER.total_seconds())
    try:
        async with puntual.database.write() as uow:
            await uow.lives.forget_dead(host)
            await uow.commit()
    except DatabaseFailed as error:
        log.warning("earlier crashes not cleared error=%s", where(error))


async def _end_well(puntual: Puntual, ours: Life) -> None:
    try:
        async with puntual.database.write() as uow:
            await uow.lives.forget(ours)
            await uow.commit()
    except DatabaseFailed as error:
        log.warning("clean end not recorded error=%s", where(error))


async def ends_found(database: Database, settings: Settings, now: datetime) -> list[Finding]:
    """Return the doctor's finding of crashed processes."""
    async with database.read() as uow:
        found = await uow.lives.dead(host := socket.gethostname())
    # Another machine may no longer exist.
    dead = [each for each in found if each.host == host or now - (each.found_dead_at or now) < ELSEWHERE]
    if not dead:
        return []
    since = local_minute(dead[0].begun_at, settings.zone)
    pause = pause_after(len(dead), timedelta(seconds=settings.longest_pause)) // SECOND
    many = "proceso terminó" if len(dead) == 1 else "procesos terminaron"
    text = (
        f"Arranques: {len(dead)} {many} de golpe desde {since}; entre dos arranques pasan {pause} s. "
        "Vea la bitácora; se olvida a los cinco minutos de marcha o con un paro limpio"
    )
    return [Finding(text, is_wrong=len(dead) >= SO_MANY, is_warning=True)]
