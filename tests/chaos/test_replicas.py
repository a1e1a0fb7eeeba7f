"""Several processes on one PostgreSQL: each update handled once, each notice sent once, one shared pace."""

import asyncio
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select, update

from app.clock import wall
from domain.delivery.outcomes import InboxState, OutboxState
from sandbox.client import SandboxClient
from sandbox.limits import SendLimits
from storage.queues.inbox import inbox
from storage.queues.leases import lease
from storage.queues.pace import outbox
from storage.uow import UnitOfWork
from tests.chaos.city import City, a_city
from tests.chaos.enlaces import SAVED, WELCOME, Enlace
from tests.facts import OAXACA
from tests.migrated import migrated_postgres
from tests.stories.lives import until
from tests.stories.processes import Running
from tests.stories.test_two_processes import has_planned, planned_by

SEED = 402
SIZE = 24
CAPTURES = 2
RATE = 20
TELEGRAM = 30
"""Sends in a second from which the sandbox refuses, as Telegram does."""
EIGHT, NINE = (datetime(2025, 9, 25, hour, tzinfo=OAXACA) for hour in (8, 9))
"""Before and at the hour of the reminders of three business days before the close."""
SECRET = "a-secret-of-the-webhook"
LEASE = timedelta(seconds=90)


@pytest.fixture
async def city(postgres_url: str, tmp_path: Path) -> AsyncIterator[City]:
    limits = SendLimits(per_second=TELEGRAM)
    with migrated_postgres(postgres_url) as url:
        async with a_city(
            tmp_path, EIGHT, size=SIZE, seed=SEED, url=url, limits=limits, send_rate=str(RATE)
        ) as city:
            yield city


@dataclass
class Replicas:
    """Processes behind one webhook, each with its port."""

    city: City
    ports: list[int] = field(default_factory=lambda: [_free_port() for _ in range(3)])
    running: dict[int, Running] = field(default_factory=dict)

    @property
    def urls(self) -> list[str]:
        return [f"http://127.0.0.1:{port}/telegram" for port in self.ports]

    async def start(self, *ports: int) -> None:
        for port in ports:
            self.running[port] = self.city.machine.starts(
                "run",
                webhook_url=self.urls[0],
                webhook_secret=SECRET,
                listen=f"127.0.0.1:{port}",
            )
        for port in ports:
            await until(partial(_listens, port))

    async def lose_one(self, dice: Random) -> tuple[int, int]:
        """Kill one at work and start it again; return how many claims it left."""
        port = dice.choice(self.ports)
        await self.running[port].dies()
        left = await _expires_what_was_left(self.city)
        await self.start(port)
        return left

    async def stop(self) -> None:
        for replica in self.running.values():
            replica.is_told_to_stop()
        for replica in self.running.values():
            assert (await replica.ends()).code == 0, replica.written


async def test_three_replicas_of_which_one_is_killed_lose_and_double_nothing(city: City) -> None:
    replicas, dice = Replicas(city), Random(SEED)
    await replicas.start(*replicas.ports)
    codes = [await city.invitation(enlace) for enlace in city.enlaces]
    left: list[tuple[int, int]] = []
    async with SandboxClient(city.telegram.url) as control, asyncio.TaskGroup() as office:
        await control.balances(*replicas.urls)
        await control.repeats_updates(40)
        for enlace, code in zip(city.enlaces, codes, strict=True):
            office.create_task(_enters_and_captures(enlace, code))
        for number in range(3):
            await until(partial(_has_handled, city, 30 * (number + 1)))
            left.append(await replicas.lose_one(dice))
    await city.rests()
    planned = await _plan_together(replicas)

    sys.stdout.write(await _reported(city, left, planned))
    await city.keeps_every_update_once()
    await city.keeps_what_was_typed()
    assert await city.held() == 0
    assert set(await city.inbox()) == {InboxState.DONE}, "kills at random park nobody"
    assert sum(planned) == SIZE, "by their own ticks, all at one moment"
    await _notices_are_said_once(city, cut=sum(sends for _, sends in left))
    counts = city.telegram.world.counts
    assert counts.sends.too_many_requests == 0
    assert counts.busiest_second <= TELEGRAM - 2


async def _enters_and_captures(enlace: Enlace, code: str) -> None:
    await enlace.enters(code)
    for _ in range(CAPTURES):
        await enlace.captures()


async def _plan_together(replicas: Replicas) -> list[int]:
    """Restart all of them at the hour of the reminders; return how many each planned."""
    await replicas.stop()
    replicas.city.sleeps_until(NINE)
    await replicas.start(*replicas.ports)
    for replica in replicas.running.values():
        await until(partial(has_planned, replica))
    await replicas.city.rests()
    await replicas.stop()
    return [planned_by(replica, "reminders") for replica in replicas.running.values()]


async def _has_handled(city: City, count: int) -> bool:
    return (await city.inbox()).total() >= count


async def _expires_what_was_left(city: City) -> tuple[int, int]:
    """Expire the leases of a killed process; return the updates and the sends it left.

    Running processes hold no claim for two seconds: older claims belong to the killed one.
    """
    await asyncio.sleep(0.5)  # PostgreSQL finishes the commit that the killed process had requested
    before = await _claims(city)
    await asyncio.sleep(2)
    left = before & await _claims(city)
    tokens = {token for _, _, token in left}
    over = wall() - timedelta(seconds=1)

    async def expire(uow: UnitOfWork) -> None:
        for queue in (inbox, outbox):
            await uow.session.execute(
                update(queue).where(queue.c.claim_token.in_(tokens)).values(claimed_until=over)
            )

    await city.office.do(expire)
    names = Counter(name for name, _, _ in left)
    return names["inbox"], names["sending"]


async def _claims(city: City) -> set[tuple[str, int, str]]:
    """Return the claimed rows: updates, and messages with their state."""
    async with city.office.database.read() as uow:
        updates = select(inbox.c.seq, inbox.c.claim_token).where(inbox.c.claim_token.is_not(None))
        sends = select(outbox.c.state, outbox.c.id, outbox.c.claim_token)
        sends = sends.where(outbox.c.claim_token.is_not(None))
        held = {("inbox", row.seq, row.claim_token) for row in await uow.session.execute(updates)}
        rows = await uow.session.execute(sends)
        return held | {(row.state.value, row.id, row.claim_token) for row in rows}


async def _notices_are_said_once(city: City, cut: int) -> None:
    """Check that everything was sent once; a copy or a doubt comes from a cut send."""
    rows = await city.rows()
    assert sum(row.ambiguous for row in rows) == cut
    assert {row.state for row in rows} <= {OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.CANCELLED}
    copies = await city.copies()
    assert len(copies) <= cut
    unknown = Counter(row.kind for row in rows if row.state is OutboxState.UNKNOWN)
    assert sum(SAVED in each.text for each in copies) <= unknown["saved"]
    assert sum(WELCOME in each.text for each in copies) <= unknown["welcome"]
    reminded = Counter(each.chat_id for each in city.said() if "🔔" in each.text)
    assert reminded == {enlace.user_id: 1 for enlace in city.enlaces}


async def _reported(city: City, left: list[tuple[int, int]], planned: list[int]) -> str:
    rows, counts = await city.rows(), city.telegram.world.counts
    return f"""
updates {city.deeds()}, captures {sum(each.done for each in city.enlaces)}
notices {dict(Counter(row.kind for row in rows))}, reminders planned by each replica {planned}
kills {len(left)}, each left (updates, sends): {left}; messages without a record {len(await city.copies())}
busiest second {counts.busiest_second} for a budget of {RATE}, 429: {counts.sends.too_many_requests}
"""


async def test_a_second_poller_waits_and_takes_over_after_a_clean_stop(city: City) -> None:
    first = city.machine.starts("run")
    ana = city.enlaces[0]
    await ana.enters(await city.invitation(ana))
    second = city.machine.starts("run")
    await until(lambda: _writes(second, "bot started"))
    await ana.captures()

    first.is_told_to_stop()
    assert (await first.ends()).code == 0
    await ana.captures()
    await city.rests()

    second.is_told_to_stop()
    assert (await second.ends()).code == 0
    assert city.telegram.world.counts.by_method["getUpdates"].refused == 0
    await city.keeps_every_update_once()
    await city.keeps_what_was_typed()


async def test_a_second_poller_takes_over_when_the_lease_of_a_killed_one_ends(city: City) -> None:
    first = city.machine.starts("run")
    ana = city.enlaces[0]
    await ana.enters(await city.invitation(ana))
    await city.rests()
    second = city.machine.starts("run")
    await until(lambda: _writes(second, "bot started"))
    await first.dies()

    holder = await city.office.do(lambda uow: uow.session.scalar(select(lease.c.holder)))
    await city.office.do(lambda uow: uow.session.execute(update(lease).values(until=wall())))
    await ana.captures()
    await city.rests()

    heir = await city.office.do(lambda uow: uow.session.scalar(select(lease.c.holder)))
    second.is_told_to_stop()
    assert (await second.ends()).code == 0
    assert heir not in (None, holder)
    assert city.telegram.world.counts.by_method["getUpdates"].refused == 0
    await city.keeps_every_update_once()
    await city.keeps_what_was_typed()


async def _writes(running: Running, words: str) -> bool:
    return words in running.written


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
