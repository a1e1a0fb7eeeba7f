"""A machine with a wrong clock answers by Telegram's, so that a report counts for the right quarter."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from pydantic import SecretStr

from app.clock import Machine, ProductClock, StoppedClock, wall
from app.running import run
from app.settings import Settings
from app.wiring import opened
from sandbox.client import SandboxClient
from sandbox.server import running_sandbox
from tests.e2e.town import TOKEN
from tests.facts import ANA, OAXACA, Office
from tests.workers.inside import INSIDE

FIRST_RUNG = datetime(2025, 9, 15, 10, tzinfo=OAXACA)
"""From this day on 3T2025 is the quarter in play; the day before it was the second one."""


@pytest.mark.parametrize("wrong", [timedelta(days=-1), timedelta(days=-40), timedelta(days=40)], ids=str)
async def test_what_is_reported_counts_for_the_quarter_it_truly_is(
    tmp_path: Path, programmes: Path, wrong: timedelta
) -> None:
    copyfile(programmes, tmp_path / "puntual.db")
    shift = FIRST_RUNG.astimezone(UTC) - wall() + wrong
    clock = ProductClock(machine=Machine(wall=lambda: wall() + shift))
    true, stopping = StoppedClock(FIRST_RUNG), asyncio.Event()
    async with running_sandbox(clock=true.now) as sandbox, SandboxClient(sandbox.url) as client:
        settings = Settings.model_construct(
            bot_token=SecretStr(TOKEN),
            bot_api_url=sandbox.url,
            database_url=f"sqlite+aiosqlite:///{tmp_path / 'puntual.db'}",
            data_dir=tmp_path,
        )
        async with opened(settings, clock, workers=INSIDE) as puntual:
            await Office(puntual.database).lets_in(ANA)
            ana = await client.person(ANA, "Ana", has_started=True)
            running = asyncio.create_task(run(puntual, stopping))
            await ana.says("/pendientes")
            told = await ana.waits_for("indicadores", 20)
            stopping.set()
            await running

    assert "3T2025" in told.text or "3.er trimestre" in told.text, told.text
