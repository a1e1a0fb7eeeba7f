"""What the server of `processes` has loaded when it forks one: the product after a short life of its own.

A process that is forked from it has every statement compiled and every model built, as a bot has that
has been running for a while. It starts in a third of the time, and what runs is the same.
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
# A bot looks through all it has loaded before it starts: in a fork that touches, and so copies, every page.
gc.collect()
gc.freeze()
