"""A worker may be harmed; the caller is told how it ended, and the next task gets a healthy one."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import psutil
import pytest

from domain.kit.reports import DocumentRefused
from workers.calls import Call, Limits, TaskEnd, TaskEnded, TaskFailed, WorkersClosed, call
from workers.pool import Workers

MB = 1024 * 1024
Make = Callable[..., Workers]


def task(name: str, *arguments: Any) -> Call[Any]:
    return call(f"tests.workers.tasks:{name}", *arguments)


@pytest.fixture
async def make() -> AsyncIterator[Make]:
    made: list[Workers] = []

    def one(**options: Any) -> Workers:
        made.append(Workers(packages=("tests",), **options))
        return made[-1]

    yield one
    for each in made:
        await each.close()


async def test_a_task_returns_its_value_and_the_worker_is_used_again(make: Make) -> None:
    workers = make(most=1)

    first, value, second = [
        await workers.value(each)
        for each in (task("own_pid"), task("double", Decimal("12.50")), task("own_pid"))
    ]

    assert value == Decimal("25.00")
    assert first == second != os.getpid()


async def test_bytes_come_as_a_file_with_its_hash_which_is_gone_afterwards(make: Make) -> None:
    async with make().file(task("letters", 3)) as written:
        assert written.path.read_bytes() == b"xxx"
        assert written.size == 3
        assert written.sha256.startswith("cd2eb0837c9b4c96")

    assert not written.path.exists()


@pytest.mark.parametrize(
    ("asked", "limits", "end"),
    [
        pytest.param(task("sleep", 60), Limits(wall=0.2), TaskEnd.WALL, id="waits"),
        pytest.param(task("spin", 60), Limits(processor=0.2), TaskEnd.PROCESSOR, id="reckons"),
        pytest.param(task("hold", 300 * MB), Limits(memory=150 * MB), TaskEnd.MEMORY, id="allocates"),
        pytest.param(
            task("hold", 3000 * MB), Limits(memory=150 * MB), TaskEnd.MEMORY, id="asks too much at once"
        ),
        pytest.param(task("leave", 3), Limits(), TaskEnd.DIED, id="exits"),
    ],
)
async def test_who_asked_is_told_how_a_worker_ended_and_the_next_task_is_done(
    make: Make, asked: Call[Any], limits: Limits, end: TaskEnd
) -> None:
    workers = make(most=1)

    with pytest.raises(TaskEnded) as ended:
        await workers.value(asked, limits)

    assert ended.value.end is end
    assert await workers.value(task("double", 2)) == 4


async def test_the_allowance_of_processor_time_counts_from_what_the_worker_has_used(make: Make) -> None:
    workers, limits = make(most=1), Limits(processor=1.5)

    for _ in range(7):
        await workers.value(task("spin", 0.5), limits)

    assert len(workers.pids) == 1


async def test_whatever_is_printed_disturbs_nobody(make: Make) -> None:
    assert await make().value(task("prattle", '{"outcome": "value"}\n')) == '{"outcome": "value"}\n'


async def test_a_refusal_of_ours_is_raised_again_whole(make: Make) -> None:
    with pytest.raises(DocumentRefused) as refused:
        await make().value(task("refuse", "informe.txt"))

    assert refused.value.source == "informe.txt"


async def test_any_other_exception_leaves_its_words_behind(make: Make) -> None:
    with pytest.raises(TaskFailed) as failed:
        await make().value(task("fail"))

    assert failed.value.kind == "KeyError"
    assert failed.value.place.startswith("tasks.py:")
    assert "somebody" not in str(failed.value)


async def test_a_function_of_another_package_is_not_called(make: Make) -> None:
    with pytest.raises(TaskFailed):
        await make().value(call("os:getcwd"))


async def test_a_worker_sees_nothing_of_our_environment(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", "7:secret")

    seen = await make().value(task("environment"))

    assert set(seen) <= {"PATH", "PYTHONPATH", "HOME", "LC_CTYPE"}


async def test_what_a_worker_has_started_ends_with_it(make: Make, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    asked = asyncio.create_task(make().value(task("start_another", str(note))))
    await until(lambda: note.exists() and note.read_text().endswith("\n"))

    asked.cancel()
    await asyncio.wait([asked])

    assert not is_running(int(note.read_text()))


async def test_closing_ends_what_is_at_work_and_what_waits(make: Make) -> None:
    workers = make(most=1)
    both = [asyncio.create_task(workers.value(task("sleep", 600))) for _ in range(2)]
    await until(lambda: bool(workers.pids))
    (pid,) = workers.pids

    await workers.close()

    assert [type(each) for each in await asyncio.gather(*both, return_exceptions=True)] == [WorkersClosed] * 2
    assert not is_running(pid)
    with pytest.raises(WorkersClosed):
        await workers.value(task("own_pid"))


async def test_who_gives_up_ends_the_worker(make: Make) -> None:
    workers = make(most=1)
    asked = asyncio.create_task(workers.value(task("sleep", 600)))
    await until(lambda: bool(workers.pids))
    (pid,) = workers.pids

    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked

    assert await workers.value(task("own_pid")) != pid
    assert not is_running(pid)


async def test_a_worker_with_nothing_to_do_is_ended(make: Make) -> None:
    bored = asyncio.Event()

    async def sleep(seconds: float) -> None:
        await (bored.wait() if seconds == 7 else asyncio.sleep(seconds))

    workers = make(idle=7, sleep=sleep)
    pid = await workers.value(task("own_pid"))
    assert workers.pids == [pid]

    bored.set()
    await until(lambda: not workers.pids)
    await workers.close()

    assert not is_running(pid)


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():  # noqa: ASYNC110 - no event tells when a process has been started
        await asyncio.sleep(0)


def is_running(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
