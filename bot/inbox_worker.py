"""Handles the inbox: each chat in order, several chats at once, effects and `done` in one commit."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.faults import is_of_the_surroundings, where
from bot.waiting import Doorbell, Flights, Sleep
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints, Point
from storage.inbox import ClaimedUpdate
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

# Seconds between two looks at a database that keeps a failure from being written down.
WHILE_AWAY = 2.0

Raw = dict[str, Any]
Clock = Callable[[], datetime]
Prepare = Callable[[Raw], Awaitable[Any]]
OnHandled = Callable[[float, bool], None]
"""Told how many seconds an update took and whether it failed."""
Handle = Callable[[UnitOfWork, Raw, Any], Awaitable[None]]


class UpdateUnreadable(Exception):
    """Raised by a handler for an update that no second attempt will make readable."""


@dataclass(frozen=True)
class InboxOptions:
    concurrency: int = 8
    lease: timedelta = timedelta(seconds=90)
    attempt: timedelta = timedelta(seconds=60)
    max_attempts: int = 5
    first_backoff: timedelta = timedelta(seconds=1)
    look_every: timedelta = timedelta(seconds=5)


class InboxWorker:
    """`prepare` runs outside any transaction (downloads); `handle` inside the one that marks the row done."""

    def __init__(
        self,
        database: Database,
        handle: Handle,
        *,
        prepare: Prepare,
        wall: Clock,
        sleep: Sleep,
        options: InboxOptions | None = None,
        failpoints: Failpoints | None = None,
        on_handled: OnHandled | None = None,
    ) -> None:
        self._database = database
        self._handle = handle
        self._prepare = prepare
        self._wall = wall
        self._options = options or InboxOptions()
        self._failpoints = failpoints or Failpoints()
        self._on_handled = on_handled
        self._sleep = sleep
        self._bell = Doorbell(sleep)
        self._flights = Flights(self._options.concurrency)
        self._is_stopped = False
        database.listen("inbox", self._bell.ring)

    async def run(self) -> None:
        """Handle updates until stopped; what has begun is ended in any case."""
        async with self._flights:
            while not self._is_stopped:
                claim = await self._survey()
                if claim is not None:
                    await self._flights.start(self._process(claim))
                else:
                    await self._bell.wait(self._options.look_every.total_seconds())

    async def drain(self) -> int:
        """Handle all that may be handled now and return how many updates were taken up."""
        taken = 0
        async with self._flights:
            while not self._is_stopped:
                claim = await self._claim()
                if claim is not None:
                    taken += 1
                    await self._flights.start(self._process(claim))
                elif self._flights:
                    await self._flights.landing()
                else:
                    break
        return taken

    def stop(self) -> None:
        """Begin nothing new; `run` returns when what has begun is done."""
        self._is_stopped = True
        self._bell.ring()

    async def _survey(self) -> ClaimedUpdate | None:
        try:
            return await self._claim()
        except DatabaseFailed as error:
            log.warning("inbox not read error=%s", where(error))
            return None

    async def _claim(self) -> ClaimedUpdate | None:
        async with self._database.write() as uow:
            claim = await uow.inbox.claim_next(self._wall(), self._options.lease, self._options.max_attempts)
            await uow.commit()
        return claim

    async def _process(self, claim: ClaimedUpdate) -> None:
        began, failed = self._wall(), False
        try:
            async with asyncio.timeout(self._options.attempt.total_seconds()):
                await self._take_effect(claim)
            await self._failpoints.reach(Point.AFTER_HANDLE_COMMIT)
        except Exception as error:  # noqa: BLE001 - one update must not end the loop: later, or parked
            failed = True
            await self._put_back(claim, error)
        finally:
            self._bell.ring()
            if self._on_handled is not None:
                self._on_handled((self._wall() - began).total_seconds(), failed)

    async def _take_effect(self, claim: ClaimedUpdate) -> None:
        raw = json.loads(claim.payload)
        prepared = await self._prepare(raw)
        async with self._database.write() as uow:
            if not await uow.inbox.finish(claim.update_id, claim.token, self._wall()):
                log.warning("claim was lost update=%s", claim.update_id)
                return
            await self._handle(uow, raw, prepared)
            await self._failpoints.reach(Point.BEFORE_HANDLE_COMMIT)
            await uow.commit()
        log.info("update handled update=%s", claim.update_id)

    async def _put_back(self, claim: ClaimedUpdate, error: Exception) -> None:
        fault = where(error)
        max_attempts = 0 if isinstance(error, UpdateUnreadable) else self._options.max_attempts
        not_before = self._wall() + self._options.first_backoff * 2 ** (claim.attempts - 1)
        counted = not is_of_the_surroundings(error)
        while True:
            try:
                async with self._database.write() as uow:
                    state = await uow.inbox.retry_later(
                        claim.update_id, claim.token, fault, not_before, max_attempts, counted=counted
                    )
                    await uow.commit()
                break
            except DatabaseFailed as failure:
                log.warning("update not put back update=%s error=%s", claim.update_id, where(failure))
                if self._is_stopped or not is_of_the_surroundings(failure):
                    state = None  # its lease brings it back, and counts
                    break
                await self._sleep(WHILE_AWAY)
        log.error("update not handled update=%s state=%s error=%s", claim.update_id, state, fault)
