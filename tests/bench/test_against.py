"""An older commit is checked out beside ours, and the two are measured in turn."""

import sys
from pathlib import Path

import pytest

from bench.against import measured_in_turn
from bench.older import READY, Unknown, commit_of, laid_out
from bench.outside.builds import ROOT, Build

PROGRAM = """
import json, pathlib, sys
name, path = sys.argv[2], sys.argv[4]
if name == "new":
    sys.exit(2)
if name == "broken":
    sys.exit("it fell over")
here = pathlib.Path.cwd()
with (here.parent / "turns.txt").open("a") as turns:
    print(here.name, *sys.argv[5:], file=turns)
figure = {"measure": name, "who": "Puntual", "unit": "s", "value": 1.0 if here.name == "ours" else 4.0}
pathlib.Path(path).write_text(json.dumps({"figures": [figure]}))
"""


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Build, Build]:
    """Two builds with a benchmark of one figure, which record the order of their runs."""
    for name in ("ours", "theirs"):
        (tmp_path / name / "bench").mkdir(parents=True)
        (tmp_path / name / "bench" / "__init__.py").touch()
        (tmp_path / name / "bench" / "__main__.py").write_text(PROGRAM)
    ours, theirs = (Build(name, tmp_path / name, Path(sys.executable)) for name in ("ours", "theirs"))
    return ours, theirs


def test_the_two_take_turns_at_each_measure(builds: tuple[Build, Build], tmp_path: Path) -> None:
    (values,) = measured_in_turn(["steps"], [], builds, 2, quick=True)

    assert (values.ours, values.theirs, values.ratio) == ((1.0, 1.0), (4.0, 4.0), 0.25)
    assert (tmp_path / "turns.txt").read_text().split("\n")[:-1] == ["ours --quick", "theirs --quick"] * 2


def test_a_measure_that_a_build_has_not_is_left_out(builds: tuple[Build, Build]) -> None:
    assert measured_in_turn(["new"], [], builds, 1, quick=False) == []


def test_a_benchmark_that_fails_says_so(builds: tuple[Build, Build]) -> None:
    with pytest.raises(RuntimeError, match="of ours failed: broken\nit fell over"):
        measured_in_turn(["broken"], [], builds, 1, quick=False)


def test_a_build_that_cannot_be_driven_has_no_figures(builds: tuple[Build, Build], tmp_path: Path) -> None:
    command = tmp_path / "bin" / "puntual"
    command.parent.mkdir()
    command.write_text("#!/bin/sh\necho no puedo >&2\nexit 1\n")
    command.chmod(0o755)
    cannot = Build("old", tmp_path, command.with_name("python"))

    assert measured_in_turn([], ["commands"], (cannot, cannot), 1, quick=True) == []


@pytest.fixture
def commit() -> str:
    if not (ROOT / ".git").exists():
        pytest.skip("an unpacked archive has no commits")
    return commit_of("HEAD")


def test_a_commit_is_named_whole(commit: str) -> None:
    assert len(commit) == 40
    assert commit_of(commit[:10]) == commit


@pytest.mark.parametrize("name", ["nonsense", "--help", ""])
def test_a_commit_that_is_not_here_is_refused(name: str, commit: str) -> None:
    assert commit
    with pytest.raises(Unknown, match="git knows no commit"):
        commit_of(name)


def test_a_commit_is_laid_out_and_installed_once_by_the_rule_of_today(commit: str, tmp_path: Path) -> None:
    def install(folder: Path) -> None:
        installed.append(folder)
        assert (folder / "scripts" / "install").read_text() == (ROOT / "scripts" / "install").read_text()

    installed: list[Path] = []

    build = laid_out(commit, tmp_path, install)
    again = laid_out(commit, tmp_path, install)

    assert build == again
    assert installed == [build.folder]
    assert (build.folder / "requirements.lock").exists()
    assert build.puntual == build.folder / ".venv" / "bin" / "puntual"


def test_a_layout_that_was_cut_short_is_begun_again(commit: str, tmp_path: Path) -> None:
    def fail(_: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        laid_out(commit, tmp_path, fail)
    (tmp_path / commit[:12] / "left over").touch()

    build = laid_out(commit, tmp_path, lambda _: None)

    assert (build.folder / READY).exists()
    assert not (build.folder / "left over").exists()
