"""Group commit: updates of several chats that are ready at the same time share one transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.kit.faults import is_of_the_surroundings, where
from storage.engine import Database
from storage.failpoints import Failpoints, Point
from storage.queues.inbox import ClaimedUpdate
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

Raw = dict[str, Any]
Handle = Callable[[UnitOfWork, Raw, Any], Awaitable[None]]
ClaimMore = Callable[[UnitOfWork, Collection[ClaimedUpdate]], Awaitable[list[ClaimedUpdate]]]
"""Asked at the end of a transaction in which these updates end, to claim the next ones in it."""
Begin = Callable[[list[ClaimedUpdate]], None]
"""Starts on what was claimed, once that is committed."""


@dataclass
class ReadyUpdate:
    """An update whose files are here; `settled` ends with its commit, or with the error that prevented it."""

    claim: ClaimedUpdate
    raw: Raw
    prepared: Any
    settled: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class GroupCommit:
    """Handles each update behind a savepoint of its own: one that fails is undone alone."""

    def __init__(
        self,
        database: Database,
        handle: Handle,
        *,
        claim: ClaimMore,
        begin: Begin,
        wall: Callable[[], datetime],
        timeout: float,
        failpoints: Failpoints,
    ) -> None:
        """`timeout` is how many seconds a transaction may take."""
        self._database = database
        self._handle = handle
        self._claim = claim
        self._begin = begin
        self._wall = wall
        self._timeout = timeout
        self._failpoints = failpoints
        self._waiting: list[ReadyUpdate] = []
        self._work: asyncio.Task[None] | None = None
        self._has_claimed = False

    @property
    def will_claim(self) -> bool:
        """Tell whether a commit is running that has yet to claim the next updates."""
        return self._is_at_work() and not self._has_claimed

    async def commit(self, ready: ReadyUpdate) -> None:
        """Handle it; return once that is committed, raise what prevented it.

        Whoever becomes ready while a group is being committed belongs to the next one.
        """
        self._waiting.append(ready)
        if not self._is_at_work():
            self._work = asyncio.create_task(self._settle_all())
        await ready.settled

    def _is_at_work(self) -> bool:
        return self._work is not None and not self._work.done()

    async def _settle_all(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                await self._settle(group)
            finally:
                for each in group:
                    each.settled.cancel()  # not settled because the process ends
            await asyncio.sleep(0)  # what this commit has claimed may join the updates that wait

    async def _settle(self, group: Sequence[ReadyUpdate]) -> None:
        self._has_claimed = False
        try:
            async with asyncio.timeout(self._timeout):
                faults = await self._commit(group)
        except Exception as error:  # noqa: BLE001 - whoever waits is told; nothing was committed
            if len(group) > 1 and not is_of_the_surroundings(error):
                log.warning("group not committed updates=%s error=%s", len(group), where(error))
                for each in group:
                    await self._settle([each])
                return
            faults = dict.fromkeys((each.claim.update_id for each in group), error)
        for each in group:
            _end(each, faults.get(each.claim.update_id))

    async def _commit(self, group: Sequence[ReadyUpdate]) -> dict[int, Exception]:
        """Return which of them failed, and why."""
        faults: dict[int, Exception] = {}
        async with self._database.write() as uow:
            held = await uow.inbox.held([each.claim for each in group])
            done = []
            for each in group:
                if each.claim not in held:
                    log.warning("claim was lost update=%s", each.claim.update_id)
                elif error := await self._fault_of(uow, each, alone=len(group) == 1):
                    faults[each.claim.update_id] = error
                else:
                    done.append(each.claim)
                await asyncio.sleep(0)  # readers and calls go on between two updates
            await uow.inbox.finish(done, self._wall())
            self._has_claimed = True
            ending = [each.claim for each in group if each.claim.update_id not in faults]
            more = await self._claim(uow, ending)
            await self._failpoints.reach(Point.BEFORE_HANDLE_COMMIT)
            await uow.commit()
            self._begin(more)
        for claim in done:
            log.info("update handled update=%s", claim.update_id)
        return faults

    async def _fault_of(self, uow: UnitOfWork, ready: ReadyUpdate, *, alone: bool) -> Exception | None:
        if alone:
            await self._handle(uow, ready.raw, ready.prepared)
            return None
        await uow.begin_part()
        try:
            await self._handle(uow, ready.raw, ready.prepared)
            await uow.end_part()
        except Exception as error:  # noqa: BLE001 - it is undone, the others go on
            await uow.undo_part()
            return error
        return None


def _end(ready: ReadyUpdate, error: Exception | None) -> None:
    if ready.settled.done():
        return  # whoever waited was cancelled
    if error is None:
        ready.settled.set_result(None)
    else:
        ready.settled.set_exception(error)
