"""A municipality of enlaces with a sandbox, and checks of its database and phones at the end."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, select, text, update

from app.clock import ProductClock, StoppedClock, wall
from domain.delivery.crashes import REST
from domain.delivery.outcomes import InboxState, OutboxRow, OutboxState
from domain.kit.access import Role
from domain.kit.avances import AvanceState
from domain.kit.moments import Moment
from domain.kit.said import Nature
from domain.papers.kinds import OrderState
from sandbox.limits import SendLimits
from sandbox.model import SandboxPerson, StoredMessage
from sandbox.server import Sandbox, running_sandbox
from sandbox.updates import FIRST_UPDATE_ID
from sandbox.webhook import Retries
from storage.engine import Database
from storage.papers import paper_order
from storage.queues.inbox import inbox
from storage.queues.leases import lease
from storage.queues.outbox_queries import IN_FLIGHT, outbox_row
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.chaos.enlaces import CAUSE, REASON, VALUE, Enlace
from tests.chaos.readers import Reader
from tests.facts import OAXACA, Office, a_mir, a_row
from tests.migrated import migrated_sqlite
from tests.read_back import audit_entries
from tests.stories.lives import UNFINISHED, until
from tests.stories.processes import TOKEN, Machine
from usecases.people.invite import DAYS, InvitationWanted, invite
from usecases.switchboard.messages import NATURES

BUSY = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
INDICATORS = 40
"""More than anybody captures, so that everybody owes something until the end."""
NOT_A_MESSAGE = {kind for kind, nature in NATURES.items() if nature is Nature.EDIT}
"""Kinds that edit an earlier message."""


@dataclass
class City:
    machine: Machine
    office: Office
    telegram: Sandbox
    clock: ProductClock
    enlaces: list[Enlace]
    readers: list[Reader] = field(default_factory=list)

    @property
    def moment(self) -> Moment:
        return Moment(self.clock.now(), OAXACA)

    @property
    def hour(self) -> str:
        return self.moment.local.isoformat()

    def sleeps_until(self, instant: datetime) -> None:
        """Set the clock for processes started from now on."""
        self.clock.set(instant)
        self.machine.settings["clock_start"] = self.hour

    async def invitation(self, enlace: Enlace) -> str:
        wanted = InvitationWanted(Role.ENLACE, enlace.unit, f"Enlace {enlace.user_id}", DAYS)
        return (await self.office.do(lambda uow: invite(uow, wanted, self.moment))).code

    async def rests(self, patience: float = REST.total_seconds() + 60) -> None:
        """Wait until every update is handled, every order made, and every message sent.

        Updates in progress at the last kills may be delayed first.
        """

        async def is_resting() -> bool:
            # In processing order: what leaves one queue meanwhile is seen in the next.
            if self.telegram.world.updates.pending or (await self.inbox())[InboxState.NEW]:
                return False
            return not await self.office.do(_open_orders) and not await self.count(*UNFINISHED)

        await until(is_resting, patience)

    async def inbox(self) -> Counter[InboxState]:
        async with self.office.database.read() as uow:
            return Counter(await uow.inbox.counts())

    async def update_ids(self) -> list[int]:
        async with self.office.database.read() as uow:
            return list(await uow.session.scalars(select(inbox.c.update_id).order_by(inbox.c.update_id)))

    async def count(self, *states: OutboxState, kind: str | None = None) -> int:
        """Count the messages in some states, of one kind or of all."""
        query = select(func.count()).select_from(outbox).where(outbox.c.state.in_(states))
        async with self.office.database.read() as uow:
            narrowed = query if kind is None else query.where(outbox.c.kind == kind)
            return await uow.session.scalar(narrowed) or 0

    async def rows(self) -> list[OutboxRow]:
        async with self.office.database.read() as uow:
            found = await uow.session.execute(select(outbox).order_by(outbox.c.id))
            return [outbox_row(row) for row in found]

    async def sending(self) -> set[tuple[int, str]]:
        """Return the sends whose outcome is not recorded yet."""
        async with self.office.database.read() as uow:
            query = select(outbox.c.id, outbox.c.claim_token).where(outbox.c.state == OutboxState.SENDING)
            return {(row.id, row.claim_token) for row in await uow.session.execute(query)}

    async def waits_for_server(self) -> None:
        """Wait until PostgreSQL has finished the statements of the killed process."""
        if self.is_on_postgresql:
            await until(self._is_quiet)

    async def ends_claims(self) -> None:
        """Expire the leases of the killed process at once; on SQLite the next start does it."""
        if self.is_on_postgresql:
            await self.office.do(_end_claims)

    async def _is_quiet(self) -> bool:
        busy = await self.office.do(lambda uow: uow.session.scalar(text(BUSY)))
        return not busy

    @property
    def is_on_postgresql(self) -> bool:
        return self.machine.settings["database_url"].startswith("postgresql")

    async def held(self) -> int:
        """Count the claimed rows of both queues."""
        async with self.office.database.read() as uow:
            tokens = [
                *await uow.session.scalars(select(inbox.c.claim_token)),
                *await uow.session.scalars(select(outbox.c.claim_token)),
            ]
            states = [row.state for row in await self.rows()]
        return sum(token is not None for token in tokens) + sum(state in IN_FLIGHT for state in states)

    def said(self) -> list[StoredMessage]:
        """Return every message the bot has sent, copies included."""
        return [each for each in self.telegram.world.messages.values() if each.is_from_bot]

    async def copies(self) -> list[StoredMessage]:
        """Return the messages without an outbox row: their sends were cut before the answer was recorded."""
        remembered = {row.message_id for row in await self.rows() if row.kind not in NOT_A_MESSAGE}
        return [each for each in self.said() if each.message_id not in remembered]

    def deeds(self) -> int:
        return sum(each.deeds for each in self.enlaces) + sum(each.deeds for each in self.readers)

    async def keeps_every_update_once(self) -> None:
        expected = list(range(FIRST_UPDATE_ID, FIRST_UPDATE_ID + self.deeds()))
        assert await self.update_ids() == expected
        ended = await self.inbox()
        assert ended == {InboxState.DONE: self.deeds()}, ended

    async def keeps_what_was_typed(self) -> None:
        """Check that every capture is stored once, as typed, and nothing else."""
        saves = await self.office.do(lambda uow: audit_entries(uow, limit=100_000))
        saved = Counter(entry.subject for entry in saves if entry.action == "avance_saved")
        assert set(saved.values()) <= {1}
        assert saved.total() == sum(enlace.done for enlace in self.enlaces)
        for enlace in self.enlaces:
            assert await self._report_of(enlace) == _typed_by(enlace)

    async def _report_of(self, enlace: Enlace) -> dict[str, tuple[object, ...]]:
        report = await self.office.report(enlace.unit)
        saved = {str(each.facts.level): each.avances.get(3) for each in report.indicators}
        return {
            level: (
                avance.state,
                str(avance.value),
                avance.cause,
                avance.justification,
                [each.numbers for each in avance.evidence],
                avance.version,
            )
            for level, avance in saved.items()
            if avance is not None
        }


async def _open_orders(uow: UnitOfWork) -> int:
    waiting = paper_order.c.state.in_((OrderState.WAITING, OrderState.WORKING))
    return await uow.session.scalar(select(func.count()).select_from(paper_order).where(waiting)) or 0


async def _end_claims(uow: UnitOfWork) -> None:
    over = wall() - timedelta(seconds=1)
    for queue in (inbox, outbox, paper_order):
        held = queue.c.claim_token.is_not(None)
        await uow.session.execute(update(queue).where(held).values(claimed_until=over))
    await uow.session.execute(update(lease).values(until=over))


def _typed_by(enlace: Enlace) -> dict[str, tuple[object, ...]]:
    return {
        f"Componente {number}": (
            AvanceState.REPORTED,
            VALUE,
            CAUSE,
            REASON,
            [(enlace.oficio(number),)],
            1,
        )
        for number in range(1, enlace.done + 1)
    }


@asynccontextmanager
async def a_city(
    folder: Path,
    start: datetime,
    *,
    size: int,
    seed: int,
    others: Sequence[int] = (),
    thinks: tuple[float, float] = (0.0, 0.0),
    url: str | None = None,
    limits: SendLimits | None = None,
    **settings: str,
) -> AsyncIterator[City]:
    """Create it in an empty folder, each enlace with a UR; at the end kill what still runs."""
    url = url or migrated_sqlite(folder / "puntual.db")
    database = Database(url)
    clock = StoppedClock(start)
    office = Office(database, Moment(clock.now(), OAXACA))
    ids = range(2001, 2001 + size)
    people = [SandboxPerson(each, f"Persona {each}", has_started=True) for each in (*ids, *others)]
    async with running_sandbox(
        token=TOKEN, clock=clock.now, people=people, limits=limits, retries=Retries(first=0.05, longest=0.2)
    ) as telegram:
        known = {"bot_token": TOKEN, "bot_api_url": telegram.url, "database_url": url, "longest_pause": "0"}
        machine = Machine(folder, known | settings)
        enlaces = [
            Enlace(telegram.world, each, f"{each - 1500}", Random(seed + each), thinks) for each in ids
        ]
        city = City(machine, office, telegram, clock, enlaces)
        city.sleeps_until(start)
        rows = [a_row(f"Componente {number}") for number in range(1, INDICATORS + 1)]
        for enlace in enlaces:
            await office.register(a_mir(*rows, unit=enlace.unit))
        try:
            yield city
        finally:
            machine.ends()
            await database.dispose()
