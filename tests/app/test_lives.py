"""After crashes a start waits, longer each time; a clean end or healthy minutes reset that."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.clock import StoppedClock
from app.connecting import troubles_of
from app.lives import ends_found, one_life
from app.settings import load_settings
from app.wiring import Puntual, opened
from domain.delivery.crashes import HEALTHY_AFTER
from sandbox.server import Sandbox
from storage.lives import Life, life
from tests.facts import ANA, NOW, Office
from tests.read_back import claim_next, claim_updates
from tests.stories.lives import until

ENDED = "Arranques: {} de golpe"


class Died(Exception):
    pass


class Machine:
    """Starts processes in sequence, and records how long each waited and its health meanwhile."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.waited: list[float] = []
        self.said: list[str] = []
        self.puntual: Puntual | None = None
        self.stopping = asyncio.Event()
        self.is_stopped_in_pause = False
        self.is_healthy = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        assert self.puntual is not None
        if seconds == HEALTHY_AFTER.total_seconds():
            await self.is_healthy.wait()
            return
        self.waited.append(round(seconds))
        if self.is_stopped_in_pause:
            self.stopping.set()
        self.said += troubles_of(self.puntual)

    @asynccontextmanager
    async def life(self) -> AsyncIterator[None]:
        async with opened(load_settings(), StoppedClock(NOW.now), sleep=self.sleep) as puntual:
            self.puntual = puntual
            async with one_life(puntual, self.stopping):
                yield

    async def dies(self) -> None:
        with pytest.raises(Died):
            async with self.life():
                raise Died

    async def lives_until_forgiven(self) -> None:
        async with self.life():
            await until(self.is_forgiven)
            raise Died

    async def is_forgiven(self) -> bool:
        return await self.dead() == 0

    async def rows(self) -> int:
        query = select(func.count()).select_from(life)
        return await self.office.do(lambda uow: uow.session.scalar(query)) or 0

    async def dead(self) -> int:
        return len(await self.office.do(lambda uow: uow.lives.dead(socket.gethostname())))


@pytest.fixture
def machine(office: Office, telegram: Sandbox) -> Machine:
    return Machine(office)


async def test_the_pause_grows_with_each_end_and_is_told(machine: Machine) -> None:
    for _ in range(9):
        await machine.dies()

    assert machine.waited == pytest.approx([1, 2, 4, 8, 16, 32, 60, 60], abs=1)
    assert machine.said[2].startswith("starts: 3 ends that were not clean since 20")
    assert machine.puntual is not None
    assert machine.puntual.pause is None


async def test_a_clean_end_forgives(machine: Machine) -> None:
    await machine.dies()
    await machine.dies()
    async with machine.life():
        pass

    await machine.dies()

    assert machine.waited == pytest.approx([1, 2], abs=1)


async def test_some_healthy_minutes_forgive(machine: Machine) -> None:
    await machine.dies()
    await machine.dies()
    machine.is_healthy.set()
    with pytest.raises(Died):
        await machine.lives_until_forgiven()
    machine.is_healthy.clear()

    await machine.dies()

    assert machine.waited == pytest.approx([1, 2, 1], abs=1)


async def test_who_is_told_to_stop_does_not_wait_and_begins_nothing(machine: Machine) -> None:
    await machine.dies()
    await machine.dies()
    machine.is_stopped_in_pause = True

    async with machine.life():
        assert machine.stopping.is_set()
        assert await machine.rows() == 2

    assert await machine.rows() == 0


async def test_an_end_long_after_its_start_needs_no_pause(machine: Machine, office: Office) -> None:
    long_ago = NOW.now - timedelta(days=900)
    await office.do(lambda uow: uow.lives.begin(Life("old", socket.gethostname(), 2**22 + 1, long_ago)))

    async with machine.life():
        assert machine.waited == []


async def test_a_death_without_it_clears_a_suspect(machine: Machine, office: Office) -> None:
    await office.do(lambda uow: uow.inbox.add(1, ANA, "{}", NOW.now))
    for _ in range(2):
        await office.do(lambda uow: claim_next(uow, NOW.now, timedelta(0)))
    await office.do(lambda uow: uow.inbox.look(NOW.now, timedelta(0), limit=1))
    await machine.dies()

    async with machine.life():
        [claim] = await office.do(
            lambda uow: claim_updates(uow, NOW.now + timedelta(hours=1), timedelta(0), limit=1)
        )
        assert claim.suspicion is not None
        assert claim.suspicion.alone == 0


@pytest.mark.parametrize(("ends", "is_wrong"), [(1, False), (2, False), (3, True)])
async def test_the_doctor_names_ends_that_were_not_clean(
    ends: int, is_wrong: bool, machine: Machine, office: Office
) -> None:
    for _ in range(ends):
        await machine.dies()
    async with machine.life():
        [found] = await ends_found(office.database, load_settings(), NOW.now)

    many = "1 proceso terminó" if ends == 1 else f"{ends} procesos terminaron"
    assert ENDED.format(many) in found.text
    assert (found.is_wrong, found.is_warning) == (is_wrong, True)


async def test_the_doctor_is_silent_where_all_ended_well(machine: Machine, office: Office) -> None:
    async with machine.life():
        pass

    assert await ends_found(office.database, load_settings(), NOW.now) == []
