"""Handles the inbox: each chat in order, several chats at once, effects and `done` in one commit."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.delivery.receiving.group_commit import GroupCommit, Handle, Raw, ReadyUpdate
from bot.delivery.receiving.suspects import OneAtATime, is_suspect
from bot.kit.faults import is_of_the_surroundings, may_succeed_at_once, where
from bot.kit.waiting import RunningTasks, Sleep, WaitForOthers, WakeSignal
from domain.delivery.outcomes import InboxState
from domain.delivery.retries import LEFT_TO_A_LATER_VERSION, PUT_BACK_FOR
from storage.engine import Database, DatabaseFailed
from storage.failpoints import Failpoints, Point
from storage.queues.crashes import CRASHED_BY_IT, ParkedNow
from storage.queues.inbox import ClaimedUpdate
from storage.uow import UnitOfWork
from usecases.kit.conversations import ThreadNotUnderstood

log = logging.getLogger(__name__)

# Seconds between two looks at a database that keeps a failure from being written down.
WHILE_AWAY = 2.0

Clock = Callable[[], datetime]
Prepare = Callable[[Raw], Awaitable[Any]]
OnPutBack = Callable[[UnitOfWork, ClaimedUpdate, Exception], Awaitable[None]]
"""Called in the transaction that puts an update back or parks it, with the error."""
OnHandled = Callable[[float, Exception | None], None]
"""Called with the seconds an update took, and its error if it failed."""
OnParked = Callable[[UnitOfWork, ParkedNow], Awaitable[None]]
"""Tells whoever sent it that an update will not be handled, in the transaction that parks it."""


class UpdateUnreadable(Exception):
    """Raised by a handler for an update that no second attempt will make readable."""


@dataclass(frozen=True)
class InboxOptions:
    """`attempt` is for what `prepare` does; a transaction has what is left of the lease after it."""

    concurrency: int = 32
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
        on_put_back: OnPutBack | None = None,
        on_parked: OnParked | None = None,
    ) -> None:
        self._database = database
        self._prepare = prepare
        self._wall = wall
        self._options = options or InboxOptions()
        self._failpoints = failpoints or Failpoints()
        self._group_commit = GroupCommit(
            database,
            handle,
            claim=self._claim_in,
            begin=self._go_on,
            wall=wall,
            timeout=(self._options.lease - self._options.attempt).total_seconds(),
            failpoints=self._failpoints,
        )
        self._taken = 0
        self._in_progress: set[int] = set()
        self._suspects = OneAtATime(wall, self._options.lease)
        self._on_handled = on_handled
        self._on_put_back = on_put_back
        self._waiting_until: list[datetime] = []
        self._on_parked = on_parked
        self._sleep = sleep
        self._signal = WakeSignal(sleep)
        self._running = RunningTasks(self._options.concurrency)
        self._is_stopped = False
        database.listen("inbox", self._signal.set)

    async def run(self) -> None:
        """Handle updates until stopped; what has begun is finished in any case."""
        async with self._running:
            try:
                while not self._is_stopped:
                    await self._go_round()
            finally:
                self._is_stopped = True  # when cancelled, too: a commit that runs claims no more

    async def drain(self) -> int:
        """Handle all that may be handled now and return how many updates were taken up."""
        before = self._taken
        async with self._running:
            while not self._is_stopped:
                was_busy = bool(self._running)
                if self._running.room > 0:
                    await self._claim()
                if self._running:
                    await self._running.one_ended()
                elif not was_busy:
                    break  # what ended while we looked may have put something back: look again
        return self._taken - before

    def stop(self) -> None:
        """Begin nothing new; `run` returns when what has begun is done."""
        self._is_stopped = True
        self._signal.set()

    async def _go_round(self) -> None:
        if self._running.room <= 0:
            await self._running.one_ended()
        elif not await self._survey():
            await self._signal.wait(self._until_next_look().total_seconds())

    def _until_next_look(self) -> timedelta:
        """Return how long to wait for a signal: what was put back has its time."""
        now = self._wall()
        self._waiting_until = [each for each in self._waiting_until if each > now]
        longest = self._options.look_every
        return min([longest, *(each - now for each in self._waiting_until)])

    async def _survey(self) -> bool:
        """Claim what there is; False when there was less than there is room for.

        A commit that runs claims it without a transaction of its own.
        """
        if self._group_commit.will_claim:
            return False
        try:
            return await self._claim()
        except DatabaseFailed as error:
            log.warning("inbox not read error=%s", where(error))
            return False

    async def _claim(self) -> bool:
        async with self._database.write() as uow:
            claims = await self._claim_in(uow)
            await uow.commit()
            self._begin(claims)
        return self._running.room <= 0

    async def _claim_in(self, uow: UnitOfWork, ending: Collection[ClaimedUpdate] = ()) -> list[ClaimedUpdate]:
        """Claim as many as there is room for once those that are `ending` have freed their places."""
        room = self._running.room + len(ending)
        if self._is_stopped or room <= 0:
            return []
        self._signal.clear()
        staying = self._in_progress - {claim.update_id for claim in ending}
        found = await self._suspects.look(uow, room, staying)
        for parked in found.parked:
            log.error("update parked update=%s error=%s", parked.update_id, CRASHED_BY_IT)
            await self._tell(uow, parked, self._on_parked)
        return found.claims

    def _begin(self, claims: Iterable[ClaimedUpdate]) -> None:
        for claim in claims:
            self._taken += 1
            self._in_progress.add(claim.update_id)
            if is_suspect(claim):
                log.warning("update is handled alone update=%s %s", claim.update_id, claim.suspicion)
            self._running.begin(self._process(claim))

    def _go_on(self, claims: list[ClaimedUpdate]) -> None:
        """Begin what a commit has claimed; if that was nothing, look again where several may write at once.

        There an update may come, and be looked for, while that commit still holds its chat.
        """
        self._begin(claims)
        if not claims and self._database.dialect == "postgresql":
            self._signal.set()

    async def _process(self, claim: ClaimedUpdate) -> None:
        began, failure = self._wall(), None
        try:
            raw = json.loads(claim.payload)
            async with asyncio.timeout(self._options.attempt.total_seconds()):
                prepared = await self._prepare(raw)
            await self._group_commit.commit(ReadyUpdate(claim, raw, prepared))
            await self._failpoints.reach(Point.AFTER_HANDLE_COMMIT)
        except Exception as error:  # noqa: BLE001 - one update must not end the loop: later, or parked
            failure = error
            await self._put_back(claim, error)
        finally:
            self._in_progress.discard(claim.update_id)
            if self._on_handled is not None:
                self._on_handled((self._wall() - began).total_seconds(), failure)
            if failure is not None or self._suspects.are_at_work:
                self._signal.set()

    async def _put_back(self, claim: ClaimedUpdate, error: Exception) -> None:
        fault = where(error)
        max_attempts = 0 if isinstance(error, UpdateUnreadable) else self._options.max_attempts
        backoff = self._options.first_backoff * 2 ** (claim.attempts - 1)
        if isinstance(error, WaitForOthers) and error.after is not None:
            backoff = timedelta(seconds=error.after)
        wall = self._wall()
        not_before = wall + (timedelta(0) if may_succeed_at_once(error) else backoff)
        counted = not is_of_the_surroundings(error)
        if isinstance(error, ThreadNotUnderstood):
            not_before = wall + PUT_BACK_FOR
            counted = wall - claim.received_at > LEFT_TO_A_LATER_VERSION
        while True:
            try:
                async with self._database.write() as uow:
                    state = await uow.inbox.retry_later(
                        claim.update_id,
                        claim.token,
                        fault,
                        not_before,
                        max_attempts,
                        counted=counted,
                        wall=wall,
                    )
                    if state is not None:
                        await self._tell(uow, claim, self._on_put_back, error)
                    if state is InboxState.PARKED:
                        gone = ParkedNow(claim.update_id, claim.chat_id, claim.received_at)
                        await self._tell(uow, gone, self._on_parked)
                    await uow.commit()
                break
            except DatabaseFailed as failure:
                log.warning("update not put back update=%s error=%s", claim.update_id, where(failure))
                if self._is_stopped or not is_of_the_surroundings(failure):
                    state = None  # its lease brings it back, and counts
                    break
                await self._sleep(WHILE_AWAY)
        self._waiting_until.append(not_before)
        level = logging.DEBUG if isinstance(error, WaitForOthers) else logging.ERROR
        log.log(level, "update not handled update=%s state=%s error=%s", claim.update_id, state, fault)

    async def _tell(
        self,
        uow: UnitOfWork,
        update: ClaimedUpdate | ParkedNow,
        told: Callable[..., Awaitable[None]] | None,
        *why: Exception,
    ) -> None:
        """Have its sender told; a failure there must not keep the update from being put back or parked."""
        if told is None:
            return
        await uow.begin_part()
        try:
            await told(uow, update, *why)
            await uow.end_part()
        except Exception as failure:  # noqa: BLE001 - it is undone, the rest goes on
            await uow.undo_part()
            log.error("sender not told update=%s error=%s", update.update_id, where(failure))  # noqa: TRY400
