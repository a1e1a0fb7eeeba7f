"""The worker itself: `python -m workers.child FOLDER` carries out tasks until its input ends.

A task is a line of JSON on its standard input, its outcome a line of JSON on its standard output; arguments
and results are files in FOLDER. Output that a library prints is discarded.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from workers.calls import Call
from workers.values import packed, unpacked

PDEATHSIG = 1
NICENESS = 10
READABLE = ("documents", "workers")
"""Packages whose functions may be called; tests name their own on the command line."""
REFUSALS = ("documents", "domain")
"""Packages whose exceptions are results: they are sent back and raised again by the caller."""
SPARE = 4
"""How many times its resident memory a worker may map: fonts and models are mapped and hardly used."""


def main() -> None:
    """Work until the input ends: the caller is gone then."""
    tasks, answers = _redirect_output()
    _lower_priority()
    work(tasks, answers, Path(sys.argv[1]), (*READABLE, *sys.argv[2:]))


def work(tasks: Iterable[bytes], answers: IO[bytes], folder: Path, packages: tuple[str, ...]) -> None:
    """Answer each task with its outcome, in order."""
    for line in tasks:
        answers.write(json.dumps(done(json.loads(line), folder, packages)).encode() + b"\n")
        answers.flush()


def done(task: dict[str, Any], folder: Path, packages: tuple[str, ...]) -> dict[str, Any]:
    """Do one task within its limits and say how it ended; its result is in the file it names."""
    result = folder / task["result"]
    try:
        _limit(task["memory"], task["processor"])
        asked: Call[Any] = unpacked((folder / task["call"]).read_bytes())
        if asked.function.partition(".")[0] not in packages:
            return {"outcome": "failed", "kind": "PackageRefused", "place": ""}
        if asked.writes:
            asked.found()(*asked.arguments, **asked.named, into=result)
            return _as_file(result)
        return _stored(asked(), result)
    except MemoryError:
        return {"outcome": "memory"}
    except Exception as error:  # noqa: BLE001 - the bot is told of any exception, and the worker goes on
        if type(error).__module__.partition(".")[0] in (*REFUSALS, *packages[len(READABLE) :]):
            result.write_bytes(packed((type(error).__module__, type(error).__qualname__, error.args)))
            return {"outcome": "refused"}
        return {"outcome": "failed", "kind": type(error).__name__, "place": _place(error)}


def _stored(value: Any, result: Path) -> dict[str, Any]:
    """Bytes become a file with their hash; any other value is pickled."""
    if isinstance(value, bytes):
        result.write_bytes(value)
        return _as_file(result)
    result.write_bytes(packed(value))
    return {"outcome": "value"}


def _as_file(result: Path) -> dict[str, Any]:
    with result.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return {"outcome": "file", "sha256": digest.hexdigest(), "size": result.stat().st_size}


def _limit(memory: int, processor: float) -> None:
    """Limit the processor time to the present use and the allowance, and the memory to a multiple.

    Only the soft limit: a worker that meets it ends by a signal of its own, and the next task can raise it.
    The resident memory is watched from outside; this limits its growth between two looks.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + processor) + 1
    _lower(resource.RLIMIT_CPU, seconds)
    _lower(resource.RLIMIT_AS, SPARE * memory)


def _lower(which: int, wanted: int) -> None:
    _, hard = resource.getrlimit(which)
    with contextlib.suppress(ValueError, OSError):  # a system without this limit: watched from outside
        resource.setrlimit(which, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _redirect_output() -> tuple[IO[bytes], IO[bytes]]:
    """Keep standard output for answers: libraries and their programs print elsewhere."""
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return tasks, answers


def _lower_priority() -> None:
    """Give way to the bot, be the first to end when memory runs out, and end with the parent."""
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)


def _place(error: Exception) -> str:
    """Return the last line of our own code in the traceback, without any content of the file."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if f"{os.sep}site-packages{os.sep}" not in each.filename]
    last = (ours or frames)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


if __name__ == "__main__":
    main()
