"""The script with Puntual: as in production over the sandbox, and without a network."""

import asyncio
import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app.clock import ProductClock, wall
from app.wiring import Puntual
from bench.city import NOON, Plan, enlace_ids, found_city, hand_out_menus
from bench.ours import a_puntual, at_work, settings_of
from bench.script import Crowd
from bench.stand_in import a_stand_in
from bench.walks import Walk, stopwatch
from bench.wire import Wire, bot_on, updates_of
from bot.delivery.receiving.ingest import chat_of
from domain.delivery.pacing import Rate, Rates
from storage.engine import Database
from storage.queues.inbox import NewUpdate

UNHURRIED = Rate(timedelta(microseconds=1), burst=100_000)
RATES = Rates(UNHURRIED, UNHURRIED, UNHURRIED)
LONGEST = 600
"""Timeout of a walk in seconds."""
LATE = {"remind_at": time(23), "summary_at": time(23), "quiet_from": time(23, 59)}
"""Hours at which no notice is due at noon, so that the walk has only questions and answers."""
FULL = 2


async def walk_ours(folder: Path, people: int, steps: int) -> Walk:
    """Walk everybody in the sandbox through the script, with everything that `puntual run` runs."""
    plan = Plan(units=people, enlaces=people)
    async with (
        a_stand_in(people, limited=False, steps=steps) as stand_in,
        a_puntual(folder, plan, stand_in.url, rates=RATES, **LATE) as puntual,
    ):
        async with at_work(puntual):
            walk = await stand_in.walk(people * steps, LONGEST)
        await stand_in.check_answers(people * steps)
        await check_durable(puntual.database)
        await check(puntual.database, Crowd(enlace_ids(plan), steps).captures)
        return walk


async def walk_here(folder: Path, people: int, steps: int) -> Walk:
    """Walk everybody through the script; inbox, worker, sender and gateway are those of production."""
    plan = Plan(units=people, enlaces=people)
    settings = settings_of(folder, "http://127.0.0.1")
    await asyncio.to_thread(found_city, settings.database_url, plan)
    crowd = Crowd(enlace_ids(plan), steps)
    bot = bot_on(Wire(crowd.hears))
    puntual = Puntual(settings, ProductClock(NOON), bot, rates=RATES)
    await bot.initialize()
    await hand_out_menus(puntual.database, puntual.moment())
    with stopwatch() as taken:
        async with asyncio.timeout(LONGEST):
            await _walk(puntual, crowd)
    await check_durable(puntual.database)
    await check(puntual.database, crowd.captures)
    await puntual.database.dispose()
    return taken.walk(crowd.total)


async def _walk(puntual: Puntual, crowd: Crowd) -> None:
    """Store what was typed as the poller does, until everybody has the last answer."""
    bell = asyncio.Event()
    crowd.on_ready = bell.set
    parts = [asyncio.create_task(part.run()) for part in (puntual.worker, puntual.sender)]
    while not crowd.is_over:
        bell.clear()
        updates = updates_of(crowd.lines())
        if not updates:
            await bell.wait()
            continue
        await store(puntual.database, updates, wall())
    puntual.worker.stop()
    puntual.sender.stop()
    await asyncio.gather(*parts)


async def store(database: Database, updates: list[dict[str, Any]], at: datetime) -> None:
    """Store what was typed, as poller and webhook do."""
    news = [NewUpdate(each["update_id"], chat_of(each), json.dumps(each), at) for each in updates]
    async with database.write() as uow:
        await uow.inbox.add_many(news)
        await uow.commit()


async def check(database: Database, captures: int) -> None:
    """Check that every captured indicator is stored."""
    async with database.read() as uow:
        saved = sum([entry.action == "avance_saved" async for entry in uow.audit.in_order()])
    if saved != captures:
        raise AssertionError(f"{saved} captures were saved, {captures} were typed")


async def check_durable(database: Database) -> None:
    """Check that SQLite flushes to disk at each commit, so that steps are durable."""
    async with database.read() as uow:
        level = await uow.session.scalar(text("PRAGMA synchronous"))
    if level != FULL:
        raise AssertionError(f"synchronous is {level} and not FULL")
