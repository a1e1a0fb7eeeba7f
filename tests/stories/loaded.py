"""Preloads the fork server of `processes`: imports and runs the product briefly.

A forked process then has every statement compiled and every model built, like a bot that has run for a while.
It starts in a third of the time and runs the same code.
"""

import asyncio
import gc
from pathlib import Path
from tempfile import TemporaryDirectory

import aiosqlite  # noqa: F401
import holidays.countries  # noqa: F401

import storage.schema  # noqa: F401
from app.words import build_parser
from storage.engine import Database
from tests.compiled import share_compiled_statements
from tests.e2e.town import fill, open_town
from tests.facts import ANA, Office
from tests.migrated import migrated_sqlite


async def _lives(folder: Path) -> None:
    path = folder / "programmes.db"
    database = Database(migrated_sqlite(path))
    await fill(Office(database))
    await database.dispose()
    async with open_town(folder, path) as town:
        ana = await town.resident(ANA)
        await town.reminds(ana)
        await ana.says("/pendientes")
        await ana.waits_for("Componente 7")


def _warm_up() -> None:
    share_compiled_statements()
    build_parser()
    with TemporaryDirectory() as folder:
        asyncio.run(_lives(Path(folder)))


_warm_up()
# A garbage collection in a fork would touch, and so copy, every page.
gc.collect()
gc.freeze()
