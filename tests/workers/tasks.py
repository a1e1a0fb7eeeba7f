"""Tasks for tests: each does to its worker what a harmful file might."""

import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

from domain.kit.reports import DocumentRefused


def double(number: Decimal) -> Decimal:
    return 2 * number


def letters(count: int) -> bytes:
    return b"x" * count


def own_pid() -> int:
    return os.getpid()


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spin(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def hold(size: int) -> int:
    """Take memory, page by page, and keep it for a while."""
    held = bytearray(size)
    for place in range(0, size, 4096):
        held[place] = 1
    time.sleep(5)
    return len(held)


def leave(code: int) -> None:
    os._exit(code)


def prattle(words: str) -> str:
    """Print where a library would, and into what a program inherits."""
    sys.stdout.write(words)
    sys.stdout.flush()
    os.write(1, words.encode())
    subprocess.run([sys.executable, "-c", f"print({words!r})"], check=True)
    return words


def start_another(path: str) -> None:
    """Start a program that outlives us, note its number, and go on."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    Path(path).write_text(f"{child.pid}\n")
    time.sleep(600)


def refuse(problem: str) -> None:
    raise DocumentRefused(problem, ())


def fail() -> None:
    raise KeyError("a name of somebody")


def environment() -> dict[str, str]:
    return dict(os.environ)  # noqa: TID251 - what the worker was given


def sleeps_on() -> None:
    time.sleep(600)


def takes_memory() -> None:
    hold(300 * 1024 * 1024)


def exits() -> None:
    leave(3)


def prints_rubbish_and_exits() -> None:
    os.write(1, b'{"outcome": "value"}')
    leave(0)


def writes(text: str, *, into: Path) -> None:
    into.write_text(text, encoding="utf-8")


def runs_out() -> None:
    raise MemoryError
