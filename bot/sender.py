"""Empties the outbox: paced, in order within each chat, several chats at once."""

import logging
from collections import Counter
from datetime import datetime, timedelta

from bot.courier import Answers, Courier, OnOutcome, Render, SendingOptions, Sends
from bot.faults import where
from bot.intake import Intake
from bot.ledger import Clock, Ledger, OnLost, OnUnreachable
from bot.waiting import Doorbell, Sleep
from domain.delivery import Batch, OutboxState
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints

log = logging.getLogger(__name__)

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
        on_lost: OnLost | None = None,
        answers: Answers | None = None,
    ) -> None:
        self._database = database
        self._wall = wall
        self._options = options = options or SendingOptions()
        self._bell = Doorbell(sleep)
        self._ledger = Ledger(
            database, now=now, wall=wall, lease=options.lease, on_unreachable=on_unreachable, on_lost=on_lost
        )
        self._courier = Courier(
            self._ledger,
            gateway,
            render,
            wall=wall,
            sleep=sleep,
            on_bulk_left=self._refill,
            options=options,
            failpoints=failpoints or Failpoints(),
            on_outcome=on_outcome,
            answers=answers,
        )
        self._intake = Intake(
            self._courier,
            self._options,
            now=now,
            wall=wall,
            ring=self._bell.ring,
            settled=self._ledger.settled,
        )
        self._ledger.claims, self._ledger.guard = self._intake, options.guard
        database.listen("outbox", self._bell.ring)

    async def run(self) -> None:
        """Send until stopped, and end what is in the air in any case."""
        async with self._intake.open():
            while not self._courier.is_stopped:
                batch = await self._survey()
                await self._wait(self._pause(batch))

    async def drain(
        self, patience: timedelta = timedelta(minutes=1), *, up_to: int | None = None
    ) -> Counter[OutboxState]:
        """Send all that is due and return what became of it; no single wait is longer than the patience.

        Raise TokenRefused where Telegram refused the token. `up_to` is the last row that matters: beside
        a busy bot new answers never end.
        """
        self._courier.results = Counter()
        async with self._intake.open():
            while not self._is_drained and await self._waits(up_to):
                was_busy = self._intake.is_busy
                batch = await self._look()
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

    def _refill(self) -> None:
        self._intake.refill()

    async def _survey(self) -> Batch:
        try:
            return await self._look()
        except DatabaseFailed as error:
            log.warning("outbox not read error=%s", where(error))
            return Batch()

    async def _look(self) -> Batch:
        self._intake.looks_at = self._wall()
        return await self._ledger.look()

    async def _wait(self, seconds: float) -> None:
        self._intake.looks_at = self._wall() + timedelta(seconds=seconds)
        await self._bell.wait(seconds)

    def _pause(self, batch: Batch) -> float:
        longest = self._options.look_every.total_seconds()
        if batch.look_at is not None:
            return min(longest, self._seconds_until(batch.look_at))
        return SOON if batch.claims else longest

    async def _may_become_due(self, batch: Batch, patience: timedelta, *, was_busy: bool) -> bool:
        """Wait for what may bring more; what landed while we looked may have put something back."""
        if batch.look_at is not None and batch.look_at - self._wall() <= patience:
            await self._wait(self._seconds_until(batch.look_at))
            return True
        if not self._intake.is_busy:
            return was_busy
        await self._intake.landing()
        return True

    def _seconds_until(self, wall: datetime) -> float:
        return max(0.0, (wall - self._wall()).total_seconds())

    @property
    def _is_drained(self) -> bool:
        return self._courier.is_stopped or self._courier.refusal is not None

    def _raise_refusal(self) -> None:
        if self._courier.refusal is not None:
            raise self._courier.refusal
