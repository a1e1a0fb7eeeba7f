"""Turns the documents of an order into the files to send: one by one, or in archive volumes."""

import asyncio
from collections.abc import Sequence

from domain.papers.kinds import PAPERS, PaperOrder, Reach, stem_of, volumes
from storage.paper_files import PaperStore
from usecases.kit.makers import VOLUME_ZIP
from usecases.papers.fill_order import MadeFile
from workers.calls import Call, writing
from workers.runner import TaskRunner

MOST_ALONE = 4
"""Most documents that are sent one by one; more of them go into a ZIP."""
LARGEST = 50_000_000
"""Bytes of a file that a bot may send."""
VOLUME = 20_000_000
"""Bytes of the documents in one ZIP: small enough to upload in time over a slow line."""


class TooLarge(Exception):
    """One document is larger than Telegram accepts."""


async def bundled(
    works: TaskRunner,
    store: PaperStore,
    order: PaperOrder,
    made: Sequence[MadeFile],
    *,
    volume: int = VOLUME,
    largest: int = LARGEST,
) -> list[MadeFile]:
    """Store and return the files to send; raise TooLarge when Telegram would refuse one for its size."""
    most = 1 if _is_of_every_unit(order) else MOST_ALONE
    files = list(made) if len(made) <= most else await _volumes(works, store, order, made, volume)
    if any(file.size > largest for file in files):
        raise TooLarge
    return files


async def _volumes(
    works: TaskRunner, store: PaperStore, order: PaperOrder, made: Sequence[MadeFile], limit: int
) -> list[MadeFile]:
    parts = volumes([file.size for file in made], limit)
    found = []
    for number, places in enumerate(parts, start=1):
        inside = [(made[place].name, store.path(made[place].sha256).absolute()) for place in places]
        name = f"{_stem(order)}{f'-{number}de{len(parts)}' if len(parts) > 1 else ''}.zip"
        found.append(await kept(works, store, name, writing(VOLUME_ZIP, inside)))
    return found


async def kept(works: TaskRunner, store: PaperStore, name: str, call: Call[bytes]) -> MadeFile:
    """Let a worker make a file, and store it."""
    async with works.file(call) as written:
        await asyncio.to_thread(store.adopt, written.path, written.sha256)
        return MadeFile(name, written.sha256, written.size)


def _stem(order: PaperOrder) -> str:
    return stem_of(order.kind, order.period, unit="todas" if _is_of_every_unit(order) else order.unit_code)


def _is_of_every_unit(order: PaperOrder) -> bool:
    return not order.unit_code and PAPERS[order.kind].reach is Reach.UNIT
