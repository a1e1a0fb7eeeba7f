"""Writes down what senders are about to do, what came of it, and what they take next: many in one commit."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock_guard import ClockGuard, unguarded
from bot.faults import is_crossed, is_of_the_surroundings
from domain.delivery import Batch, Claim, Ending, OutboxRow, OutboxState, Transition
from domain.pacing import Rates
from storage.engine import Database
from storage.uow import UnitOfWork

OnUnreachable = Callable[[UnitOfWork, int, str], Awaitable[None]]
OnLost = Callable[[UnitOfWork, OutboxRow, Transition], Awaitable[None]]
"""Told, in the transaction that notes it, of a message that did not arrive, or may not have, where
the chat can be reached."""
Clock = Callable[[], datetime]
NOTHING = Batch()
LOST = (OutboxState.DEAD, OutboxState.UNKNOWN)


class Claims(Protocol):
    """Takes up new messages at the end of a transaction in which others end."""

    def are_wanted(self, endings: Sequence[Ending]) -> bool: ...

    async def take(self, uow: UnitOfWork, endings: Sequence[Ending]) -> Batch: ...

    def begin(self, batch: Batch, endings: Sequence[Ending]) -> None:
        """Be told what was taken, and after which endings, once that is committed."""


class NotClaimed(Exception):
    """Claiming failed; what was to be written is not to blame."""

    def __init__(self, fault: Exception) -> None:
        super().__init__()
        self.fault = fault


@dataclass(eq=False)
class _Entry:
    """Without anything to write it only asks for a claim."""

    what: Claim | Ending | None
    told: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    was_ours: bool = False
    batch: Batch = NOTHING
    error: Exception | None = None

    def tell(self) -> None:
        if not self.told.done():  # a task that was cancelled waits no more
            self.told.set_result(None)


class Ledger:
    """One task writes for all who came meanwhile; each is told once its line is committed."""

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
        self._waiting: list[_Entry] = []
        self._writer: asyncio.Task[None] | None = None
        self.claims: Claims | None = None
        self.guard: ClockGuard = unguarded()

    async def look(self) -> Batch:
        """Commit a claim of what may leave."""
        return (await self._enter(_Entry(None))).batch

    async def mark_sending(self, claim: Claim) -> bool:
        """Commit that the call is about to be made; False: the claim was lost."""
        return (await self._enter(_Entry(claim))).was_ours

    async def another_slot(self, rates: Rates) -> datetime:
        """Commit the reservation of a slot for a message that has missed its own."""
        async with self._database.write() as uow:
            slot = await uow.outbox.another_slot(self._wall(), rates)
            await uow.commit()
        return slot

    async def finish(self, ending: Ending) -> bool:
        """Commit an outcome; False: the claim was lost and nothing changed."""
        return (await self._enter(_Entry(ending))).was_ours

    def from_now(self, wait: timedelta) -> datetime:
        """Return an instant of product time."""
        return self._now() + wait

    async def settled(self) -> None:
        """Return once all that was brought so far is written."""
        if self._writer is not None:
            await asyncio.wait([self._writer])

    async def _enter(self, entry: _Entry) -> _Entry:
        self._waiting.append(entry)
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        await entry.told
        if entry.error is not None:
            raise entry.error
        return entry

    async def _write(self) -> None:
        try:
            while self._waiting:
                for entry in await self._written():
                    entry.tell()
        finally:
            self._writer = None

    async def _written(self) -> list[_Entry]:
        """Write for all who wait, those too who come while the database is busy."""
        batch: list[_Entry] = []
        try:
            async with self._database.write() as uow:
                batch = self._taken()
                await self._commit(uow, batch, along=True)
        except NotClaimed as failed:
            await self._recover([entry for entry in batch if entry.what is None], failed.fault)
            if lines := [entry for entry in batch if entry.what is not None]:
                await self._write_lines(lines)
        except Exception as error:  # noqa: BLE001 - each is told in its own task
            batch = batch or self._taken()
            await self._recover(batch, error)
        return batch

    async def _write_lines(self, lines: list[_Entry]) -> None:
        """Write what a claim that failed must not take along."""
        try:
            async with self._database.write() as uow:
                await self._commit(uow, lines)
        except Exception as error:  # noqa: BLE001 - each is told in its own task
            await self._recover(lines, error)

    async def _recover(self, batch: list[_Entry], error: Exception) -> None:
        """Tell everybody of a fault of the database; a line that cannot be written stays alone with it.

        What PostgreSQL has undone because two waited for each other is simply written once more.
        """
        is_worth_it = is_crossed(error) or (len(batch) > 1 and not is_of_the_surroundings(error))
        if not is_worth_it:
            return _close(batch, error)
        for entry in batch:
            try:
                async with self._database.write() as uow:
                    await self._commit(uow, [entry])
            except Exception as fault:  # noqa: BLE001 - each is told in its own task
                _close([entry], fault.fault if isinstance(fault, NotClaimed) else fault)
        return None

    async def _commit(self, uow: UnitOfWork, batch: list[_Entry], *, along: bool = False) -> None:
        """Write a batch, and claim if somebody has asked for it, or `along` with endings that make room."""
        marks = [entry.what for entry in batch if isinstance(entry.what, Claim)]
        endings = [entry.what for entry in batch if isinstance(entry.what, Ending)]
        ours: set[tuple[int, str]] = set()
        if marks:
            ours |= await uow.outbox.mark_sending(marks, self._wall() + self._lease)
        if endings:
            ours |= await self._finish(uow, endings)
        looks = [entry for entry in batch if entry.what is None]
        claimed = await self._claimed(uow, endings, is_asked=bool(looks), along=along)
        await uow.commit()
        if claimed is not None and self.claims is not None:
            self.claims.begin(claimed, endings)
        for entry in batch:
            entry.was_ours = entry.what is not None and entry.what.key in ours
            entry.batch = claimed or NOTHING

    async def _claimed(
        self, uow: UnitOfWork, endings: list[Ending], *, is_asked: bool, along: bool
    ) -> Batch | None:
        if self.claims is None or not (is_asked or (along and self.claims.are_wanted(endings))):
            return None
        try:
            return await self.claims.take(uow, endings)
        except Exception as error:
            raise NotClaimed(error) from error

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

    def _taken(self) -> list[_Entry]:
        taken, self._waiting = self._waiting, []
        return taken


def _close(batch: list[_Entry], error: Exception) -> None:
    for entry in batch:
        entry.error = error
