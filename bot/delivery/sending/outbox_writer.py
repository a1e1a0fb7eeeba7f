"""Group commit of the outbox: marks before calls, outcomes after them and new claims share transactions."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.delivery.sending.clock_guard import ClockGuard, unguarded
from bot.kit.faults import is_crossed, is_of_the_surroundings
from domain.delivery.outcomes import Batch, Claim, Ending, OutboxRow, OutboxState, Transition
from domain.delivery.pacing import Rates
from storage.engine import Database
from storage.uow import UnitOfWork

OnUnreachable = Callable[[UnitOfWork, int, str], Awaitable[None]]
OnLost = Callable[[UnitOfWork, OutboxRow, Transition], Awaitable[None]]
"""Called in the same transaction for a message that did not arrive, or may not have, in a reachable chat."""
Clock = Callable[[], datetime]
NOTHING = Batch()
LOST = (OutboxState.DEAD, OutboxState.UNKNOWN)


class Claims(Protocol):
    """Claims new rows in the transaction in which others end."""

    def are_wanted(self, endings: Sequence[Ending]) -> bool: ...

    async def take(self, uow: UnitOfWork, endings: Sequence[Ending]) -> Batch: ...

    def begin(self, batch: Batch, endings: Sequence[Ending]) -> None:
        """Start on what was claimed, once that is committed; `endings` were committed with it."""


class ClaimFailed(Exception):
    """The claim failed; the other writes of the transaction are not to blame."""

    def __init__(self, fault: Exception) -> None:
        super().__init__()
        self.fault = fault


@dataclass(eq=False)
class _Request:
    """Something to write; None only asks for a claim."""

    what: Claim | Ending | None
    committed: asyncio.Future[None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    was_ours: bool = False
    batch: Batch = NOTHING
    error: Exception | None = None

    def release(self) -> None:
        if not self.committed.done():  # a task that was cancelled waits no more
            self.committed.set_result(None)


class OutboxWriter:
    """One task commits all requests that came during its last commit; each returns once it is committed."""

    def __init__(
        self,
        database: Database,
        *,
        now: Clock,
        wall: Clock,
        lease: timedelta,
        on_unreachable: OnUnreachable,
        on_lost: OnLost | None = None,
    ) -> None:
        self._database = database
        self._now = now
        self._wall = wall
        self._lease = lease
        self._on_unreachable = on_unreachable
        self._on_lost = on_lost
        self._waiting: list[_Request] = []
        self._task: asyncio.Task[None] | None = None
        self.claims: Claims | None = None
        self.guard: ClockGuard = unguarded()

    async def claim(self) -> Batch:
        """Commit a claim of the rows that may be sent now."""
        return (await self._submit(_Request(None))).batch

    async def mark_sending(self, claim: Claim) -> bool:
        """Commit that the call is about to be made; False: the claim was lost."""
        return (await self._submit(_Request(claim))).was_ours

    async def another_slot(self, rates: Rates) -> datetime:
        """Commit the reservation of a slot for a message that has missed its own."""
        async with self._database.write() as uow:
            slot = await uow.outbox.another_slot(self._wall(), rates)
            await uow.commit()
        return slot

    async def finish(self, ending: Ending) -> bool:
        """Commit an outcome; False: the claim was lost and nothing changed."""
        return (await self._submit(_Request(ending))).was_ours

    def from_now(self, wait: timedelta) -> datetime:
        """Return an instant of product time."""
        return self._now() + wait

    async def settled(self) -> None:
        """Return once every request so far is written."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _submit(self, request: _Request) -> _Request:
        self._waiting.append(request)
        if self._task is None:
            self._task = asyncio.create_task(self._write())
        await request.committed
        if request.error is not None:
            raise request.error
        return request

    async def _write(self) -> None:
        try:
            while self._waiting:
                for request in await self._write_batch():
                    request.release()
        finally:
            self._task = None

    async def _write_batch(self) -> list[_Request]:
        """Write all waiting requests, also those that come while the database is busy."""
        batch: list[_Request] = []
        try:
            async with self._database.write() as uow:
                batch = self._next_batch()
                await self._commit(uow, batch, along=True)
        except ClaimFailed as failed:
            await self._recover([request for request in batch if request.what is None], failed.fault)
            if writes := [request for request in batch if request.what is not None]:
                await self._write_without_claim(writes)
        except Exception as error:  # noqa: BLE001 - raised again in the task that asked
            batch = batch or self._next_batch()
            await self._recover(batch, error)
        return batch

    async def _write_without_claim(self, writes: list[_Request]) -> None:
        """Write again what was undone together with a claim that failed."""
        try:
            async with self._database.write() as uow:
                await self._commit(uow, writes)
        except Exception as error:  # noqa: BLE001 - raised again in the task that asked
            await self._recover(writes, error)

    async def _recover(self, batch: list[_Request], error: Exception) -> None:
        """Write each request alone, so that only the one to blame fails; a fault of the database fails all.

        What PostgreSQL has undone because of a deadlock is simply written once more.
        """
        is_worth_it = is_crossed(error) or (len(batch) > 1 and not is_of_the_surroundings(error))
        if not is_worth_it:
            return _fail(batch, error)
        for request in batch:
            try:
                async with self._database.write() as uow:
                    await self._commit(uow, [request])
            except Exception as fault:  # noqa: BLE001 - raised again in the task that asked
                _fail([request], fault.fault if isinstance(fault, ClaimFailed) else fault)
        return None

    async def _commit(self, uow: UnitOfWork, batch: list[_Request], *, along: bool = False) -> None:
        """Write a batch; claim if a request asks for it, or `along` with endings that make room."""
        marks = [request.what for request in batch if isinstance(request.what, Claim)]
        endings = [request.what for request in batch if isinstance(request.what, Ending)]
        ours: set[tuple[int, str]] = set()
        if marks:
            ours |= await uow.outbox.mark_sending(marks, self._wall() + self._lease)
        if endings:
            ours |= await self._finish(uow, endings)
        asking = [request for request in batch if request.what is None]
        claimed = await self._claimed(uow, endings, is_asked=bool(asking), along=along)
        await uow.commit()
        if claimed is not None and self.claims is not None:
            self.claims.begin(claimed, endings)
        for request in batch:
            request.was_ours = request.what is not None and request.what.key in ours
            request.batch = claimed or NOTHING

    async def _claimed(
        self, uow: UnitOfWork, endings: list[Ending], *, is_asked: bool, along: bool
    ) -> Batch | None:
        if self.claims is None or not (is_asked or (along and self.claims.are_wanted(endings))):
            return None
        try:
            return await self.claims.take(uow, endings)
        except Exception as error:
            raise ClaimFailed(error) from error

    async def _finish(self, uow: UnitOfWork, endings: list[Ending]) -> set[tuple[int, str]]:
        ours = await uow.outbox.finish(endings, self._now(), self._wall())
        await self.guard.take_back(uow, [ending for ending in endings if ending.key in ours])
        for ending in endings:
            row, transition = ending.claim.row, ending.transition
            if transition.state not in LOST or ending.key not in ours:
                continue
            if transition.unreachable:
                await self._on_unreachable(uow, row.chat_id, transition.error or "")
            elif self._on_lost is not None:
                await self._on_lost(uow, row, transition)
        return ours

    def _next_batch(self) -> list[_Request]:
        taken, self._waiting = self._waiting, []
        return taken


def _fail(batch: list[_Request], error: Exception) -> None:
    for request in batch:
        request.error = error
