"""Only one file reads the wall clock and one the environment; ruff refuses the rest."""

import subprocess
import sys

import pytest

from tests.architecture.project import PACKAGES, ROOT, python_files

CLOCKS = [
    pytest.param("from datetime import UTC, datetime\n\nNOW = datetime.now(UTC)\n", id="datetime.now"),
    pytest.param("import datetime as dt\n\nNOW = dt.datetime.now(dt.UTC)\n", id="dt.datetime.now"),
    pytest.param("from datetime import datetime\n\nNOW = datetime.utcnow()\n", id="datetime.utcnow"),
    pytest.param("from datetime import datetime\n\nNOW = datetime.today()\n", id="datetime.today"),
    pytest.param("from datetime import date\n\nTODAY = date.today()\n", id="date.today"),
    pytest.param("import time\n\nNOW = time.time()\n", id="time.time"),
]
ENVIRONMENTS = [
    pytest.param('import os\n\nTOKEN = os.environ["TOKEN"]\n', id="os.environ"),
    pytest.param("from os import environ\n\nPATHS = environ\n", id="from os import environ"),
    pytest.param('import os\n\nTOKEN = os.getenv("TOKEN")\n', id="os.getenv"),
]
SILENCED = {
    "sandbox/clock.py": "the sandbox stands alone and may not import app.clock",
}


@pytest.mark.parametrize("code", CLOCKS)
def test_the_wall_clock_is_refused_outside_its_file(code: str) -> None:
    assert all("app/clock.py" in refusal for refusal in refusals("usecases/planted.py", code))
    assert refusals("usecases/planted.py", code)


@pytest.mark.parametrize("code", ENVIRONMENTS)
def test_the_environment_is_refused_outside_its_file(code: str) -> None:
    assert all("app/settings.py" in refusal for refusal in refusals("app/planted.py", code))
    assert refusals("app/planted.py", code)


@pytest.mark.parametrize("code", CLOCKS)
def test_the_clock_may_read_the_wall_clock(code: str) -> None:
    assert refusals("app/clock.py", code) == []


@pytest.mark.parametrize("code", ENVIRONMENTS)
def test_the_settings_may_read_the_environment(code: str) -> None:
    assert refusals("app/settings.py", code) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_but_app_is_excused(package: str) -> None:
    assert refusals(f"{package}/planted.py", "import time\n\nNOW = time.time()\n")


def test_nobody_silences_the_rule_without_a_reason_given_here() -> None:
    silencing = {module.path for module in python_files(*PACKAGES) if "TID251" in module.text}

    assert silencing == set(SILENCED)


def refusals(path: str, code: str) -> list[str]:
    """Return what ruff's banned-api says of the code, as if it were in that file of the project."""
    command = ["ruff", "check", "--no-cache", "--select", "TID251", "--output-format", "concise"]
    run = subprocess.run(
        [sys.executable, "-m", *command, "--stdin-filename", path, "-"],
        cwd=ROOT,
        input=code,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in {0, 1}, run.stderr
    return [line for line in run.stdout.splitlines() if "TID251" in line]
