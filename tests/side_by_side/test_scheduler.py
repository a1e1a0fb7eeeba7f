"""Processes that have collected different files run each test once, also where one of them dies."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from tests.side_by_side.scheduler import Scheduler
from tests.side_by_side.shares import Shares

SHARES = Shares(owned=(("a.py", "b.py"), ("c.py",)), common=("d.py", "e.py", "f.py"))
TESTS = 5
"""In each file."""


@dataclass(eq=False)
class Process:
    """What a process was sent; it begins a test when it knows the next one, or that there is none."""

    waiting: deque[int] = field(default_factory=deque)
    shutting_down: bool = False
    ran: list[str] = field(default_factory=list)

    def send_runtest_some(self, indices: Sequence[int]) -> None:
        assert not self.shutting_down
        self.waiting.extend(indices)

    def shutdown(self) -> None:
        self.shutting_down = True

    @property
    def may_go_on(self) -> bool:
        return len(self.waiting) > 1 or (self.shutting_down and bool(self.waiting))


def collected(place: int) -> list[str]:
    return [f"{file}::test_{number}" for file in sorted(SHARES.of(place)) for number in range(TESTS)]


def begun(scheduler: Scheduler, *processes: Process) -> None:
    for process in processes:
        scheduler.add_node(process)
    for place, process in enumerate(processes):
        assert not scheduler.collection_is_completed
        scheduler.add_node_collection(process, collected(place))
    assert scheduler.collection_is_completed
    scheduler.schedule()


def run(scheduler: Scheduler, process: Process, place: int, count: int = 1) -> None:
    for _ in range(count):
        at = process.waiting.popleft()
        process.ran.append(collected(place)[at])
        scheduler.mark_test_complete(process, at)


def run_all(scheduler: Scheduler, *processes: Process) -> None:
    while any(process.may_go_on for process in processes):
        for place, process in enumerate(processes):
            if process.may_go_on:
                run(scheduler, process, place)


def test_each_test_is_run_once_and_both_end() -> None:
    scheduler, one, other = Scheduler(SHARES), Process(), Process()
    begun(scheduler, one, other)

    run_all(scheduler, one, other)

    assert sorted(one.ran + other.ran) == sorted({*collected(0), *collected(1)})
    assert scheduler.tests == len(one.ran + other.ran) == 6 * TESTS
    assert scheduler.tests_finished
    assert not scheduler.has_pending
    assert one.shutting_down
    assert other.shutting_down


def test_whoever_is_done_first_takes_what_is_common() -> None:
    scheduler, slow, quick = Scheduler(SHARES), Process(), Process()
    begun(scheduler, slow, quick)

    while quick.may_go_on:
        run(scheduler, quick, 1)

    assert {nodeid.partition("::")[0] for nodeid in quick.ran} == {"c.py", "d.py", "e.py", "f.py"}


@pytest.mark.parametrize("ran", [0, 3, 7, 11, 14])
def test_where_a_process_dies_the_next_one_runs_the_rest(ran: int) -> None:
    scheduler, doomed, other = Scheduler(SHARES), Process(), Process()
    begun(scheduler, doomed, other)
    run(scheduler, doomed, 0, ran)
    in_hand = collected(0)[doomed.waiting[0]]

    crashed = scheduler.remove_node(doomed)
    heir = Process()
    scheduler.add_node(heir)
    scheduler.add_node_collection(heir, collected(0))
    scheduler.schedule()
    run_all(scheduler, heir, other)

    assert crashed == in_hand
    assert sorted([*doomed.ran, crashed, *heir.ran, *other.ran]) == sorted({*collected(0), *collected(1)})


def test_a_process_that_has_collected_nothing_ends_at_once() -> None:
    scheduler, one, idle = Scheduler(Shares((("a.py",), ()), ())), Process(), Process()
    scheduler.add_node(one)
    scheduler.add_node(idle)
    scheduler.add_node_collection(one, ["a.py::test_0"])
    scheduler.add_node_collection(idle, [])

    scheduler.schedule()

    assert idle.shutting_down
    assert not idle.waiting
    assert list(one.waiting) == [0]
    assert one.shutting_down
