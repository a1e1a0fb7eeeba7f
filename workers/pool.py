"""A few workers that share the tasks: started on demand, ended when idle."""

import asyncio
import contextlib
import importlib
import logging
import os
import shutil
import tempfile
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import psutil

from workers.calls import Call, Limits, TaskEnd, TaskEnded, TaskFailed, WorkersClosed
from workers.process import Sleep, WorkerLost, WorkerProcess
from workers.runner import WrittenFile
from workers.values import Unreadable, packed, unpacked

log = logging.getLogger(__name__)

T = TypeVar("T")

PREFIX = "puntual-tareas-"
KEPT_BELOW = 0.5
"""Share of the memory limit: a worker that holds more after a task is replaced."""


class Workers:
    """At most `most` processes; a task waits for a free one, and its time counts from its start.

    `packages` are those whose functions may be called besides `documents`; tests name their own.
    """

    def __init__(
        self,
        *,
        sleep: Sleep = asyncio.sleep,
        limits: Limits | None = None,
        most: int = 2,
        idle: float = 60.0,
        packages: tuple[str, ...] = (),
    ) -> None:
        self._sleep = sleep
        self._limits = limits or Limits()
        self._turns = asyncio.Semaphore(most)
        self._idle = idle
        self._packages = packages
        self._free: deque[WorkerProcess] = deque()
        self._busy: set[WorkerProcess] = set()
        self._retiring: dict[WorkerProcess, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[Any]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._names = count()
        self._folder: Path | None = None
        self._is_closed = False

    @property
    def pids(self) -> list[int]:
        return [each.pid for each in (*self._free, *self._busy)]

    @property
    def resident(self) -> int:
        """Return the bytes that all of them hold now."""
        return sum(each.resident for each in (*self._free, *self._busy))

    async def value(self, call: Call[T], limits: Limits | None = None) -> T:
        async with self._done(call, limits) as (outcome, result):
            if outcome["outcome"] == "file":
                content: Any = await asyncio.to_thread(result.read_bytes)
                return content  # type: ignore[no-any-return]
            return await asyncio.to_thread(_value_in, result, call)

    @asynccontextmanager
    async def file(self, call: Call[bytes], limits: Limits | None = None) -> AsyncIterator[WrittenFile]:
        async with self._done(call, limits) as (outcome, result):
            if outcome["outcome"] != "file":
                raise TaskEnded(TaskEnd.GARBLED, call.function)
            yield WrittenFile(result, str(outcome["sha256"]), int(outcome["size"]))

    async def close(self) -> None:
        """End every worker at once; callers that wait get WorkersClosed."""
        self._is_closed = True
        for task in list(self._running):
            task.cancel()
        for timer in self._retiring.values():
            timer.cancel()
        for worker in (*self._free, *self._busy):
            self._end(worker)
        self._free.clear()
        await asyncio.gather(*self._running, *self._ending, return_exceptions=True)
        if self._folder is not None:
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    @asynccontextmanager
    async def _done(
        self, call: Call[Any], limits: Limits | None
    ) -> AsyncIterator[tuple[dict[str, Any], Path]]:
        if self._is_closed:
            raise WorkersClosed
        name = str(next(self._names))
        folder = self._own_folder()
        asked, result = folder / f"{name}.call", folder / f"{name}.result"
        try:
            await self._written_down(asked, call)
            outcome = await self._in_turn(call, name, limits or self._limits)
            if outcome["outcome"] == "refused":
                _raise_again(await asyncio.to_thread(_value_in, result, call))
            if outcome["outcome"] == "failed":
                raise TaskFailed(str(outcome["kind"]), str(outcome["place"]))
            yield outcome, result
        finally:
            for each in (asked, result):
                each.unlink(missing_ok=True)

    async def _written_down(self, asked: Path, call: Call[Any]) -> None:
        try:
            await asyncio.to_thread(asked.write_bytes, packed(call))
        except FileNotFoundError:
            if self._is_closed:  # the folder was deleted meanwhile
                raise WorkersClosed from None
            raise

    async def _in_turn(self, call: Call[Any], name: str, limits: Limits) -> dict[str, Any]:
        work = asyncio.create_task(self._worked(call, name, limits))
        self._running.add(work)
        work.add_done_callback(self._running.discard)
        try:
            return await work
        except asyncio.CancelledError:
            if self._is_closed and not _is_cancelled():
                raise WorkersClosed from None
            raise
        finally:
            work.cancel()

    async def _worked(self, call: Call[Any], name: str, limits: Limits) -> dict[str, Any]:
        task = {
            "call": f"{name}.call",
            "result": f"{name}.result",
            "memory": limits.memory,
            "processor": limits.processor,
        }
        async with self._turns:
            worker = await self._free_worker()
            is_healthy = False
            try:
                outcome = await worker.do(task, limits)
                is_healthy = worker.resident < KEPT_BELOW * limits.memory
            except WorkerLost as lost:
                log.warning("task ended function=%s end=%s", call.function, lost.end)
                raise TaskEnded(lost.end, call.function) from lost
            finally:
                self._busy.discard(worker)
                if is_healthy and not self._is_closed:
                    self._rest(worker)
                else:
                    await self._end(worker)
            return outcome

    async def _free_worker(self) -> WorkerProcess:
        if self._is_closed:
            raise WorkersClosed
        while self._free:
            worker = self._free.pop()
            self._retiring.pop(worker).cancel()
            if worker.is_alive:
                break
            await self._end(worker)
        else:
            worker = await WorkerProcess.start(self._own_folder(), self._packages, self._sleep)
        self._busy.add(worker)
        return worker

    def _rest(self, worker: WorkerProcess) -> None:
        self._free.append(worker)
        self._retiring[worker] = asyncio.create_task(self._retired(worker))

    async def _retired(self, worker: WorkerProcess) -> None:
        """End a worker that has been idle for long."""
        await self._sleep(self._idle)
        with contextlib.suppress(ValueError):
            self._free.remove(worker)
            del self._retiring[worker]
            await self._end(worker)

    def _end(self, worker: WorkerProcess) -> asyncio.Future[None]:
        """End a worker, even if the caller is cancelled meanwhile."""
        ending = asyncio.create_task(worker.end())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
        return asyncio.shield(ending)

    def _own_folder(self) -> Path:
        """Make a folder for arguments and results, readable by us alone; delete those of dead processes."""
        if self._folder is None:
            place = Path(tempfile.gettempdir())
            for left in place.glob(f"{PREFIX}*"):
                if not _is_alive(left.name.removeprefix(PREFIX).partition("-")[0]):
                    shutil.rmtree(left, ignore_errors=True)
            self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place)).absolute()
        return self._folder


def _is_alive(pid: str) -> bool:
    return pid.isdigit() and psutil.pid_exists(int(pid))


def _value_in(result: Path, call: Call[Any]) -> Any:
    try:
        return unpacked(result.read_bytes())
    except (Unreadable, OSError) as error:
        raise TaskEnded(TaskEnd.GARBLED, call.function) from error


def _raise_again(told: tuple[str, str, tuple[Any, ...]]) -> NoReturn:
    module, name, arguments = told
    raise getattr(importlib.import_module(module), name)(*arguments)


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
