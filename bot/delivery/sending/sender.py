"""Sends what is in the outbox: paced, in order within each chat, several chats at once."""

import logging
from collections import Counter
from datetime import datetime, timedelta

from bot.delivery.sending.outbox_claims import OutboxClaims
from bot.delivery.sending.outbox_writer import Clock, OnLost, OnUnreachable, OutboxWriter
from bot.delivery.sending.send_worker import Answers, OnOutcome, Render, SendingOptions, Sends, SendWorker
from bot.kit.faults import where
from bot.kit.waiting import Sleep, WakeSignal
from domain.delivery.outcomes import Batch, OutboxState
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints

log = logging.getLogger(__name__)

# Seconds between two looks while something is being sent: its end may let the next one go without a wake-up.
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
        self._signal = WakeSignal(sleep)
        self._writer = OutboxWriter(
            database, now=now, wall=wall, lease=options.lease, on_unreachable=on_unreachable, on_lost=on_lost
        )
        self._worker = SendWorker(
            self._writer,
            gateway,
            render,
            wall=wall,
            sleep=sleep,
            on_bulk_taken=self._refill,
            options=options,
            failpoints=failpoints or Failpoints(),
            on_outcome=on_outcome,
            answers=answers,
        )
        self._claims = OutboxClaims(
            self._worker,
            self._options,
            now=now,
            wall=wall,
            wake=self._signal.set,
            settled=self._writer.settled,
        )
        self._writer.claims, self._writer.guard = self._claims, options.guard
        database.listen("outbox", self._signal.set)

    async def run(self) -> None:
        """Send until stopped; the sends that run are finished in any case."""
        async with self._claims.open():
            while not self._worker.is_stopped:
                batch = await self._survey()
                await self._wait(self._pause(batch))

    async def drain(
        self, patience: timedelta = timedelta(minutes=1), *, up_to: int | None = None
    ) -> Counter[OutboxState]:
        """Send all that is due and return what became of it; no single wait is longer than the patience.

        Raise TokenRefused where Telegram refused the token. `up_to` is the last row that matters: beside
        a busy bot new answers never end.
        """
        self._worker.results = Counter()
        async with self._claims.open():
            while not self._is_drained and await self._waits(up_to):
                was_busy = self._claims.is_busy
                batch = await self._look()
                if not batch.claims and not await self._may_become_due(batch, patience, was_busy=was_busy):
                    break
        self._raise_refusal()
        return self._worker.results

    async def _waits(self, up_to: int | None) -> bool:
        if up_to is None:
            return True
        async with self._database.read() as uow:
            return await uow.outbox.waits(up_to)

    def stop(self) -> None:
        """Begin nothing new; `run` returns when the sends that run have ended."""
        self._worker.is_stopped = True
        self._signal.set()

    def _refill(self) -> None:
        self._claims.refill()

    async def _survey(self) -> Batch:
        try:
            return await self._look()
        except DatabaseFailed as error:
            log.warning("outbox not read error=%s", where(error))
            return Batch()

    async def _look(self) -> Batch:
        self._claims.looks_at = self._wall()
        return await self._writer.claim()

    async def _wait(self, seconds: float) -> None:
        self._claims.looks_at = self._wall() + timedelta(seconds=seconds)
        await self._signal.wait(seconds)

    def _pause(self, batch: Batch) -> float:
        longest = self._options.look_every.total_seconds()
        if batch.look_at is not None:
            return min(longest, self._seconds_until(batch.look_at))
        return SOON if batch.claims else longest

    async def _may_become_due(self, batch: Batch, patience: timedelta, *, was_busy: bool) -> bool:
        """Wait for what may become due; a send that ended meanwhile may have put something back."""
        if batch.look_at is not None and batch.look_at - self._wall() <= patience:
            await self._wait(self._seconds_until(batch.look_at))
            return True
        if not self._claims.is_busy:
            return was_busy
        await self._claims.one_ended()
        return True

    def _seconds_until(self, wall: datetime) -> float:
        return max(0.0, (wall - self._wall()).total_seconds())

    @property
    def _is_drained(self) -> bool:
        return self._worker.is_stopped or self._worker.refusal is not None

    def _raise_refusal(self) -> None:
        if self._worker.refusal is not None:
            raise self._worker.refusal
