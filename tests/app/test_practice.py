"""`puntual sandbox`: the stage stays open for a browser."""

import asyncio
import os
import re
import signal

import pytest

from app.practice import practise
from sandbox.client import SandboxClient
from tests.hanging import HANGS


async def test_the_cast_is_in_the_clock_can_be_moved_and_a_signal_ends_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    running = asyncio.create_task(practise(0))
    url = await address(capsys)

    async with SandboxClient(url) as client:
        implan = await client.person(1003, "IMPLAN")
        note = await client.acts("adelantar")
        await implan.waits_for("0 completas · 0 incompletas · 3 sin iniciar", 20, after=0)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(HANGS):
        await running

    assert note == "Son las 08:30 del jue 25 sep."


async def address(capsys: pytest.CaptureFixture[str]) -> str:
    """Wait until it prints the URL of the page."""
    printed = ""
    async with asyncio.timeout(HANGS):
        while not (found := re.search(r"Abra (http://\S+) en el navegador\. Ctrl\+C termina\.", printed)):
            await asyncio.sleep(0.02)
            printed += capsys.readouterr().out
    return found[1]
