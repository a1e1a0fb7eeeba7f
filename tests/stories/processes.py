"""Real processes of `puntual`, which may be killed.

They are forked from a server that has the code loaded: a start takes a tenth of a second instead of two, with
the same `main`. A few stories run the command as a shell would.
"""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import forkserver
from pathlib import Path
from typing import Protocol

import pytest

from tests.hanging import HANGS

ROOT = Path(__file__).parents[2]
TOKEN = "7000000001:secret-of-the-sandbox"
KILLED = -signal.SIGKILL
STUMBLED = 137
PATIENCE = HANGS

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["pytest", "tests.stories.loaded"])


def _ensure_server() -> None:
    """Make the server import our `tests`: a library installs a package of the same name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        forkserver.ensure_running()


class Process(Protocol):
    """The common interface of the two kinds of processes."""

    @property
    def exitcode(self) -> int | None: ...

    @property
    def pid(self) -> int | None: ...

    def kill(self) -> None: ...

    def terminate(self) -> None: ...

    def join(self) -> None: ...


@dataclass(frozen=True)
class Told:
    """The exit code and output of a command."""

    code: int
    out: str
    err: str


@dataclass
class Running:
    """A running process, and the files of its two outputs."""

    process: Process
    out: Path
    err: Path

    @property
    def written(self) -> str:
        return self.out.read_text(encoding="utf-8") + self.err.read_text(encoding="utf-8")

    async def ends(self, patience: float = PATIENCE) -> Told:
        """Wait for its end; on a timeout fail with its log."""
        try:
            async with asyncio.timeout(patience):
                while self.process.exitcode is None:  # noqa: ASYNC110 - a process rings no bell
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"still running after {patience} s:\n{self.written}") from None
        texts = [path.read_text(encoding="utf-8") for path in (self.out, self.err)]
        return Told(self.process.exitcode or 0, *texts)

    async def dies(self) -> None:
        """Kill it with SIGKILL."""
        self.process.kill()
        told = await self.ends()
        assert told.code == KILLED, told

    def is_told_to_stop(self) -> None:
        self.process.terminate()


@dataclass
class Machine:
    """A folder with settings in which commands run; at the end those still running are killed.

    `program` is the module whose `main` takes the arguments.
    """

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    program: str = "app.cli"
    _started: list[Running] = field(default_factory=list)

    def starts(self, *words: str, **settings: str) -> Running:
        """Start a command with additional settings."""
        place, out, err = self._place(settings)
        process = _CONTEXT.Process(target=_run, args=(self.program, words, place, out, err), daemon=True)
        _ensure_server()
        process.start()
        self._started.append(Running(process, out, err))
        return self._started[-1]

    def executes(self, *words: str, **settings: str) -> Running:
        """Start a command as a shell would, in a new interpreter."""
        place, out, err = self._place(settings)
        with out.open("wb") as written, err.open("wb") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", *words],
                cwd=place,
                env={"PYTHONPATH": str(ROOT)},
                stdout=written,
                stderr=told,
            )
        self._started.append(Running(_Executed(process), out, err))
        return self._started[-1]

    async def types(self, *words: str, **settings: str) -> Told:
        return await self.starts(*words, **settings).ends()

    def ends(self) -> None:
        for running in self._started:
            running.process.kill()
            running.process.join()

    def _place(self, settings: dict[str, str]) -> tuple[Path, Path, Path]:
        """Return a folder with the settings in its `.env`, and the paths of the outputs."""
        number = len(self._started)
        place = self.folder / f"process-{number}"
        place.mkdir()
        lines = [f"PUNTUAL_{name.upper()}={value}" for name, value in (self.settings | settings).items()]
        (place / ".env").write_text("\n".join(lines))
        (place / ".env").chmod(0o600)
        out, err = self.folder / f"out-{number}.txt", self.folder / f"err-{number}.txt"
        out.touch()
        err.touch()
        return place, out, err


@dataclass
class _Executed:
    popen: "subprocess.Popen[bytes]"

    @property
    def exitcode(self) -> int | None:
        return self.popen.poll()

    @property
    def pid(self) -> int | None:
        return self.popen.pid

    def kill(self) -> None:
        self.popen.kill()

    def terminate(self) -> None:
        self.popen.terminate()

    def join(self) -> None:
        self.popen.wait()


def _run(program: str, words: tuple[str, ...], place: Path, out: Path, err: Path) -> None:
    """Run the command in this process, with output to files and its exit code."""
    os.chdir(place)
    for path, stream in ((out, sys.stdout), (err, sys.stderr)):
        stream.flush()
        with path.open("wb") as file:
            os.dup2(file.fileno(), stream.fileno())
    sys.exit(import_module(program).main(words))
