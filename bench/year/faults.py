"""The faults: how each begins and ends, and the words with which doctor or health name it."""

import asyncio
import os
import re
import signal
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import psutil

from bench.year.copies import a_restore, a_rotten_file
from bench.year.databases import held
from bench.year.instances import a_twin, another_poll, anothers_address
from bench.year.mischief import mischief
from bench.year.poor_files import poor_files
from bench.year.town import Town
from sandbox.faults import Fault as Mischief
from sandbox.faults import FaultKind
from sandbox.outage import OutageKind
from storage.failpoints import Point
from tests.faults.conftest import fill_disk

DOWN = r"/healthz: no answer"
OF_TELEGRAM = r"✗ Telegram: (no responde|no reconoce)"
OF_THE_CLOCK = r"✗ Reloj: .*(respecto del de Telegram|del futuro)|/healthz: 503 clock"
PAGES = (302, 400, 401, 403, 404, 407, 429, 502, 503, 511)
"""Without 413: what such a page refuses is not asked for a day (decision 22), longer than a day here."""
CROWD = 300


@dataclass(frozen=True)
class Fault:
    """`named` is a pattern in the output of doctor or health while it lasts; None where none names it."""

    befalls: Callable[[Town, Random], AbstractAsyncContextManager[None]]
    named: str | None


@asynccontextmanager
async def a_kill(town: Town, _: Random) -> AsyncIterator[None]:
    await town.is_killed()
    yield
    await town.opens()


@asynccontextmanager
async def a_stumble(town: Town, dice: Random) -> AsyncIterator[None]:
    """Crash at a failpoint, or be killed if it is not reached."""
    point = dice.choice([each for each in Point if each is not Point.AFTER_PAPER])
    await town.is_killed()
    doomed = town.city.machine.starts("run", failpoints=f"{point}=exit@{dice.randint(1, 3)}")
    town.bot = doomed
    with suppress(AssertionError):
        await doomed.ends(patience=8)
    if doomed.process.exitcode is None:
        doomed.process.kill()
        await doomed.ends()
    await town.records_kill()
    yield
    await town.opens()


@asynccontextmanager
async def a_gateway(town: Town, dice: Random) -> AsyncIterator[None]:
    async with mischief(town, Mischief(FaultKind.WEB_PAGE, times=None, status=dice.choice(PAGES))):
        yield


@asynccontextmanager
async def an_impossible_answer(town: Town, _: Random) -> AsyncIterator[None]:
    async with mischief(town, Mischief(FaultKind.IMPOSSIBLE, times=None)):
        yield


@asynccontextmanager
async def an_outage(town: Town, dice: Random) -> AsyncIterator[None]:
    world = town.world
    world.go_down(dice.choice(list(OutageKind)))
    yield
    world.outage.end()


@asynccontextmanager
async def lost_answers(town: Town, dice: Random) -> AsyncIterator[None]:
    """Lose the answers to some sends, so that they are in doubt."""
    lost = Mischief(FaultKind.DROP_AFTER, "sendMessage", times=6, probability=0.3, seed=dice.randint(0, 999))
    async with mischief(town, lost):
        yield


@asynccontextmanager
async def a_flood_of_429(town: Town, dice: Random) -> AsyncIterator[None]:
    times = dice.randint(1, 8)
    async with mischief(town, Mischief(FaultKind.TOO_MANY_REQUESTS, "sendMessage", times=times)):
        yield


@asynccontextmanager
async def a_full_disk(town: Town, _: Random) -> AsyncIterator[None]:
    filler = await asyncio.to_thread(fill_disk, town.data)
    yield
    filler.unlink()
    if not town.is_open:
        await town.opens()


@asynccontextmanager
async def a_held_database(town: Town, _: Random) -> AsyncIterator[None]:
    with held(town.url):
        yield


@asynccontextmanager
async def a_shortage_of_descriptors(town: Town, _: Random) -> AsyncIterator[None]:
    """Limit the running bot to the descriptors it has open now."""
    process = psutil.Process(town.pid)
    soft, hard = process.rlimit(psutil.RLIMIT_NOFILE)
    process.rlimit(psutil.RLIMIT_NOFILE, (process.num_fds(), hard))
    yield
    with suppress(psutil.NoSuchProcess):
        process.rlimit(psutil.RLIMIT_NOFILE, (soft, hard))
    if not town.is_open:
        await town.opens()


@asynccontextmanager
async def a_stopped_process(town: Town, _: Random) -> AsyncIterator[None]:
    """Freeze the bot, like a swapping machine or a paused virtual machine."""
    os.kill(town.pid, signal.SIGSTOP)
    yield
    os.kill(town.pid, signal.SIGCONT)


@asynccontextmanager
async def a_step_of_the_clock(town: Town, dice: Random) -> AsyncIterator[None]:
    step = _step(dice)
    town.wall.step(step)
    yield
    town.wall.step(-step)


@asynccontextmanager
async def a_clock_wrong_at_the_start(town: Town, dice: Random) -> AsyncIterator[None]:
    step = _step(dice)
    await town.is_killed()
    town.wall.step(step)
    await town.opens()
    yield
    town.wall.step(-step)


def _step(dice: Random) -> timedelta:
    lengths = (
        timedelta(minutes=7),
        timedelta(hours=1),
        timedelta(hours=3),
        timedelta(days=1),
        timedelta(days=40),
    )
    return dice.choice((1, -1)) * dice.choice(lengths)


@asynccontextmanager
async def a_refused_token(town: Town, _: Random) -> AsyncIterator[None]:
    async with mischief(town, Mischief(FaultKind.UNAUTHORIZED, times=None)):
        yield


@asynccontextmanager
async def a_crowd_at_the_door(town: Town, _: Random) -> AsyncIterator[None]:
    """Open many connections that send only half a request."""
    async with AsyncExitStack() as crowd:
        for _each in range(CROWD):
            _reader, writer = await asyncio.open_connection("127.0.0.1", town.port)
            crowd.callback(writer.close)
            writer.write(b"POST / HTTP/1.1\r\nHost: x\r\n")
        yield


FAULTS = {
    "kill": Fault(a_kill, DOWN),
    "stumble": Fault(a_stumble, DOWN),
    "gateway": Fault(a_gateway, OF_TELEGRAM),
    "impossible answers": Fault(an_impossible_answer, OF_TELEGRAM),
    "outage": Fault(an_outage, OF_TELEGRAM),
    "full disk": Fault(a_full_disk, r"✗ Archivos: quedan|El disco está lleno"),
    "held database": Fault(a_held_database, r"está ocupada|database: no answer"),
    "descriptors": Fault(a_shortage_of_descriptors, r"✗ Archivos y conexiones abiertos|descriptors:"),
    "stopped process": Fault(a_stopped_process, DOWN),
    "step of the clock": Fault(a_step_of_the_clock, OF_THE_CLOCK),
    "clock wrong at the start": Fault(a_clock_wrong_at_the_start, OF_THE_CLOCK),
    "refused token": Fault(a_refused_token, OF_TELEGRAM),
    "rotten file": Fault(a_rotten_file, r"✗ Evidencias:"),
    "restore": Fault(a_restore, r"Restaurado el .* de un respaldo"),
    "another's poll": Fault(another_poll, r"✗ Telegram: alguien más usa|somebody else uses"),
    "another's address": Fault(anothers_address, r"✗ Telegram: entrega en |delivers to "),
    "twin": Fault(a_twin, None),
    "crowd at the door": Fault(a_crowd_at_the_door, None),
    "lost answers": Fault(lost_answers, None),
    "poor files": Fault(poor_files, None),
    "429": Fault(a_flood_of_429, None),
}


def is_named(fault: Fault, told: str) -> bool:
    return fault.named is None or re.search(fault.named, told) is not None


def a_small_disk(folder: Path) -> Callable[[], None] | None:
    """Mount a small disk; return a function to unmount it, or None where mounting is not allowed."""
    command = ["mount", "-t", "tmpfs", "-o", "size=256m", "none", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        return None

    def unmount() -> None:
        subprocess.run(["umount", "-l", str(folder)], check=False)

    return unmount
