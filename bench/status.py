"""The cost of /estado with one year and with a hundred years of reports."""

import json
import tempfile
import time
from pathlib import Path

from app.clock import ProductClock, wall
from app.wiring import Puntual
from bench.city import NOON, Plan, enlace_ids, found_city, hand_out_menus
from bench.figures import Figure, percentile
from bench.floors import fsync_seconds
from bench.ours import settings_of
from bench.wire import Wire, a_message, bot_on

WANTED = 1.5
COMMITS = 2
"""Commits of an answer, in sequence: claimed, handled."""


async def measure(*, quick: bool) -> list[Figure]:
    years, asked = (10, 40) if quick else (100, 400)
    with tempfile.TemporaryDirectory() as name:
        short = await a_city(Path(name) / "short", years=1)
        long = await a_city(Path(name) / "long", years=years)
        waits = await alternating(short, long, asked)
        await short.database.dispose()
        await long.database.dispose()
    return figures_of(waits, years, fsync_seconds())


def figures_of(waits: tuple[list[float], list[float]], years: int, flush: float) -> list[Figure]:
    short, long = (percentile(each, 95) for each in waits)
    ratio = long / short
    return [
        Figure("/estado p95", "Puntual, 1 year", 1000 * short, "ms", bound=_bound(waits[0], flush)),
        Figure(
            "/estado p95",
            f"Puntual, {years} years",
            1000 * long,
            "ms",
            ratio=ratio,
            against="1 year",
            target=f"<= {WANTED} x",
            is_met=ratio <= WANTED,
            bound=_bound(waits[1], flush),
        ),
    ]


def _bound(waits: list[float], flush: float) -> str:
    """Say how much of an answer's time is the disk."""
    median, floor = percentile(waits, 50), COMMITS * flush
    return (
        f"{COMMITS} commits with FULL take {1000 * floor:.2g} ms, {floor / median:.0%} of the median of "
        f"{1000 * median:.3g} ms; the rest is Python"
    )


async def a_city(folder: Path, *, years: int) -> Puntual:
    """Every quarter of every year is reported, each with its oficio."""
    settings = settings_of(folder, "http://127.0.0.1")
    found_city(settings.database_url, Plan(years=years, is_reported=True))
    bot = bot_on(Wire())
    await bot.initialize()
    puntual = Puntual(settings, ProductClock(NOON), bot)
    await hand_out_menus(puntual.database, puntual.moment())
    return puntual


async def alternating(short: Puntual, long: Puntual, asked: int) -> tuple[list[float], list[float]]:
    """Ask the two in turn, so that noise affects both."""
    waits: tuple[list[float], list[float]] = ([], [])
    people = enlace_ids(Plan())
    for number in range(asked + 5):
        user_id = people[number % len(people)]
        pair = [await ask(each, number + 1, user_id) for each in (short, long)]
        if number >= 5:  # the first ones compile the statements
            waits[0].append(pair[0])
            waits[1].append(pair[1])
    return waits


async def ask(puntual: Puntual, update_id: int, user_id: int) -> float:
    """Return the seconds from the stored update to the committed answer."""
    update = a_message(update_id, user_id, "/estado")
    async with puntual.database.write() as uow:
        await uow.inbox.add(update_id, user_id, json.dumps(update), wall())
        await uow.commit()
    began = time.perf_counter()
    await puntual.worker.drain()
    return time.perf_counter() - began
