"""Out of descriptors the server logs it, does not loop, and accepts connections again later."""

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.descriptors import (
    are_nearly_out,
    descriptors_found,
    descriptors_of,
    descriptors_of_each,
    open_descriptors,
)
from storage.alone import alone_on
from storage.engine import Database
from storage.lives import Life
from tests.app.short_of_descriptors import FEW
from tests.clocks import NOON
from tests.hanging import HANGS

ROOT = Path(__file__).parents[2]
NOBODY = 2**22 + 1
"""More than the kernel numbers processes up to."""
PATIENCE = HANGS
"""Seconds after which the child is killed: nothing here waits for longer."""


@pytest.fixture
def child() -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "tests.app.short_of_descriptors"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT) as process:
        killer = _after(PATIENCE, process)
        try:
            yield process
        finally:
            killer.cancel()
            process.kill()


def _after(seconds: float, process: "subprocess.Popen[str]") -> "threading.Timer":
    timer = threading.Timer(seconds, process.kill)
    timer.daemon = True
    timer.start()
    return timer


def asked(line: socket.socket) -> bytes:
    line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    return line.recv(100)


def told(process: "subprocess.Popen[str]", words: str) -> None:
    assert process.stderr is not None
    while words not in (line := process.stderr.readline()):
        assert line, "the child has ended"


def said(process: "subprocess.Popen[str]", words: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    if words:
        process.stdin.write(words)
        process.stdin.flush()
    return process.stdout.readline()


def test_out_of_descriptors_it_says_so_and_whoever_waited_is_answered_later(
    child: "subprocess.Popen[str]",
) -> None:
    port = int(said(child, ""))
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as waiting:
        told(child, "ERROR app.descriptors out of descriptors")
        used, most = descriptors_of(child.pid) or (0, 0)
        before = psutil.Process(child.pid).cpu_times()
        assert (most, are_nearly_out(used, most)) == (FEW, True)
        told(child, "out of descriptors")
        told(child, "out of descriptors")

        assert said(child, "\n") == "free\n"
        assert asked(waiting).startswith(b"HTTP/1.1 200")
        child.terminate()
        assert child.stderr is not None
        assert child.stderr.read().count("out of descriptors") < 9, "it says so once a second"

        after = psutil.Process(child.pid).cpu_times()
        assert after.user + after.system - before.user - before.system < 1.0


def test_a_process_that_has_ended_holds_nothing(child: "subprocess.Popen[str]") -> None:
    child.kill()
    child.wait(PATIENCE)

    assert descriptors_of(child.pid) is None


def test_what_this_process_holds_open_is_counted() -> None:
    used, _ = open_descriptors()

    with socket.socket(), socket.socket():
        assert open_descriptors()[0] == used + 2


def test_the_doctor_counts_those_of_the_bot_that_is_running(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/puntual.db"

    with alone_on(database):
        [found] = descriptors_found(database)

    _, most = open_descriptors()
    assert re.fullmatch(rf"✓ Archivos y conexiones abiertos: \d+ de {most} \(LimitNOFILE\)", str(found))


def test_where_few_are_left_the_doctor_says_what_to_do(
    tmp_path: Path, child: "subprocess.Popen[str]"
) -> None:
    database = f"sqlite:///{tmp_path}/puntual.db"
    said(child, "")
    with alone_on(database):
        (tmp_path / "puntual.db.run").write_text(str(child.pid))
        [found] = descriptors_found(database)

    told = "Archivos y conexiones abiertos: 64 de 64 (LimitNOFILE); suba LimitNOFILE y reinicie Puntual"
    assert str(found) == f"✗ {told}"


async def test_on_postgresql_the_doctor_looks_at_each_bot_of_the_machine(
    database: Database, child: "subprocess.Popen[str]"
) -> None:
    said(child, "")
    places = [(socket.gethostname(), child.pid), (socket.gethostname(), NOBODY), ("elsewhere", os.getpid())]
    async with database.write() as uow:
        for host, pid in places:
            await uow.lives.begin(Life(f"{host} {pid}", host, pid, NOON))
        await uow.commit()

    found = [str(each) for each in await descriptors_of_each(database)]

    told = (
        f"✗ Archivos y conexiones abiertos por el proceso {child.pid}: 64 de 64 (LimitNOFILE); "
        "suba LimitNOFILE y reinicie Puntual"
    )
    assert found == ([told] if database.dialect == "postgresql" else [])


@pytest.mark.parametrize("written", ["", "99999999", "rubbish"])
def test_a_bot_that_cannot_be_looked_at_is_not_spoken_of(tmp_path: Path, written: str) -> None:
    database = f"sqlite:///{tmp_path}/puntual.db"

    with alone_on(database):
        (tmp_path / "puntual.db.run").write_text(written)
        assert descriptors_found(database) == []


def test_where_no_bot_runs_there_is_nothing_to_count(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/puntual.db"
    assert descriptors_found(database) == []
    with alone_on(database):
        pass
    assert descriptors_found(database) == []
