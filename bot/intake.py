"""Takes messages from the outbox, as many as there is room for, and has them carried."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from bot.courier import Courier, SendingOptions
from bot.ledger import Clock
from bot.waiting import Flights
from domain.delivery import Batch, Claim, Ending, Priority
from domain.pacing import BULK_SHARE, Room
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

# How far ahead a slot may be reserved at all, when answers never end.
FARTHEST = timedelta(seconds=1)


class Intake:
    """Asked by the ledger; `ring` is called when there may be more to take than anybody has looked for.

    `settled` waits for what the ledger is committing.
    """

    def __init__(
        self,
        courier: Courier,
        options: SendingOptions,
        *,
        now: Clock,
        wall: Clock,
        ring: Callable[[], None],
        settled: Callable[[], Awaitable[None]],
    ) -> None:
        self._courier = courier
        self._options = options
        self._now = now
        self._wall = wall
        self._ring = ring
        self._settled = settled
        self._flights = Flights(options.concurrency)
        self._most_bulk = _most_bulk(options)
        self._answers_in_the_air = 0
        self._is_bulk_left_behind = False
        self._opened_by: asyncio.Task[Any] | None = None
        self._followed: set[tuple[int, str]] = set()
        self._reaped_at: datetime | None = None
        self.looks_at = wall()
        """When there will be a look in any case."""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Take messages inside; at the end nothing new begins, and what is in the air comes down."""
        self._opened_by = asyncio.current_task()
        self._reaped_at = None
        try:
            yield
        finally:
            self._opened_by = None
            await self._settled()  # a claim that was just being committed still begins
            while self._flights:
                await self._flights.landing()

    @property
    def is_busy(self) -> bool:
        return bool(self._flights)

    @property
    def landing(self) -> Callable[[], Awaitable[None]]:
        return self._flights.landing

    def are_wanted(self, endings: Sequence[Ending]) -> bool:
        """Say whether to look for more in the transaction in which these end."""
        if self._courier.is_stopped or self._opened_by is None or self._opened_by.cancelling():
            return False
        return any(self._makes_room(ending.claim) for ending in endings)

    async def take(self, uow: UnitOfWork, endings: Sequence[Ending]) -> Batch:
        """Claim for the places that are free, and those that these leave."""
        if self._opened_by is None:
            return Batch()  # whoever asked for it is gone
        room = self._room(endings)
        if room.places <= 0:
            self._is_bulk_left_behind = False  # whoever lands makes room
            return Batch()
        wall = self._wall()
        await self._sweep(uow, wall)
        batch = await uow.outbox.claim(
            now=self._now(),
            wall=wall,
            lease=self._options.lease,
            rates=self._options.rates,
            room=room,
            later=self._options.guard.later,
        )
        if room.bulk > 0:
            bulk = sum(claim.row.priority is Priority.BULK for claim in batch.claims)
            self._is_bulk_left_behind = bulk >= room.bulk
        return batch

    def begin(self, batch: Batch, endings: Sequence[Ending]) -> None:
        self._followed.update(ending.key for ending in endings)
        if batch.look_at is not None and batch.look_at < self.looks_at:
            self._ring()
        for claim in batch.claims:
            self._answers_in_the_air += claim.row.priority is Priority.ANSWER
            self._courier.departures.expect(claim.row.priority, claim.slot)
            self._flights.begin(self._carry(claim))

    def refill(self) -> None:
        """Claim more bulk before the last of it has left."""
        if self._is_bulk_left_behind and self._bulk_ahead() <= self._most_bulk * 2 // 3:
            self._ring()

    async def _carry(self, claim: Claim) -> None:
        try:
            await self._courier.deliver(claim)
        finally:
            self._answers_in_the_air -= claim.row.priority is Priority.ANSWER
            is_followed = claim.key in self._followed
            self._followed.discard(claim.key)
            if not is_followed and self._makes_room(claim):
                self._ring()

    def _makes_room(self, claim: Claim) -> bool:
        """Bulk that was left behind is claimed by `refill`."""
        return claim.row.priority is Priority.ANSWER or not self._is_bulk_left_behind

    def _bulk_ahead(self) -> int:
        return self._courier.departures.expected[Priority.BULK]

    def _room(self, endings: Sequence[Ending]) -> Room:
        """Return how much may be claimed: some places are for bulk, and bulk is not claimed long before."""
        answers = self._options.concurrency - self._options.concurrency // BULK_SHARE
        landing = sum(ending.claim.row.priority is Priority.ANSWER for ending in endings)
        return Room(
            self._flights.room + len(endings),
            answers=answers - self._answers_in_the_air + landing,
            bulk=0 if self._options.guard.holds_notices else self._most_bulk - self._bulk_ahead(),
            ahead=FARTHEST,
        )

    async def _sweep(self, uow: UnitOfWork, wall: datetime) -> None:
        """Now and then take back what ended leases held, and cancel what came too late."""
        if self._reaped_at is not None and abs(wall - self._reaped_at) < self._options.lease / 4:
            return
        released = await uow.outbox.reap(
            wall, self._options.policies, spare=[outbox_id for outbox_id, _ in self._courier.held]
        )
        if not self._options.guard.holds_notices:  # else its clock would call late what is not
            await uow.outbox.expire(self._now())
        self._reaped_at = wall
        if released:
            log.warning("outbox leases ended rows=%s", released)


def _most_bulk(options: SendingOptions) -> int:
    """Return how much bulk is claimed ahead of its time."""
    interval = options.rates.everybody.interval
    return min(options.concurrency, max(2, options.ahead // interval)) if interval else options.concurrency
