"""One task without an event loop, or from a thread that may block: for commands and the start of the bot."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from workers.calls import Call, Limits
from workers.pool import Workers

T = TypeVar("T")


def done_once(call: Call[T], limits: Limits) -> T:
    """Carry out the call in a worker of its own, which ends with it; raise what `Workers.value` raises."""
    # In a thread: the caller may be within a running loop.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, _done(call, limits)).result()


async def _done(call: Call[T], limits: Limits) -> T:
    workers = Workers(limits=limits, most=1)
    try:
        return await workers.value(call)
    finally:
        await workers.close()
