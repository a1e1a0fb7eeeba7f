"""A setting for stories: a machine with real processes, a sandbox, and Ana."""

import asyncio
import os
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select, update

from app.clock import wall
from domain.delivery.outcomes import InboxState, OutboxState
from sandbox.client import PersonClient, SandboxClient
from sandbox.server import Sandbox, running_sandbox
from storage.engine import Database
from storage.queues.inbox import inbox
from storage.uow import UnitOfWork
from tests.facts import ANA, Office
from tests.migrated import migrated_sqlite
from tests.stories.processes import PATIENCE, TOKEN, Machine, Running

T = TypeVar("T")

UNFINISHED = (OutboxState.PENDING, OutboxState.CLAIMED, OutboxState.SENDING)
MORNING = "2025-09-25T08:59:00-06:00"
"""Three business days before the close, one minute before the reminders."""

UNHURRIED = "1000"
"""Messages a second to one person: Telegram's limit is tested elsewhere."""


@dataclass(frozen=True)
class Step:
    """What Ana does, and the answer she gets."""

    deed: str
    words: str
    hears: str


@dataclass
class Life:
    machine: Machine
    office: Office
    telegram: Sandbox
    client: SandboxClient
    ana: PersonClient

    async def does(self, step: Step) -> None:
        if step.deed == "says":
            await self.ana.says(step.words)
        else:
            await self.ana.taps(step.words)

    async def hears(self, words: str) -> None:
        await self.ana.waits_for(words, PATIENCE)

    async def is_asked_again(self, since: int) -> None:
        """Wait for the question of a restart: a message after that one, not an edit."""
        await self.ana.waits_for(lambda m: m.message_id > since and "Seguimos" in m.text, PATIENCE)

    async def heard(self, words: str, since: int = 0) -> int:
        """Count Ana's messages with a text, after a message."""
        messages = [m for m in await self.ana.messages() if m.from_bot and m.message_id > since]
        return sum(words in message.text for message in messages)

    async def latest(self) -> int:
        return max([message.message_id for message in await self.ana.messages()], default=0)

    async def inbox(self) -> Counter[InboxState]:
        async with self.office.database.read() as uow:
            return Counter(await uow.inbox.counts())

    async def has_begun(self) -> bool:
        """Tell whether a bot has claimed an update."""
        async with self.office.database.read() as uow:
            query = select(inbox.c.claim_token).where(inbox.c.state == InboxState.NEW)
            return await uow.session.scalar(query) is not None

    async def outbox(self) -> Counter[OutboxState]:
        async with self.office.database.read() as uow:
            return Counter(await uow.outbox.counts())

    async def rests(self) -> None:
        """Wait until every update is handled and acknowledged and every message sent."""

        async def is_resting() -> bool:
            # In processing order: what leaves one queue meanwhile is seen in the next.
            if self.telegram.world.updates.pending or (await self.inbox())[InboxState.NEW]:
                return False
            states = await self.outbox()
            return not any(states[state] for state in UNFINISHED)

        await until(is_resting)

    async def is_killed_at_rest(self, bot: Running) -> None:
        await self.rests()
        await bot.dies()


@asynccontextmanager
async def a_life(folder: Path, url: str | None = None) -> AsyncIterator[Life]:
    """Open the setting on a migrated database, a new one by default; at the end kill what still runs."""
    url = url or migrated_sqlite(folder / "puntual.db")
    database = Database(url)
    async with running_sandbox(token=TOKEN) as telegram, SandboxClient(telegram.url) as client:
        machine = Machine(
            folder,
            {
                "bot_token": TOKEN,
                "bot_api_url": telegram.url,
                "database_url": url,
                "clock_start": MORNING,
                "chat_rate": UNHURRIED,
                "longest_pause": "0",
            },
        )
        ana = await client.person(ANA, "Ana", has_started=True)
        try:
            yield Life(machine, Office(database), telegram, client, ana)
        finally:
            machine.ends()
            await database.dispose()


async def ends_leases(life: Life, *, rests: bool = True) -> None:
    """End the leases of a killed process; if a suspect update would be delayed, end the delay too."""

    async def note_crash(uow: UnitOfWork) -> None:
        await uow.inbox.release_all()
        if not rests:
            return
        await uow.lives.mark(await uow.lives.dead(socket.gethostname(), os.getpid()), wall())
        await uow.inbox.look(wall(), timedelta(0), limit=8, in_progress=[-1])
        await uow.session.execute(update(inbox).values(not_before=None))

    await life.office.do(note_crash)


async def until(fact: Callable[[], Awaitable[T]], patience: float = PATIENCE) -> T:
    """Poll until a condition holds, and return its value."""
    async with asyncio.timeout(patience):
        while not (found := await fact()):  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.01)
    return found
