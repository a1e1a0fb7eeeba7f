"""A bot that crashed repeatedly starts its work later, says so, and still stops at once."""

import socket
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from app.clock import wall
from domain.delivery.crashes import MOST_ALONE
from domain.delivery.outcomes import InboxState
from storage.lives import Life as OneLife
from storage.uow import UnitOfWork
from tests.facts import ANA, a_document
from tests.migrated import migrated_postgres
from tests.stories.lives import Life, a_life, ends_leases, until
from tests.stories.processes import STUMBLED, Running

NOBODY = 2**22 + 1
"""More than the kernel numbers processes up to."""
ENDS = 10


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


async def _have_died(life: Life) -> None:
    """Write the rows of bots that just started and crashed."""

    async def begin(uow: UnitOfWork) -> None:
        for number in range(ENDS):
            await uow.lives.begin(OneLife(str(number), socket.gethostname(), NOBODY, wall()))

    await life.office.do(begin)


async def test_a_start_that_waits_is_red_does_nothing_and_stops_at_once(life: Life, port: int) -> None:
    await _have_died(life)
    await life.ana.says("/ayuda")

    bot = life.machine.starts("run", longest_pause="600", listen=f"127.0.0.1:{port}")
    told = await until(lambda: _is_red(port))
    examined = await life.machine.types("doctor")
    bot.is_told_to_stop()
    end = await bot.ends()

    assert told.startswith(f"503 starts: {ENDS} ends that were not clean since ")
    assert f"starts: {ENDS} ends" in bot.written.partition("work is put off")[2]
    assert (examined.code, f"✗ Arranques: {ENDS} procesos terminaron de golpe" in examined.out) == (1, True)
    assert end.code == 0
    assert "bot started" not in bot.written
    assert not await life.inbox()


async def test_a_killed_bot_is_counted_and_one_that_is_told_to_stop_is_not(life: Life) -> None:
    killed = life.machine.starts("run")
    await life.ana.says("/ayuda")
    await life.hears("personal del municipio")
    await life.is_killed_at_rest(killed)
    after_kill = await life.machine.types("doctor")

    stopped = life.machine.starts("run")
    await until(lambda: _has_started(stopped))
    stopped.is_told_to_stop()
    assert (await stopped.ends()).code == 0
    after_stop = await life.machine.types("doctor")

    assert "! Arranques: 1 proceso terminó de golpe desde " in after_kill.out
    assert "Arranques:" not in after_stop.out


async def test_with_two_processes_the_guilty_one_is_parked_and_told_once(
    postgres_url: str, tmp_path: Path
) -> None:
    with migrated_postgres(postgres_url) as url:
        async with a_life(tmp_path, url) as life:
            await life.office.register(a_document())
            await life.office.lets_in(ANA)
            await life.ana.says("/ayuda")
            for death in range(MOST_ALONE):
                doomed = await life.machine.types("run", failpoints="before_handle_commit=exit")
                assert doomed.code == STUMBLED
                await ends_leases(life, rests=death < MOST_ALONE - 1)

            bots = [life.machine.starts("run") for _ in "ab"]
            await until(partial(_is_parked, life))
            for bot in bots:
                await until(partial(_has_started, bot))
            for bot in bots:
                bot.is_told_to_stop()
                assert (await bot.ends()).code == 0

            parked, told = await life.inbox(), [row.kind for row in await life.office.rows(ANA)]
            examined = await life.machine.types("parked")

    assert (parked, told.count("unhandled")) == ({InboxState.PARKED: 1}, 1)
    assert "terminó de golpe mientras lo atendía a solas" in examined.out


async def _is_parked(life: Life) -> bool:
    return (await life.inbox())[InboxState.PARKED] == 1


async def _has_started(bot: Running) -> bool:
    return "bot started" in bot.written


async def _is_red(port: int) -> str:
    """Return the health of the bot once it knows of the earlier crashes."""
    told = await _health(port)
    return told if told.startswith("503") else ""


async def _health(port: int) -> str:
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/healthz") as answer,
        ):
            return f"{answer.status} {await answer.text()}"
    except aiohttp.ClientError:
        return ""
