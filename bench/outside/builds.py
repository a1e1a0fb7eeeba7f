"""A build: a folder with the code and the Python of its installation; runs and meters its command."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.outside.meters import Used, used_by

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ended:
    """The result of a command: elapsed seconds, and CPU seconds of it and its children."""

    code: int
    seconds: float
    processor: float
    out: str
    err: str


@dataclass(frozen=True)
class Build:
    name: str
    folder: Path
    python: Path

    @property
    def puntual(self) -> Path:
        return self.python.with_name("puntual")

    def runs(self, *words: str, place: Path, **settings: object) -> Ended:
        """Run a command to its end in a separate folder, with only these settings."""
        out, err = place / "out.txt", place / "err.txt"
        with out.open("wb") as told, err.open("wb") as complained:
            began = time.perf_counter()
            process = self._process(words, place, settings, told.fileno(), complained.fileno())
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        processor = usage.ru_utime + usage.ru_stime
        return Ended(process.returncode, seconds, processor, out.read_text(), err.read_text())

    def does(self, *words: str, place: Path, **settings: object) -> Ended:
        """Run a command that must succeed; raise Refused with its output otherwise."""
        ended = self.runs(*words, place=place, **settings)
        if ended.code:
            raise Refused(f"{self.name}: puntual {' '.join(words)}: {ended.code}\n{ended.out}{ended.err}")
        return ended

    def starts(self, *words: str, place: Path, **settings: object) -> "Started":
        """Start a command that runs until stopped; use as `with`."""
        with (place / "log.txt").open("wb") as log:
            began = time.monotonic()
            return Started(self._process(words, place, settings, log.fileno(), log.fileno()), began)

    def _process(
        self, words: tuple[str, ...], place: Path, settings: dict[str, object], out: int, err: int
    ) -> "subprocess.Popen[bytes]":
        environment = {f"PUNTUAL_{name.upper()}": str(value) for name, value in settings.items()}
        environment |= {"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "", "LC_ALL": "C.UTF-8"}
        return subprocess.Popen([self.puntual, *words], cwd=place, env=environment, stdout=out, stderr=err)


class Refused(Exception):
    """A command that a measure needs did not succeed."""


@dataclass(frozen=True)
class Started:
    """A running process; `began` is on the monotonic clock."""

    process: "subprocess.Popen[bytes]"
    began: float

    def __enter__(self) -> "Started":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()

    @property
    def used(self) -> Used:
        """Return what it and its children have used so far."""
        if self.process.poll() is not None:
            raise Refused(f"the process has ended with {self.process.returncode}")
        return used_by(self.process.pid)


def our_build() -> Build:
    return Build("today", ROOT, Path(sys.executable))
