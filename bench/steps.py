"""Conversation steps per second, each one durable: 200 people capture indicators at once, no limit."""

import asyncio
import json
import sqlite3
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.clock import Clock, wall
from app.wiring import Puntual
from bench.city import NOON, Plan, enlace_ids, found_city, hand_out_menus
from bench.figures import Figure
from bench.ours import settings_of
from bench.script import Crowd
from bench.steps_bare import walk_bare
from bench.steps_ptb import in_memory, pickled, walk_ptb, with_sqlite
from bench.wire import Wire, bot_on
from domain.pacing import Rate, Rates
from storage.engine import Database

UNHURRIED = Rate(timedelta(microseconds=1), burst=100_000)
WANTED = 300
LONGEST = 600
"""Seconds after which a walk that goes nowhere is given up."""


async def measure(*, quick: bool) -> list[Figure]:
    people, steps = (100, 10) if quick else (200, 10)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own, cpu = await ours(folder, people, steps)
        peers = {
            "PTB, every update committed": await walk_ptb(with_sqlite(folder / "ptb.db"), people, steps),
            "PTB, PicklePersistence": await walk_ptb(pickled(folder / "ptb.pickle"), people, steps),
            "PTB, in memory": await walk_ptb(in_memory(), people, steps),
        }
        floor = await walk_bare(folder / "bare.db", people, steps)
        flush = fsync_seconds(folder)
    return [*figures_of(own, peers, bound_of(cpu, floor, flush)), floor_of(own, floor)]


def bound_of(cpu: float, floor: float, flush: float) -> str:
    return (
        f"Python: {1000 * cpu:.1f} ms of processor a step; {1000 / floor:.1f} ms for the rows and two calls "
        f"alone, before any rule is asked; one commit with FULL takes {1000 * flush:.2g} ms and is shared"
    )


def floor_of(own: float, floor: float) -> Figure:
    who = "our rows and calls alone, sqlite3 and PTB"
    return Figure("steps", who, floor, "/s", ratio=own / floor, against="(ours / floor)")


def figures_of(own: float, peers: dict[str, float], bound: str) -> list[Figure]:
    goal, is_met = f">= {WANTED}/s and >= 1.0 x", own >= WANTED and own >= next(iter(peers.values()))
    figures = [Figure("steps", "Puntual, SQLite", own, "/s", target=goal, is_met=is_met, bound=bound)]
    for who, speed in peers.items():
        figures.append(Figure("steps", who, speed, "/s", ratio=own / speed, against="(ours / theirs)"))
    return figures


async def ours(folder: Path, people: int, steps: int) -> tuple[float, float]:
    """Walk everybody through the script; inbox, worker, sender and gateway are those of production.

    Return steps per second, and the seconds of processor that one took in all threads.
    """
    plan = Plan(units=people, enlaces=people)
    settings = settings_of(folder, "http://127.0.0.1")
    await asyncio.to_thread(found_city, settings.database_url, plan)
    crowd = Crowd(enlace_ids(plan), steps)
    bot = bot_on(Wire(crowd.hears))
    rates = Rates(UNHURRIED, UNHURRIED, UNHURRIED)
    puntual = Puntual(settings, Clock(NOON), bot, rates=rates)
    await bot.initialize()
    await hand_out_menus(puntual.database, puntual.moment())
    began, used = time.perf_counter(), time.process_time()
    async with asyncio.timeout(LONGEST):
        await _walk(puntual, crowd)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    await check(puntual.database, crowd)
    await puntual.database.dispose()
    return crowd.total / seconds, cpu / crowd.total


async def _walk(puntual: Puntual, crowd: Crowd) -> None:
    """Commit what was typed as the poller does, until everybody has heard the last answer."""
    bell = asyncio.Event()
    crowd.on_ready = bell.set
    parts = [asyncio.create_task(part.run()) for part in (puntual.worker, puntual.sender)]
    while not crowd.is_over:
        bell.clear()
        updates = crowd.says()
        if not updates:
            await bell.wait()
            continue
        await store(puntual.database, updates, wall())
    puntual.worker.stop()
    puntual.sender.stop()
    await asyncio.gather(*parts)


async def store(database: Database, updates: list[dict[str, Any]], at: datetime) -> None:
    """Commit what was typed, as poller and webhook do."""
    async with database.write() as uow:
        for update in updates:
            chat_id = update["message"]["chat"]["id"]
            await uow.inbox.add(update["update_id"], chat_id, json.dumps(update), at)
        await uow.commit()


async def check(database: Database, crowd: Crowd) -> None:
    """Whoever is fast must also be right: every captured indicator is stored."""
    async with database.read() as uow:
        audited = await uow.audit.entries(limit=1_000_000)
    saved = sum(entry.action == "avance_saved" for entry in audited)
    expected = len(crowd.people) * (crowd.steps // 5)
    if saved != expected:
        raise AssertionError(f"{saved} captures were saved, {expected} were typed")


def fsync_seconds(folder: Path, count: int = 200) -> float:
    """Return what the smallest commit with synchronous=FULL costs on this disk."""
    connection = sqlite3.connect(folder / "fsync.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (n INTEGER)")
    began = time.perf_counter()
    for n in range(count):
        connection.execute("INSERT INTO t VALUES (?)", (n,))
    seconds = (time.perf_counter() - began) / count
    connection.close()
    return seconds
