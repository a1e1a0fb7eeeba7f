"""The token: refused by getMe three times over a minute, remembered by its hash, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

from bot.delivery.connection.token_watch import TokenWatch, hash_of
from sandbox.faults import Fault, FaultKind
from sandbox.server import Sandbox
from storage.engine import Database
from tests.clocks import NOON, ManualClock, until


@pytest.fixture
def watch(bot: Bot, database: Database, clock: ManualClock) -> TokenWatch:
    return TokenWatch(bot, database, wall=clock, sleep=clock.sleep)


@asynccontextmanager
async def running(watch: TokenWatch) -> AsyncIterator[None]:
    task = asyncio.create_task(watch.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def refuse(sandbox: Sandbox, times: int, kind: FaultKind = FaultKind.UNAUTHORIZED) -> None:
    sandbox.world.faults.plan(Fault(kind, "getMe", times=times))


@pytest.mark.parametrize(("times", "is_refused"), [(0, False), (1, False), (2, False), (3, True)])
async def test_three_refusals_over_a_minute_are_a_verdict(
    times: int, is_refused: bool, watch: TokenWatch, sandbox: Sandbox, clock: ManualClock
) -> None:
    refuse(sandbox, times)

    assert await watch.is_refused() is is_refused

    assert sum(clock.slept) == 30 * min(times, 2)


async def test_a_page_in_between_is_no_refusal(watch: TokenWatch, sandbox: Sandbox) -> None:
    sandbox.world.faults.plan(Fault(FaultKind.WEB_PAGE, "getMe", times=None, status=401))

    assert not await watch.is_refused()


async def test_a_token_is_remembered_by_its_hash_alone(
    watch: TokenWatch, bot: Bot, database: Database
) -> None:
    assert not await watch.has_worked()

    await watch.note_worked()
    await watch.note_worked()

    assert await watch.has_worked()
    async with database.read() as uow:
        assert await uow.meta.get_instant(f"token_worked_at:{hash_of(bot.token)}") == NOON


async def test_a_refusal_has_its_beginning_and_ends_when_getme_answers(
    watch: TokenWatch, sandbox: Sandbox, database: Database, clock: ManualClock
) -> None:
    refuse(sandbox, 30)
    async with running(watch):
        watch.note("sendmessage", 401)

        await until(lambda: watch.refused_since)
        began = watch.refused_since
        await until(lambda: watch.refused_since is None)

    assert began is not None
    assert began >= NOON
    assert max(clock.slept) == 900
    async with database.read() as uow:
        assert await uow.meta.get_instant("token_refused_since") is None


async def test_a_404_with_a_good_token_names_the_method(watch: TokenWatch, database: Database) -> None:
    async with running(watch):
        watch.note("setmycommands", 404)
        watch.note("setmycommands", 404)

        await until(lambda: watch.missing)

    assert watch.missing == {"setmycommands"}
