"""From the start of the process to the first poll, and the most memory it takes."""

import asyncio
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.city import Plan, found_city
from bench.figures import Figure
from bench.stand_in import TOKEN, a_stand_in

ROOT = Path(__file__).parents[1]
SETTLED = 1.0
"""Seconds after the first poll in which the memory may still grow."""


async def measure(*, quick: bool) -> list[Figure]:
    """Start each a few times and take the best."""
    times = 1 if quick else 5
    own = [await start_ours() for _ in range(times)]
    echo = [await start_echo() for _ in range(times)]
    imports = [await asyncio.to_thread(imports_alone) for _ in range(times)]
    return figures_of(_best(own), _best(echo), _best(imports))


def figures_of(
    own: tuple[float, float], echo: tuple[float, float], imports: tuple[float, float]
) -> list[Figure]:
    """Return seconds and MB of each; `imports` are those of a process that only imports what ours does."""
    seconds = (
        f"Python: to import our modules alone takes {imports[0]:.2f} s, {imports[0] / own[0]:.0%} of it; "
        f"{own[0] - imports[0]:.2f} s above that for the database and the first calls"
    )
    memory = (
        f"Python: our modules alone take {imports[1]:.0f} MB, {imports[1] / own[1]:.0%} of it; "
        f"{own[1] - imports[1]:.0f} MB above that"
    )
    peer = "the echo bot"
    faster, smaller = own[0] / echo[0], own[1] / echo[1]
    return [
        Figure("start to first poll", "Puntual", own[0], "s", faster, peer, "report", bound=seconds),
        Figure("start to first poll", "PTB echo bot", echo[0], "s", bound="imports of Python"),
        Figure("peak memory", "Puntual", own[1], "MB", smaller, peer, "report", bound=memory),
        Figure("peak memory", "PTB echo bot", echo[1], "MB", bound="imported modules"),
    ]


def imports_alone() -> tuple[float, float]:
    """Only import what `puntual run` imports; return seconds and megabytes."""
    program = (
        "import time, app.commands, app.running\nprint(time.monotonic(), open('/proc/self/status').read())"
    )
    began = time.monotonic()
    words = [sys.executable, "-c", program]
    ended, status = subprocess.run(
        words, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    ).stdout.split(maxsplit=1)
    return float(ended) - began, _most(status)


async def start_ours() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/puntual.db"
        found_city(url, Plan(enlaces=0, implan=0))
        async with a_stand_in(limited=False) as stand_in:
            settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": stand_in.url, "DATABASE_URL": url}
            settings |= {"DATA_DIR": folder, "LOG_LEVEL": "WARNING"}
            lines = "\n".join(f"PUNTUAL_{name}={value}" for name, value in settings.items())
            (Path(folder) / ".env").write_text(lines)
            return await _start(["-m", "app.cli", "run"], folder, stand_in.first_call("getupdates"))


async def start_echo() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        async with a_stand_in(limited=False) as stand_in:
            words = ["-m", "bench.echo_bot", stand_in.url]
            return await _start(words, folder, stand_in.first_call("getupdates"))


async def _start(
    words: list[str], folder: str, polled_at: "asyncio.Future[float] | object"
) -> tuple[float, float]:
    """Return seconds until the first poll, and peak megabytes."""
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: ASYNC220 - its pid is all we want
        [sys.executable, *words], cwd=folder, env={"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    )
    try:
        seconds = await polled_at - began  # type: ignore[misc]
        await asyncio.sleep(SETTLED)
        megabytes = _peak(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        await asyncio.to_thread(process.wait)
    return seconds, megabytes


def _peak(pid: int) -> float:
    """Return the peak memory of a process; ru_maxrss would include ours, copied by the fork."""
    return _most((Path("/proc") / str(pid) / "status").read_text())


def _most(status: str) -> float:
    lines = status.splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _best(starts: list[tuple[float, float]]) -> tuple[float, float]:
    return min(seconds for seconds, _ in starts), min(memory for _, memory in starts)
