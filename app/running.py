"""The long-running process: starts all loops, waits for a signal, stops cleanly."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from app.clock import ProductClock, sleep
from app.connecting import connect, troubles_of
from app.keeping_time import agree_on_time, keep_time
from app.lives import one_life
from app.nightly import read_nightly
from app.offline import prepare_database
from app.pruning import prune_daily
from app.serving import Health, serving
from app.settings import Settings
from app.starting import alone, clear_leftovers, outlast
from app.wiring import Puntual, opened
from bot.kit.faults import where
from bot.switchboard.help_words import edition
from domain.kit.workdays import legal_holidays
from jobs.ticks import tick_by_name
from jobs.trigger import Trigger
from storage.alone import between_ticks
from storage.conversations import StaleConversation
from storage.engine import DatabaseFailed
from storage.people import Person
from usecases.kit.conversations import left_open, resume
from usecases.people.refresh_menus import refresh_menus
from usecases.switchboard.messages import POLICIES

log = logging.getLogger(__name__)


async def run_until_stopped(settings: Settings, clock: ProductClock) -> None:
    """Run the bot until SIGTERM or SIGINT; raise SettingWrong when Telegram refuses the token.

    Raise CommandFailed for a database it cannot use, or that another process runs on.
    """
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    with alone(settings):
        await outlast(lambda: asyncio.to_thread(prepare_database, settings), stopping)
        async with opened(settings, clock) as puntual:
            await run_one_life(puntual, stopping)


async def run_one_life(puntual: Puntual, stopping: asyncio.Event) -> None:
    """Run once; the process may be killed and restarted at any moment."""
    async with _listening(puntual), one_life(puntual, stopping):
        await _run(puntual, stopping, puntual.clock.machine.wall())


async def run(puntual: Puntual, stopping: asyncio.Event) -> None:
    """Run the loops of a wired product until the event is set; ticks are optional."""
    async with _listening(puntual):
        await _run(puntual, stopping, None)


async def _run(puntual: Puntual, stopping: asyncio.Event, first_tick_at: datetime | None) -> None:
    """Recover, then work. The first tick runs at once: the process may be late, or killed within a minute."""
    legal_holidays(puntual.moment().today.year)  # the first use loads the calendars of all countries
    await outlast(partial(recover, puntual), stopping)
    if await connect(puntual, stopping):
        await _work(puntual, stopping, first_tick_at)


async def _work(puntual: Puntual, stopping: asyncio.Event, first_tick_at: datetime | None) -> None:
    ticks, on_failure = tick_by_name(puntual.ticks), puntual.metrics.note_failed_tick
    trigger = Trigger(
        ticks,
        on_failure=on_failure,
        first_at=first_tick_at,
        wall=puntual.clock.machine.wall,
        on_tick=puntual.pulse.beat,
    )
    parts = {
        "worker": puntual.worker.run(),
        "sender": puntual.sender.run(),
        "papers": puntual.paper_worker.run(),
        "stop": stopping.wait(),
    }
    if puntual.webhook is None:
        parts["poller"] = puntual.poller.run()
    loops = [asyncio.create_task(loop, name=name) for name, loop in parts.items()]
    trigger.start()
    aside = [
        asyncio.create_task(puntual.token.run(), name="token"),
        asyncio.create_task(puntual.address.run(), name="address"),
        asyncio.create_task(prune_daily(puntual), name="pruner"),
        asyncio.create_task(read_nightly(puntual), name="reader"),
        asyncio.create_task(keep_time(puntual), name="timekeeper"),
    ]
    log.info("bot started")
    try:
        await asyncio.wait(loops, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ticking = asyncio.create_task(trigger.end(), name="ticks")
        for task in aside:
            task.cancel()
        await _stop(puntual, stopping, [*loops, ticking, *aside])
    log.info("bot stopped")


@asynccontextmanager
async def _listening(puntual: Puntual) -> AsyncIterator[None]:
    """Serve health, metrics and the webhook, if an address is set."""
    address = puntual.settings.address
    if address is None:
        yield
        return
    health = Health(
        puntual.database,
        puntual.metrics,
        now=puntual.clock.now,
        pulse=puntual.pulse,
        is_ready=lambda: puntual.is_connected,
        troubles=partial(troubles_of, puntual),
        notes=lambda: puntual.address.notes,
        apart=lambda: puntual.clock_watch.apart,
    )
    routes = health.routes()
    if puntual.webhook is not None:
        routes.append(puntual.webhook.route(urlsplit(puntual.settings.webhook_url or "").path or "/"))
    async with serving(address, routes):
        yield


async def recover(puntual: Puntual) -> None:
    """Recover from a killed process: release its claims and ask its open questions again.

    On SQLite one process runs, so unless a tick is running, every claim at the start is abandoned. On
    PostgreSQL another process may hold a claim until its lease expires.
    """
    log.info("leftovers deleted count=%s", await asyncio.to_thread(clear_leftovers, puntual.settings))
    await agree_on_time(puntual)
    with between_ticks(puntual.settings.database) as nobody_sends:
        if nobody_sends:
            async with puntual.database.write() as uow:
                await uow.leases.clear()
                await uow.inbox.release_all()
                await uow.papers.release_all()
                await uow.outbox.reap(puntual.machine_time(), POLICIES, abandoned=True)
                await uow.commit()
        await puntual.ticks.settle()
        async with puntual.database.write() as uow:
            await refresh_menus(uow, edition(), puntual.moment())
            await uow.commit()
        async with puntual.database.read() as uow:
            waiting = await left_open(uow)
        asked = [await _resume(puntual, person) for person in waiting]
    log.info("conversations resumed count=%s", sum(asked))


async def _resume(puntual: Puntual, person: Person) -> bool:
    """Ask one person again, in a separate transaction: other processes may answer the others."""
    async with puntual.database.write() as uow:
        try:
            asked = await resume(uow, person, puntual.moment())
        except StaleConversation:
            return False  # another process has just answered
        await uow.commit()
    return asked


async def _stop(puntual: Puntual, stopping: asyncio.Event, loops: Sequence[asyncio.Task[Any]]) -> None:
    """Wait for running work, then raise the error of the first failed loop."""
    stopping.set()
    for part in (puntual.poller, puntual.worker, puntual.paper_worker, puntual.sender):
        part.stop()
    cutting = asyncio.create_task(_cut_off(puntual), name="cutting")
    results = await asyncio.gather(*loops, return_exceptions=True)
    cutting.cancel()
    await _give_back(puntual)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, asyncio.CancelledError):
            raise result


async def _cut_off(puntual: Puntual) -> None:
    """Cancel worker tasks that still run after a while: they are put back uncounted for the next start."""
    await sleep(puntual.grace)
    await asyncio.gather(puntual.workers.close(), puntual.makers.close())


async def _give_back(puntual: Puntual) -> None:
    try:
        await puntual.poll_lease.give_back()
    except DatabaseFailed as error:
        # It ends by itself; errors of the loops matter more.
        log.warning("poll lease not given back error=%s", where(error))
