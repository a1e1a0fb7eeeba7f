"""Empties the outbox: paced, in order within each chat, several chats at once."""

import logging
from collections import Counter
from datetime import datetime, timedelta

from bot.courier import Answers, Clock, Courier, OnOutcome, OnUnreachable, Render, SendingOptions, Sends
from bot.faults import where
from bot.waiting import Doorbell, Flights, Sleep
from domain.delivery import Claim, LookAgain, OutboxState
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)


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
        answers: Answers | None = None,
    ) -> None:
        self._database = database
        self._now = now
        self._wall = wall
        self._options = options or SendingOptions()
        self._courier = Courier(
            database,
            gateway,
            render,
            now=now,
            wall=wall,
            sleep=sleep,
            on_unreachable=on_unreachable,
            options=self._options,
            failpoints=failpoints or Failpoints(),
            on_outcome=on_outcome,
            answers=answers,
        )
        self._bell = Doorbell(sleep)
        self._flights = Flights(self._options.concurrency)
        self._reaped_at: datetime | None = None
        database.listen("outbox", self._bell.ring)

    async def run(self) -> None:
        """Send until stopped; raises TokenRefused, and ends what is in the air in any case."""
        async with self._flights:
            while not self._is_over():
                found = await self._survey()
                if isinstance(found, Claim):
                    await self._flights.start(self._courier.deliver(found))
                else:
                    await self._bell.wait(self._pause(found))
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
                found = await self._claim()
                if isinstance(found, Claim):
                    await self._flights.start(self._courier.deliver(found))
                elif not await self._may_become_due(found, patience):
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

    async def _survey(self) -> Claim | LookAgain:
        try:
            return await self._claim()
        except DatabaseFailed as error:
            log.warning("outbox not read error=%s", where(error))
            return LookAgain()

    async def _claim(self) -> Claim | LookAgain:
        wall = self._wall()
        async with self._database.write() as uow:
            await self._reap(uow, wall)
            found = await uow.outbox.claim_next(
                now=self._now(), wall=wall, lease=self._options.lease, rates=self._options.rates
            )
            await uow.commit()
        return found

    async def _reap(self, uow: UnitOfWork, wall: datetime) -> None:
        if self._reaped_at is not None and abs(wall - self._reaped_at) < self._options.lease / 4:
            return
        released = await uow.outbox.reap(wall, self._options.policies, spare=self._courier.held)
        self._reaped_at = wall
        if released:
            log.warning("outbox leases ended rows=%s", released)

    def _pause(self, found: LookAgain) -> float:
        longest = self._options.look_every.total_seconds()
        return longest if found.at is None else min(longest, self._seconds_until(found.at))

    async def _may_become_due(self, found: LookAgain, patience: timedelta) -> bool:
        if found.at is not None and found.at - self._wall() <= patience:
            await self._bell.wait(self._seconds_until(found.at))
            return True
        if not self._flights:
            return False
        await self._flights.landing()
        return True

    def _seconds_until(self, wall: datetime) -> float:
        return max(0.0, (wall - self._wall()).total_seconds())

    def _raise_refusal(self) -> None:
        if self._courier.refusal is not None:
            raise self._courier.refusal
