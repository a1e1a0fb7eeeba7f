"""The worker itself: how it carries out a task, and how it reports the outcome."""

import io
import json
import resource
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from domain.kit.reports import DocumentRefused
from workers.calls import Call, call, writing
from workers.child import done, work
from workers.values import Unreadable, packed, unpacked

PACKAGES = ("documents", "workers", "tests")


@pytest.fixture(autouse=True)
def unbound() -> Iterator[None]:
    """Give the test's own process its limits back."""
    kinds = (resource.RLIMIT_CPU, resource.RLIMIT_AS)
    before = [resource.getrlimit(kind) for kind in kinds]
    yield
    for kind, limits in zip(kinds, before, strict=True):
        resource.setrlimit(kind, limits)


def outcome_of(folder: Path, asked: Call[Any], packages: tuple[str, ...] = PACKAGES) -> dict[str, Any]:
    (folder / "0.call").write_bytes(packed(asked))
    task = {"call": "0.call", "result": "0.result", "memory": 1 << 40, "processor": 3600}
    return done(task, folder, packages)


def task(name: str, *arguments: Any) -> Call[Any]:
    return call(f"tests.workers.tasks:{name}", *arguments)


def test_a_value_is_packed(tmp_path: Path) -> None:
    assert outcome_of(tmp_path, task("double", 21)) == {"outcome": "value"}
    assert unpacked((tmp_path / "0.result").read_bytes()) == 42


def test_bytes_are_a_file_as_they_are(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, task("letters", 3))

    assert (outcome["outcome"], outcome["size"]) == ("file", 3)
    assert (tmp_path / "0.result").read_bytes() == b"xxx"


def test_a_function_that_writes_is_told_where(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, writing("tests.workers.tasks:writes", "áé"))

    assert (outcome["outcome"], outcome["size"]) == ("file", 4)
    assert writing("tests.workers.tasks:writes", "áé")() == "áé".encode()


def test_a_refusal_is_packed_and_anything_else_leaves_its_words_behind(tmp_path: Path) -> None:
    assert outcome_of(tmp_path, task("refuse", "informe.txt")) == {"outcome": "refused"}
    assert unpacked((tmp_path / "0.result").read_bytes())[2] == DocumentRefused("informe.txt", ()).args

    failed = outcome_of(tmp_path, task("fail"), ("documents", "workers", "tests"))
    assert (failed["outcome"], failed["kind"]) == ("failed", "KeyError")
    assert outcome_of(tmp_path, task("runs_out")) == {"outcome": "memory"}
    assert outcome_of(tmp_path, call("os:getcwd"))["outcome"] == "failed"


def test_tasks_are_done_line_by_line_until_the_line_ends(tmp_path: Path) -> None:
    lines, answers = [], io.BytesIO()
    for number in range(2):
        (tmp_path / f"{number}.call").write_bytes(packed(task("double", number)))
        asked = {"call": f"{number}.call", "result": f"{number}.result", "memory": 1 << 40, "processor": 3600}
        lines.append(json.dumps(asked).encode())

    work(lines, answers, tmp_path, PACKAGES)

    assert [json.loads(line) for line in answers.getvalue().splitlines()] == [{"outcome": "value"}] * 2


@pytest.mark.parametrize("content", [b"", b"rubbish", packed(1)[:-1], b"cos\ngetcwd\n(tR."])
def test_what_is_no_value_of_ours_is_not_built(content: bytes) -> None:
    with pytest.raises(Unreadable):
        unpacked(content)


def test_a_value_of_anybody_else_is_not_built() -> None:
    with pytest.raises(Unreadable):
        unpacked(packed(Fraction(1, 3)))
