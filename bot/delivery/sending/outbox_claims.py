"""Claims messages from the outbox, as many as may be sent at once, and starts the sending of each."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.sending.outbox_writer import Clock
from bot.delivery.sending.send_worker import SendingOptions, SendWorker
from bot.kit.waiting import RunningTasks
from domain.delivery.outcomes import Batch, Claim, Ending, Priority
from domain.delivery.pacing import BULK_SHARE, Room
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

# How far ahead a slot may be reserved while answers never end.
FARTHEST = timedelta(seconds=1)


class OutboxClaims:
    """Claims inside the transactions of the outbox writer; `wake` asks for another look at the outbox.

    `settled` waits for the commit that is running.
    """

    def __init__(
        self,
        worker: SendWorker,
        options: SendingOptions,
        *,
        now: Clock,
        wall: Clock,
        wake: Callable[[], None],
        settled: Callable[[], Awaitable[None]],
    ) -> None:
        self._worker = worker
        self._options = options
        self._now = now
        self._wall = wall
        self._wake = wake
        self._settled = settled
        self._running = RunningTasks(options.concurrency)
        self._most_bulk = _most_bulk(options)
        self._answers_running = 0
        self._has_unclaimed_bulk = False
        self._opened_by: asyncio.Task[Any] | None = None
        self._refilled: set[tuple[int, str]] = set()
        self._reaped_at: datetime | None = None
        self.looks_at = wall()
        """When the sender looks at the outbox in any case."""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Claim inside the block; at its end begin nothing new, and wait for the sends that run."""
        self._opened_by = asyncio.current_task()
        self._reaped_at = None
        try:
            yield
        finally:
            self._opened_by = None
            await self._settled()  # a claim that was just being committed still begins
            while self._running:
                await self._running.one_ended()

    @property
    def is_busy(self) -> bool:
        return bool(self._running)

    @property
    def one_ended(self) -> Callable[[], Awaitable[None]]:
        return self._running.one_ended

    def are_wanted(self, endings: Sequence[Ending]) -> bool:
        """Say whether to claim more in the transaction in which these end."""
        if self._worker.is_stopped or self._opened_by is None or self._opened_by.cancelling():
            return False
        return any(self._makes_room(ending.claim) for ending in endings)

    async def take(self, uow: UnitOfWork, endings: Sequence[Ending]) -> Batch:
        """Claim for the places that are free and for those that these endings free."""
        if self._opened_by is None:
            return Batch()  # whoever asked for it is gone
        room = self._room(endings)
        if room.places <= 0:
            self._has_unclaimed_bulk = False  # a send that ends makes room
            return Batch()
        wall = self._wall()
        await self._end_leases(uow, wall)
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
            self._has_unclaimed_bulk = bulk >= room.bulk
        return batch

    def begin(self, batch: Batch, endings: Sequence[Ending]) -> None:
        self._refilled.update(ending.key for ending in endings)
        if batch.look_at is not None and batch.look_at < self.looks_at:
            self._wake()
        for claim in batch.claims:
            self._answers_running += claim.row.priority is Priority.ANSWER
            self._worker.slots.add(claim.row.priority, claim.slot)
            self._running.begin(self._send(claim))

    def refill(self) -> None:
        """Claim more bulk before all that was claimed has been sent."""
        if self._has_unclaimed_bulk and self._bulk_ahead() <= self._most_bulk * 2 // 3:
            self._wake()

    async def _send(self, claim: Claim) -> None:
        try:
            await self._worker.deliver(claim)
        finally:
            self._answers_running -= claim.row.priority is Priority.ANSWER
            is_refilled = claim.key in self._refilled
            self._refilled.discard(claim.key)
            if not is_refilled and self._makes_room(claim):
                self._wake()

    def _makes_room(self, claim: Claim) -> bool:
        """Unclaimed bulk is claimed by `refill`."""
        return claim.row.priority is Priority.ANSWER or not self._has_unclaimed_bulk

    def _bulk_ahead(self) -> int:
        return self._worker.slots.expected[Priority.BULK]

    def _room(self, endings: Sequence[Ending]) -> Room:
        """Return how much may be claimed: bulk has places of its own and is claimed just before its slots."""
        answers = self._options.concurrency - self._options.concurrency // BULK_SHARE
        freed = sum(ending.claim.row.priority is Priority.ANSWER for ending in endings)
        return Room(
            self._running.room + len(endings),
            answers=answers - self._answers_running + freed,
            bulk=0 if self._options.guard.holds_notices else self._most_bulk - self._bulk_ahead(),
            ahead=FARTHEST,
        )

    async def _end_leases(self, uow: UnitOfWork, wall: datetime) -> None:
        """Now and then take back rows whose leases have ended, and cancel those that have expired."""
        if self._reaped_at is not None and abs(wall - self._reaped_at) < self._options.lease / 4:
            return
        released = await uow.outbox.reap(
            wall, self._options.policies, spare=[outbox_id for outbox_id, _ in self._worker.held]
        )
        if not self._options.guard.holds_notices:  # else its clock would call late what is not
            await uow.outbox.expire(self._now())
        self._reaped_at = wall
        if released:
            log.warning("outbox leases ended rows=%s", released)


def _most_bulk(options: SendingOptions) -> int:
    """Return how much bulk is claimed ahead of its slots."""
    interval = options.rates.everybody.interval
    return min(options.concurrency, max(2, options.ahead // interval)) if interval else options.concurrency
