"""Empties the outbox: paced, in order within each chat, several chats at once."""

import logging
from collections import Counter
from datetime import datetime, timedelta

from bot.courier import Answers, Courier, OnOutcome, Render, SendingOptions, Sends
from bot.faults import where
from bot.ledger import Clock, OnDead, OnUnreachable
from bot.waiting import Doorbell, Flights, Sleep
from domain.delivery import Batch, Claim, OutboxState, Priority
from domain.pacing import BULK_SHARE, Room
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

# How far ahead a slot may be reserved at all, when answers never end.
FARTHEST = timedelta(seconds=1)
# While something is in the air it may give way to the next one, even if its end rings no bell.
SOON = 0.25


class Sender:
    """`now` is the product clock, `wall` the machine's; `sleep` waits in machine time."""

    def __init__(
        self,
        database: Database,
        gateway: Sends,
        render: Render,
        *,
        now: Clock,
        wall: Clock,
        sleep: Sleep,
        on_unreachable: OnUnreachable,
        options: SendingOptions | None = None,
        failpoints: Failpoints | None = None,
        on_outcome: OnOutcome | None = None,
        on_dead: OnDead | None = None,
        answers: Answers | None = None,
    ) -> None:
        self._database = database
        self._now = now
        self._wall = wall
        self._options = options or SendingOptions()
        self._bell = Doorbell(sleep)
        self._courier = Courier(
            database,
            gateway,
            render,
            now=now,
            wall=wall,
            sleep=sleep,
            on_unreachable=on_unreachable,
            on_bulk_left=self._refill,
            options=self._options,
            failpoints=failpoints or Failpoints(),
            on_outcome=on_outcome,
            on_dead=on_dead,
            answers=answers,
        )
        self._flights = Flights(self._options.concurrency)
        self._most_bulk = _most_bulk(self._options)
        self._answers_in_the_air = 0
        self._is_bulk_left_behind = False
        self._reaped_at: datetime | None = None
        database.listen("outbox", self._bell.ring)

    async def run(self) -> None:
        """Send until stopped; raises TokenRefused, and ends what is in the air in any case."""
        async with self._flights:
            while not self._is_over():
                batch = await self._survey()
                self._begin(batch)
                await self._bell.wait(self._pause(batch))
        self._raise_refusal()

    async def drain(
        self, patience: timedelta = timedelta(minutes=1), *, up_to: int | None = None
    ) -> Counter[OutboxState]:
        """Send all that is due and return what became of it; no single wait is longer than the patience.

        `up_to` is the last row that matters: beside a busy bot new answers never end.
        """
        self._courier.results = Counter()
        self._reaped_at = None
        async with self._flights:
            while not self._is_over() and await self._waits(up_to):
                was_busy = bool(self._flights)
                batch = await self._claim()
                self._begin(batch)
                if not batch.claims and not await self._may_become_due(batch, patience, was_busy=was_busy):
                    break
        self._raise_refusal()
        return self._courier.results

    async def _waits(self, up_to: int | None) -> bool:
        if up_to is None:
            return True
        async with self._database.read() as uow:
            return await uow.outbox.waits(up_to)

    def stop(self) -> None:
        """Begin nothing new; `run` returns when the sends in the air have ended."""
        self._courier.is_stopped = True
        self._bell.ring()

    def _is_over(self) -> bool:
        return self._courier.is_stopped or self._courier.refusal is not None

    def _begin(self, batch: Batch) -> None:
        for claim in batch.claims:
            self._courier.departures.expect(claim.row.priority, claim.slot)
            self._flights.begin(self._carry(claim))

    async def _carry(self, claim: Claim) -> None:
        is_answer = claim.row.priority is Priority.ANSWER
        self._answers_in_the_air += is_answer
        try:
            await self._courier.deliver(claim)
        finally:
            self._answers_in_the_air -= is_answer
            if is_answer or not self._is_bulk_left_behind:
                self._bell.ring()

    def _refill(self) -> None:
        """Claim more bulk before the last of it has left."""
        if self._is_bulk_left_behind and self._bulk_ahead() <= self._most_bulk * 2 // 3:
            self._bell.ring()

    def _bulk_ahead(self) -> int:
        return self._courier.departures.expected[Priority.BULK]

    def _room(self) -> Room:
        """Return how much may be claimed: some places are for bulk, and bulk is not claimed long before."""
        places = self._flights.room
        answers = self._options.concurrency - self._options.concurrency // BULK_SHARE
        return Room(
            places,
            answers=answers - self._answers_in_the_air,
            bulk=self._most_bulk - self._bulk_ahead(),
            ahead=FARTHEST,
        )

    async def _survey(self) -> Batch:
        try:
            return await self._claim()
        except DatabaseFailed as error:
            log.warning("outbox not read error=%s", where(error))
            return Batch()

    async def _claim(self) -> Batch:
        room = self._room()
        if room.places <= 0:
            self._is_bulk_left_behind = False  # whoever lands makes room
            return Batch()
        wall = self._wall()
        async with self._database.write() as uow:
            await self._sweep(uow, wall)
            batch = await uow.outbox.claim(
                now=self._now(), wall=wall, lease=self._options.lease, rates=self._options.rates, room=room
            )
            await uow.commit()
        if room.bulk > 0:
            bulk = sum(claim.row.priority is Priority.BULK for claim in batch.claims)
            self._is_bulk_left_behind = bulk >= room.bulk
        return batch

    async def _sweep(self, uow: UnitOfWork, wall: datetime) -> None:
        """Now and then take back what ended leases held, and cancel what came too late."""
        if self._reaped_at is not None and abs(wall - self._reaped_at) < self._options.lease / 4:
            return
        released = await uow.outbox.reap(wall, self._options.policies, spare=self._courier.held)
        await uow.outbox.expire(self._now())
        self._reaped_at = wall
        if released:
            log.warning("outbox leases ended rows=%s", released)

    def _pause(self, batch: Batch) -> float:
        longest = self._options.look_every.total_seconds()
        if batch.look_at is not None:
            return min(longest, self._seconds_until(batch.look_at))
        return SOON if batch.claims else longest

    async def _may_become_due(self, batch: Batch, patience: timedelta, *, was_busy: bool) -> bool:
        """Wait for what may bring more; what landed while we looked may have put something back."""
        if batch.look_at is not None and batch.look_at - self._wall() <= patience:
            await self._bell.wait(self._seconds_until(batch.look_at))
            return True
        if not self._flights:
            return was_busy
        await self._flights.landing()
        return True

    def _seconds_until(self, wall: datetime) -> float:
        return max(0.0, (wall - self._wall()).total_seconds())

    def _raise_refusal(self) -> None:
        if self._courier.refusal is not None:
            raise self._courier.refusal


def _most_bulk(options: SendingOptions) -> int:
    """Return how much bulk is claimed ahead of its time."""
    interval = options.rates.everybody.interval
    return min(options.concurrency, max(2, options.ahead // interval)) if interval else options.concurrency
