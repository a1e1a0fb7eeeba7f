"""Writes down what senders are about to do and what came of it: many of them in one commit."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.faults import is_crossed, is_of_the_surroundings
from domain.delivery import Claim, Ending, OutboxRow, OutboxState
from domain.pacing import Rates
from storage.engine import Database
from storage.uow import UnitOfWork

OnUnreachable = Callable[[UnitOfWork, int, str], Awaitable[None]]
OnDead = Callable[[UnitOfWork, OutboxRow, str], Awaitable[None]]
"""Told, in the transaction that notes it, of a message that cannot be sent to a chat that can be reached."""
Clock = Callable[[], datetime]


@dataclass(eq=False)
class _Entry:
    what: Claim | Ending
    is_done: bool = False
    was_ours: bool = False
    error: Exception | None = None

    @property
    def claim(self) -> Claim:
        return self.what.claim if isinstance(self.what, Ending) else self.what


class Ledger:
    """Whoever comes first writes for all who came meanwhile; each is told once its line is committed."""

    def __init__(
        self,
        database: Database,
        *,
        now: Clock,
        wall: Clock,
        lease: timedelta,
        on_unreachable: OnUnreachable,
        on_dead: OnDead | None = None,
    ) -> None:
        self._database = database
        self._now = now
        self._wall = wall
        self._lease = lease
        self._on_unreachable = on_unreachable
        self._on_dead = on_dead
        self._pen = asyncio.Lock()
        self._waiting: list[_Entry] = []

    async def mark_sending(self, claim: Claim) -> bool:
        """Commit that the call is about to be made; False: the claim was lost."""
        return await self._enter(_Entry(claim))

    async def another_slot(self, rates: Rates) -> datetime:
        """Commit the reservation of a slot for a message that has missed its own."""
        async with self._database.write() as uow:
            slot = await uow.outbox.another_slot(self._wall(), rates)
            await uow.commit()
        return slot

    async def finish(self, ending: Ending) -> bool:
        """Commit an outcome; False: the claim was lost and nothing changed."""
        return await self._enter(_Entry(ending))

    async def _enter(self, entry: _Entry) -> bool:
        self._waiting.append(entry)
        async with self._pen:
            if not entry.is_done:
                await self._write_all()
        if entry.error is not None:
            raise entry.error
        return entry.was_ours

    async def _write_all(self) -> None:
        batch: list[_Entry] = []
        try:
            async with self._database.write() as uow:
                batch = self._taken()  # those, too, that came while the database was busy
                await self._commit(uow, batch)
        except asyncio.CancelledError:
            self._waiting[:0] = batch  # the next one writes them
            raise
        except Exception as error:  # noqa: BLE001 - each is told in its own task
            await self._recover(batch or self._taken(), error)

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
                _close([entry], fault)
        return None

    async def _commit(self, uow: UnitOfWork, batch: list[_Entry]) -> None:
        marks = [entry.what for entry in batch if isinstance(entry.what, Claim)]
        endings = [entry.what for entry in batch if isinstance(entry.what, Ending)]
        ours: set[tuple[int, str]] = set()
        if marks:
            ours |= await uow.outbox.mark_sending(marks, self._wall() + self._lease)
        if endings:
            ours |= await self._finish(uow, endings)
        await uow.commit()
        for entry in batch:
            entry.was_ours = (entry.claim.row.id, entry.claim.token) in ours
            entry.is_done = True

    async def _finish(self, uow: UnitOfWork, endings: list[Ending]) -> set[tuple[int, str]]:
        ours = await uow.outbox.finish(endings, self._now())
        for ending in endings:
            row, transition = ending.claim.row, ending.transition
            if transition.state is not OutboxState.DEAD or (row.id, ending.claim.token) not in ours:
                continue
            if transition.unreachable:
                await self._on_unreachable(uow, row.chat_id, transition.error or "")
            elif self._on_dead is not None:
                await self._on_dead(uow, row, transition.error or "")
        return ours

    def _taken(self) -> list[_Entry]:
        taken, self._waiting = self._waiting, []
        return taken


def _close(batch: list[_Entry], error: Exception) -> None:
    for entry in batch:
        entry.error, entry.is_done = error, True
