"""One poller at a time: a second process waits for its turn instead of fighting over the updates."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from storage.engine import Database

POLLING = "polling"
LENGTH = timedelta(seconds=90)
"""Longer than one long poll and its time-out, so that a live poller never loses its turn."""


class PollLease:
    """Held by this process; a clean stop gives it back, a killed process loses it by itself."""

    def __init__(self, database: Database, *, wall: Callable[[], datetime]) -> None:
        self._database = database
        self._wall = wall
        self._holder = uuid4().hex

    async def hold(self) -> bool:
        """Take or prolong the lease; False while another process polls."""
        async with self._database.write() as uow:
            held = await uow.leases.take(POLLING, self._holder, self._wall(), LENGTH)
            await uow.commit()
        return held

    async def give_back(self) -> None:
        async with self._database.write() as uow:
            await uow.leases.give_back(POLLING, self._holder)
            await uow.commit()
