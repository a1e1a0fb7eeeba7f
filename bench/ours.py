"""Puntual as in production, over bulk data in a folder and the sandbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from app.clock import ProductClock
from app.collector import rarely_collecting
from app.running import run
from app.settings import Settings
from app.wiring import Puntual, opened
from bench.city import NOON, Plan, found_city, hand_out_menus
from bench.stand_in import TOKEN
from domain.delivery.pacing import Rates


def settings_of(folder: Path, url: str, **fields: object) -> Settings:
    usual = {
        "bot_token": SecretStr(TOKEN),
        "bot_api_url": url,
        "database_url": f"sqlite+aiosqlite:///{folder / 'puntual.db'}",
        "data_dir": folder,
    }
    return Settings.model_construct(**{**usual, **fields})  # type: ignore[arg-type]


@asynccontextmanager
async def a_puntual(
    folder: Path, plan: Plan, url: str, rates: Rates | None = None, **fields: object
) -> AsyncIterator[Puntual]:
    """Create the data and wire the product without starting it."""
    settings = settings_of(folder, url, **fields)
    await asyncio.to_thread(found_city, settings.database_url, plan)
    async with opened(settings, ProductClock(NOON), rates=rates) as puntual:
        await hand_out_menus(puntual.database, puntual.moment())
        yield puntual


@asynccontextmanager
async def at_work(puntual: Puntual) -> AsyncIterator[None]:
    """Poll, handle, send and tick until the block ends."""
    stopping = asyncio.Event()
    task = asyncio.create_task(run(puntual, stopping))
    while not puntual.is_connected:
        if task.done():
            await task
        await asyncio.sleep(0.01)
    try:
        with rarely_collecting():
            yield
    finally:
        stopping.set()
        await task
