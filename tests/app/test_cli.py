"""The command `puntual`: its arguments, exit codes and a closed pipe."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.commands import RUNNERS
from tests.app.conftest import Types
from tests.facts import Office, a_mir
from tests.hanging import HANGS

ROOT = Path(__file__).parents[2]


def puntual(*words: str, place: Path, stdout: int = subprocess.PIPE) -> "subprocess.CompletedProcess[str]":
    """Run the real command in a separate folder."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *words],
        cwd=place,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=HANGS,
        check=False,
    )


@pytest.mark.parametrize("words", [[], ["bailar"], ["tick"], ["tick", "menus"], ["status"]])
def test_wrong_words_end_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("uso: puntual")


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    printed = capsys.readouterr().out
    assert ended.value.code == 0
    named = {line.split()[0] for line in printed.splitlines() if line.startswith("    ")}
    assert (RUNNERS.keys() | {"completion"}) - named == set()


def test_the_module_runs_as_a_command(place: Path) -> None:
    migrated = puntual("migrate", place=place)
    unknown = puntual("status", "402", place=place)

    assert (migrated.returncode, migrated.stdout, migrated.stderr) == (0, "Base de datos al día.\n", "")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr.startswith("No hay una UR «402»")


def test_the_installed_command_is_the_same() -> None:
    script = Path(sys.executable).parent / "puntual"
    if not script.exists():
        pytest.skip(f"{script} is not installed")

    shown = subprocess.run([script, "--help"], capture_output=True, text=True, timeout=HANGS, check=True)

    assert shown.stdout.startswith("uso: puntual")


async def test_a_reader_that_goes_away_is_no_accident(office: Office, place: Path) -> None:
    await office.register(a_mir())
    reading, writing = os.pipe()
    os.close(reading)

    ended = puntual("status", "402", "--json", place=place, stdout=writing)

    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, "")


def test_a_reader_that_goes_away_from_a_help_is_none_either(place: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    ended = [puntual(*words, place=place, stdout=writing) for words in (["-h"], ["completion", "bash"])]

    os.close(writing)
    assert [(each.returncode, each.stderr) for each in ended] == [(1, ""), (1, "")]


async def test_a_command_without_a_token_needs_none(office: Office, types: Types) -> None:
    await office.register(a_mir())

    codes = {
        (await types(*words)).code for words in (["migrate"], ["status", "402"], ["rehearse", "2025-09-25"])
    }

    assert codes == {0}


def test_run_without_a_token_touches_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["run"])

    assert code == 1
    assert capsys.readouterr().err == (
        "Falta PUNTUAL_BOT_TOKEN: escriba en .env el token que le dio @BotFather.\n"
    )
    assert not (place / "data").exists()
