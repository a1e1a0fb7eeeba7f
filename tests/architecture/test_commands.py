"""One command for each task: `make` lists them, CONTRIBUTING.md explains them, and CI runs no other check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from coverage.files import globs_to_regex

from tests.architecture.project import PACKAGES, ROOT, python_files

FIND_PYTHON = ROOT / "scripts" / "find-python"


def test_make_alone_lists_the_documented_tasks() -> None:
    listed = re.findall(r"^make (\w+) +\S", make(), re.MULTILINE)
    documented = re.findall(r"^\| `make (\w+)` \|", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)

    assert sorted(listed) == sorted(documented)


def test_make_lists_every_task_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)

    assert phony
    assert re.findall(r"^make (\w+)", make(), re.MULTILINE) == phony[1].split()


def test_make_check_runs_every_tool_in_order() -> None:
    steps = [
        "ruff format --check",
        "ruff check",
        "mypy",
        "lint-imports",
        "pytest -n 3 --cov --cov-fail-under=90",
        "--include='domain/*,usecases/*,texts/*,bot/*/*words.py,bot/buttons/keyboards.py' --fail-under=100",
    ]

    plan = make("-n", "check")

    positions = [plan.find(step) for step in steps]
    assert -1 not in positions
    assert positions == sorted(positions)


def test_what_must_be_covered_whole_is_there() -> None:
    """A pattern that matches no file asks for nothing; one that ends with a folder is all below it."""
    patterns = re.findall(r"--include='(.+?)'", make("-n", "check"))[0].split(",")
    matching = {pattern: globs_to_regex([pattern]) for pattern in patterns}
    ours = [module.path for module in python_files(*PACKAGES)]

    assert [each for each, regex in matching.items() if not any(map(regex.match, ours))] == []


def test_ci_runs_make_check_in_a_clean_environment() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text()

    assert script.stat().st_mode & 0o100
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert text.index("rm -rf .venv") < text.index("make check")


def test_a_python_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    executable(tmp_path / "python3", "exit 127")
    executable(tmp_path / "python3.13", "exit 1")
    executable(tmp_path / "python3.12", f'exec "{sys.executable}" "$@"')

    found = find_python(PATH=str(tmp_path))

    assert Path(found.stdout.strip()).samefile(sys.executable)


def test_the_python_somebody_names_goes_first(tmp_path: Path) -> None:
    executable(tmp_path / "python3", "exit 0")

    found = find_python(PATH=str(tmp_path), PYTHON=sys.executable)

    assert Path(found.stdout.strip()).samefile(sys.executable)


def test_a_path_with_spaces_is_one_python(tmp_path: Path) -> None:
    named = tmp_path / "Ana María" / "python3"
    named.parent.mkdir()
    executable(named, f'exec "{sys.executable}" "$@"')

    found = find_python(PATH=str(tmp_path), PYTHON=str(named))

    assert Path(found.stdout.strip()).samefile(sys.executable)


@pytest.mark.parametrize("other", ["version_info = (3, 15, 0)", "implementation.name = 'pypy'"])
def test_a_python_without_wheels_goes_last(other: str, tmp_path: Path) -> None:
    disguised(tmp_path / "python3", other)
    executable(tmp_path / "python3.12", f'exec "{sys.executable}" "$@"')

    found = find_python(PATH=str(tmp_path))

    assert found.stderr == ""
    assert Path(found.stdout.strip()).samefile(sys.executable)


def test_the_only_python_is_tried_with_a_warning(tmp_path: Path) -> None:
    disguised(tmp_path / "python3", "version_info = (3, 15, 0)")

    found = find_python(PATH=str(tmp_path))

    assert found.stdout == f"{tmp_path / 'python3'}\n"
    assert f"there is only Python 3.15.0 ({tmp_path / 'python3'})" in found.stderr
    assert "install one of those: make demo PYTHON=" in found.stderr


def test_without_a_python_it_says_what_to_do(tmp_path: Path) -> None:
    refused = subprocess.run(
        [FIND_PYTHON], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )

    assert refused.returncode == 1
    assert "needs Python 3.11" in refused.stderr
    assert "PYTHON=" in refused.stderr


def find_python(**environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([FIND_PYTHON], env=environment, capture_output=True, text=True, check=True)


def disguised(path: Path, other: str) -> None:
    """Write a Python that says of itself that it is another one."""
    said = f"import sys; sys.executable = {str(path)!r}; sys.{other}; exec(sys.argv[2])"
    executable(
        path, f'[ "$1" != -V ] || {{ echo Python 3.15.0; exit; }}\nexec "{sys.executable}" -c "{said}" "$@"'
    )


def make(*arguments: str) -> str:
    run = subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return run.stdout


def executable(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
