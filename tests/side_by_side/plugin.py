"""Runs the tests in several processes at once; `--note-seconds` writes down how long each file took.

xdist lets every process collect everything, and tells six things about each test. With nearly thirty
thousand tests that took a fifth of the processor time and half of the memory: here each process
collects its own files and the common ones, and tells one thing about a test that passed.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.side_by_side.scheduler import Scheduler, file_of
from tests.side_by_side.shares import NOTED, Cost, Shares, divide, read_costs, written_costs

PASSED = "passed"


def add_options(parser: pytest.Parser) -> None:
    parser.addoption("--note-seconds", action="store_true", help=f"write anew what {NOTED.name} says")


def runs_tests(config: pytest.Config) -> bool:
    """Tell whether this process runs tests itself."""
    return hasattr(config, "workerinput") or not _hands_out(config)


def register(config: pytest.Config) -> None:
    """Take part where the tests run in several processes."""
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(Worker(config))
    elif _hands_out(config) and config.getoption("dist") == "load":
        config.pluginmanager.register(Controller(config))


def _hands_out(config: pytest.Config) -> bool:
    return bool(config.getoption("tx", None)) and not config.getoption("collectonly")


class Brief:
    """What passed is told as a name and its seconds; the rest as pytest tells it."""

    def pytest_report_to_serializable(self, report: object) -> dict[str, Any] | None:
        if not isinstance(report, pytest.TestReport) or not report.passed or report.when != "call":
            return None
        return {"$report_type": PASSED, "id": report.nodeid, "seconds": report.duration}

    def pytest_report_from_serializable(self, data: dict[str, Any]) -> pytest.TestReport | None:
        if data.get("$report_type") != PASSED:
            return None
        nodeid, seconds = data["id"], data["seconds"]
        place = (file_of(nodeid), None, nodeid)
        return pytest.TestReport(nodeid, place, {}, "passed", None, "call", duration=seconds)


class Worker(Brief):
    """Collects and runs its share."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        workerinput: dict[str, Any] = config.workerinput  # type: ignore[attr-defined]
        files = workerinput.get("files")
        self._files = None if files is None else {config.rootpath / file for file in files}
        self._is_terse = not config.getoption("durations")
        self._seconds: dict[str, float] = defaultdict(float)
        self._tests: dict[str, int] = defaultdict(int)

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        is_foreign = self._files is not None and collection_path not in self._files
        return True if is_foreign and collection_path.suffix == ".py" and _is_tests(collection_path) else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        begun = time.perf_counter()
        for report in runtestprotocol(item, log=False, nextitem=nextitem):
            if report.when == "call" or not report.passed or not self._is_terse:
                item.ihook.pytest_runtest_logreport(report=report)
        file = file_of(item.nodeid)
        self._seconds[file] += time.perf_counter() - begun
        self._tests[file] += 1
        return True

    def pytest_sessionfinish(self) -> None:
        costs = {file: (seconds, self._tests[file]) for file, seconds in self._seconds.items()}
        self._config.workeroutput["costs"] = costs  # type: ignore[attr-defined]


class Controller(Brief):
    """Divides the files among the processes and notes how long they took."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._session: pytest.Session | None = None
        self._shares = divide(_costs_of(_files(config)), len(config.getoption("tx")))
        self._places: dict[str, int] = {}
        self._free = list(range(len(self._shares.owned)))
        self._costs: dict[str, Cost] = {}

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        self._session = session

    def pytest_configure_node(self, node: Any) -> None:
        place = self._places[node.gateway.id] = self._free.pop(0)
        node.workerinput["files"] = self._shares.of(place)

    def pytest_xdist_make_scheduler(self) -> "Counting":
        return Counting(self._shares, self)

    def pytest_testnodedown(self, node: Any, error: object | None) -> None:
        if error:
            self._free.append(self._places[node.gateway.id])
            return
        for file, (seconds, tests) in node.workeroutput["costs"].items():
            self._costs[file] = Cost(seconds, tests)

    def pytest_sessionfinish(self) -> None:
        if self._config.getoption("note_seconds"):
            NOTED.write_text(written_costs(self._costs))

    def counts(self, tests: int) -> None:
        """Let the progress be a part of all tests, and not of those of one process."""
        if self._session is not None:
            self._session.testscollected = tests


class Counting(Scheduler):
    """A scheduler that says how many tests there are."""

    def __init__(self, shares: Shares, controller: Controller) -> None:
        super().__init__(shares)
        self._controller = controller

    def schedule(self) -> None:
        self._controller.counts(self.tests)
        super().schedule()


def _costs_of(files: Iterable[str]) -> dict[str, Cost]:
    noted = read_costs(NOTED.read_text()) if NOTED.exists() else {}
    return {file: noted.get(file, Cost()) for file in files}


def _files(config: pytest.Config) -> list[str]:
    """Return the files of tests under what was asked for."""
    found: set[Path] = set()
    for argument in config.args:
        path = config.invocation_params.dir / file_of(argument)
        found.update(filter(_is_tests, path.rglob("*.py")) if path.is_dir() else [path])
    return sorted(Path(os.path.relpath(path, config.rootpath)).as_posix() for path in found)


def _is_tests(path: Path) -> bool:
    return path.name.startswith("test_")
