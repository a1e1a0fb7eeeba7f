"""One poller at a time: a second process waits for its turn."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from storage.engine import Database

POLLING = "polling"
ASKED_AGAIN_AFTER = timedelta(seconds=5)
LENGTH = timedelta(seconds=90) + ASKED_AGAIN_AFTER
"""A poll that begins has 90 seconds left: longer than a long poll and its time-outs take."""


class PollLease:
    """Held by this process; a clean stop gives it back, a crashed process loses it by itself."""

    def __init__(self, database: Database, *, wall: Callable[[], datetime]) -> None:
        self._database = database
        self._wall = wall
        self._holder = uuid4().hex
        self._taken_at: datetime | None = None

    async def hold(self) -> bool:
        """Take or prolong the lease; False while another process polls.

        One that was just taken is not asked about again: a busy poller would do nothing else.
        """
        if self._is_fresh():
            return True
        self.doubt()
        async with self._database.write() as uow:
            wall = self._wall()
            held = await uow.leases.take(POLLING, self._holder, wall, LENGTH)
            await uow.commit()
        self._taken_at = wall if held else None
        return held

    def doubt(self) -> None:
        """Ask the database before the next poll: something went wrong."""
        self._taken_at = None

    def _is_fresh(self) -> bool:
        """Tell whether it was asked a moment ago; not after a clock was set back."""
        if self._taken_at is None:
            return False
        return timedelta(0) <= self._wall() - self._taken_at < ASKED_AGAIN_AFTER

    async def give_back(self) -> None:
        self.doubt()
        async with self._database.write() as uow:
            await uow.leases.give_back(POLLING, self._holder)
            await uow.commit()
