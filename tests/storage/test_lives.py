"""Crashed processes are found by the next start, and forgotten after a clean end."""

import os
from datetime import timedelta

import pytest

from storage.engine import Database
from storage.lives import Life
from tests.clocks import NOON

OURS = os.getpid()
NOBODY = 2**22 + 1
"""More than the kernel numbers processes up to."""


class Registry:
    def __init__(self, database: Database) -> None:
        self.database = database

    async def begin(self, name: str, *, host: str = "here", pid: int = NOBODY, minute: int = 0) -> Life:
        life = Life(name, host, pid, NOON + timedelta(minutes=minute))
        async with self.database.write() as uow:
            await uow.lives.begin(life)
            await uow.commit()
        return life

    async def dead(self, pid: int | None = OURS, host: str = "here") -> list[str]:
        async with self.database.read() as uow:
            return [each.id for each in await uow.lives.dead(host, pid)]

    async def mark(self) -> None:
        async with self.database.write() as uow:
            await uow.lives.mark(await uow.lives.dead("here", OURS), NOON)
            await uow.commit()

    async def forget(self, life: Life) -> None:
        async with self.database.write() as uow:
            await uow.lives.forget(life)
            await uow.commit()


@pytest.fixture
def registry(database: Database) -> Registry:
    return Registry(database)


async def test_processes_that_are_no_more_are_found_the_earliest_first(registry: Registry) -> None:
    await registry.begin("second", minute=2)
    await registry.begin("first", minute=1)

    assert await registry.dead() == ["first", "second"]


async def test_those_that_work_are_told_from_those_that_are_no_more_or_elsewhere(registry: Registry) -> None:
    await registry.begin("working", pid=OURS)
    await registry.begin("no more")
    await registry.begin("elsewhere", host="there", pid=OURS)

    async with registry.database.read() as uow:
        assert [each.id for each in await uow.lives.running("here")] == ["working"]


async def test_a_row_with_our_own_number_is_of_an_earlier_life(registry: Registry) -> None:
    """In a container every process has the id 1."""
    await registry.begin("before", pid=OURS)

    assert await registry.dead() == ["before"]


async def test_others_may_live_on_postgresql_only(registry: Registry) -> None:
    await registry.begin("neighbour", pid=os.getppid())
    await registry.begin("elsewhere", host="elsewhere")

    is_alone = registry.database.dialect == "sqlite"
    assert await registry.dead() == (["neighbour", "elsewhere"] if is_alone else [])
    assert await registry.dead(pid=None) == []


async def test_a_clean_end_forgets_the_ends_before_it_and_not_who_still_works(registry: Registry) -> None:
    await registry.begin("dead")
    await registry.mark()
    ours = await registry.begin("ours", pid=OURS)
    await registry.begin("neighbour", pid=os.getppid())

    await registry.forget(ours)

    async with registry.database.read() as uow:
        assert await uow.lives.dead("here") == []
        assert [each.id for each in await uow.lives.dead("here", os.getppid())] == ["neighbour"]


async def test_what_was_found_once_stays_known_wherever_one_looks(registry: Registry) -> None:
    await registry.begin("dead")
    await registry.mark()

    assert await registry.dead(pid=None, host="elsewhere") == ["dead"]


async def test_old_rows_are_pruned(registry: Registry) -> None:
    await registry.begin("old")
    await registry.begin("new", minute=1)

    async with registry.database.write() as uow:
        await uow.lives.prune(NOON + timedelta(seconds=1))
        await uow.commit()

    assert await registry.dead() == ["new"]


@pytest.mark.parametrize("pid", [1, os.getppid()])
async def test_a_process_of_somebody_else_is_alive(pid: int, registry: Registry) -> None:
    await registry.begin("root", pid=pid)

    assert await registry.dead(pid=None) == []
