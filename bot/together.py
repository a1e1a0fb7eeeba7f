"""Group commit: updates of several chats that are ready at the same time share one transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.faults import is_of_the_surroundings, where
from storage.engine import Database
from storage.failpoints import Failpoints, Point
from storage.inbox import ClaimedUpdate
from storage.uow import UnitOfWork

log = logging.getLogger(__name__)

Raw = dict[str, Any]
Handle = Callable[[UnitOfWork, Raw, Any], Awaitable[None]]
Claim = Callable[[UnitOfWork, int], Awaitable[list[ClaimedUpdate]]]
"""Asked at the end of a transaction in which so many updates end, to claim the next ones in it."""
Begin = Callable[[list[ClaimedUpdate]], None]
"""Told what was claimed, once that is committed."""


@dataclass
class Ready:
    """An update whose files are here; `error` says why it was not handled once `is_over`."""

    claim: ClaimedUpdate
    raw: Raw
    prepared: Any
    is_over: bool = False
    error: Exception | None = None


class Together:
    """Each update has its own savepoint: one that fails takes nobody along."""

    def __init__(
        self,
        database: Database,
        handle: Handle,
        *,
        claim: Claim,
        begin: Begin,
        wall: Callable[[], datetime],
        patience: float,
        failpoints: Failpoints,
    ) -> None:
        """`patience` is how many seconds a transaction may take."""
        self._database = database
        self._handle = handle
        self._claim = claim
        self._begin = begin
        self._wall = wall
        self._patience = patience
        self._failpoints = failpoints
        self._waiting: list[Ready] = []
        self._turn = asyncio.Lock()

    async def take_effect(self, ready: Ready) -> None:
        """Return once it is committed; raise what kept it from being handled.

        Whoever finds the turn free works for all who wait; meanwhile the next ones gather.
        """
        self._waiting.append(ready)
        async with self._turn:
            if not ready.is_over:
                await asyncio.sleep(0)  # who became ready at the same moment comes along
                group, self._waiting = self._waiting, []
                await self._settle(group)
        if ready.error is not None:
            raise ready.error

    async def _settle(self, group: Sequence[Ready]) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._commit(group)
        except Exception as error:  # noqa: BLE001 - whoever waits is told; nothing was committed
            if len(group) > 1 and not is_of_the_surroundings(error):
                log.warning("group not committed updates=%s error=%s", len(group), where(error))
                for each in group:
                    await self._settle([each])
                return
            for each in group:
                each.error = error
        for each in group:
            each.is_over = True

    async def _commit(self, group: Sequence[Ready]) -> None:
        async with self._database.write() as uow:
            held = await uow.inbox.held([each.claim for each in group])
            done = []
            for each in group:
                each.error = None
                if each.claim not in held:
                    log.warning("claim was lost update=%s", each.claim.update_id)
                elif await self._is_handled(uow, each, alone=len(group) == 1):
                    done.append(each.claim)
                await asyncio.sleep(0)  # readers and calls go on between two updates
            await uow.inbox.finish(done, self._wall())
            more = await self._claim(uow, len(group))
            await self._failpoints.reach(Point.BEFORE_HANDLE_COMMIT)
            await uow.commit()
            self._begin(more)
        for claim in done:
            log.info("update handled update=%s", claim.update_id)

    async def _is_handled(self, uow: UnitOfWork, ready: Ready, *, alone: bool) -> bool:
        if alone:
            await self._handle(uow, ready.raw, ready.prepared)
            return True
        await uow.begin_part()
        try:
            await self._handle(uow, ready.raw, ready.prepared)
            await uow.end_part()
        except Exception as error:  # noqa: BLE001 - it is undone, the others go on
            ready.error = error
            await uow.undo_part()
            return False
        return True
