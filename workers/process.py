"""One worker process seen from the bot: started, given a task, watched, ended with its child processes."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from workers.calls import Limits, TaskEnd

LOOK_EVERY = 0.05
"""Seconds between two checks of a worker's memory."""
FAMILY_EVERY = 10
"""Checks of a worker for each check of its child processes, which walks over all processes."""
LAST_SECONDS = 2.0
"""How long a killed process may take to end: some system calls cannot be interrupted."""
LONGEST_ANSWER = 64 * 1024

Sleep = Callable[[float], Awaitable[None]]


class WorkerLost(Exception):
    """The worker ended before its task did."""

    def __init__(self, end: TaskEnd) -> None:
        super().__init__(end)
        self.end = end


class WorkerProcess:
    """Takes one task at a time. Whoever catches `WorkerLost`, or is cancelled, has to end it."""

    def __init__(self, process: asyncio.subprocess.Process, sleep: Sleep) -> None:
        self._process = process
        self._sleep = sleep
        self._seen = _seen(process.pid)
        self._has_ended = False

    @classmethod
    async def start(cls, folder: Path, packages: tuple[str, ...], sleep: Sleep) -> "WorkerProcess":
        """Start a worker in its own session, without our environment, which holds token and passwords."""
        path = os.pathsep.join(map(_absolute, sys.path))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "workers.child", str(folder), *packages),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.defpath, "PYTHONPATH": path, "HOME": str(folder)},
            cwd=folder,
            start_new_session=True,
            limit=LONGEST_ANSWER,
        )
        return cls(process, sleep)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return not self._has_ended and self._process.returncode is None

    @property
    def resident(self) -> int:
        """Return the bytes that it and its child processes hold; 0 if it has ended."""
        return sum(_resident(each) for each in _process_tree(self._seen))

    async def do(self, task: dict[str, Any], limits: Limits) -> dict[str, Any]:
        """Return the outcome the worker told; raise WorkerLost where it met a limit or died."""
        work = asyncio.ensure_future(self._asked(task))
        watch = asyncio.ensure_future(self._watched(limits.memory))
        try:
            async with asyncio.timeout(limits.wall):
                await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        except TimeoutError:
            raise WorkerLost(TaskEnd.WALL) from None
        finally:
            for each in (work, watch):
                each.cancel()
        if not work.done() or work.cancelled():
            raise WorkerLost(TaskEnd.MEMORY)
        return work.result()

    async def _asked(self, task: dict[str, Any]) -> dict[str, Any]:
        line, answers = self._process.stdin, self._process.stdout
        assert line is not None
        assert answers is not None
        try:
            line.write(json.dumps(task).encode() + b"\n")
            await line.drain()
            told = await answers.readline()
        except (ConnectionError, BrokenPipeError):
            told = b""
        except ValueError:  # a line without an end
            raise WorkerLost(TaskEnd.GARBLED) from None
        if not told:
            raise WorkerLost(await self._end())
        try:
            outcome = json.loads(told)
        except ValueError:
            raise WorkerLost(TaskEnd.GARBLED) from None
        if not isinstance(outcome, dict) or "outcome" not in outcome:
            raise WorkerLost(TaskEnd.GARBLED)
        if outcome["outcome"] == "memory":
            raise WorkerLost(TaskEnd.MEMORY)
        return outcome

    async def _end(self) -> TaskEnd:
        """Return why a silent worker has ended."""
        code = await self._process.wait()
        return TaskEnd.PROCESSOR if code == -signal.SIGXCPU else TaskEnd.DIED

    async def _watched(self, most: int) -> None:
        """Return when it holds more memory than the limit."""
        looks = 0
        while True:
            held = self.resident if looks % FAMILY_EVERY == 0 else _resident(self._seen)
            if held > most:
                return
            looks += 1
            await self._sleep(LOOK_EVERY)

    async def end(self) -> None:
        """Kill it and its child processes; return when it has ended."""
        self._has_ended = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(
                self._process.pid, signal.SIGSTOP
            )  # stopped, it starts no process while we list its children: orphans would be lost
        processes = list(_process_tree(self._seen))  # before the first is killed: its children would be lost
        for each in processes:
            with contextlib.suppress(psutil.Error):
                each.kill()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
        await asyncio.to_thread(psutil.wait_procs, processes, LAST_SECONDS)


def _seen(pid: int) -> psutil.Process | None:
    try:
        return psutil.Process(pid)
    except psutil.Error:
        return None


def _process_tree(process: psutil.Process | None) -> Iterator[psutil.Process]:
    if process is None:
        return
    yield process
    with contextlib.suppress(psutil.Error):
        yield from process.children(recursive=True)


def _resident(process: psutil.Process | None) -> int:
    if process is None:
        return 0
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _absolute(place: str) -> str:
    return str(Path(place or ".").absolute())
