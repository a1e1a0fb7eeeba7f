"""`puntual completion`: the completions that a shell offers with the script."""

import os
import pty
import select
import shutil
import subprocess
from pathlib import Path

import pytest

from app.cli import main
from app.completion import completion_script
from app.words.everyday import SHELLS
from tests.app.words import parsers
from tests.hanging import HANGS

CASES = [
    ("puntual sta", ["status"]),
    ("puntual re", ["report", "restore", "revoke", "rehearse"]),
    ("puntual --v", ["--version"]),
    ("puntual report pa", ["paquete"]),
    ("puntual report informe 402 3T2025 --format ", ["pdf", "xlsx", "docx"]),
    ("puntual report ficha --pr", ["--programme"]),
    ("puntual invite --role ti", ["titular"]),
    ("puntual invite --suplente --un", ["--unit"]),
    ("puntual tick ", ["reminders", "summary", "closings"]),
    ("puntual calendar im", ["import"]),
    ("puntual parked re", ["retry"]),
    ("puntual import --template mi", ["mir.xlsx"]),
    ("puntual restore res", ["respaldo.zip"]),
    ("puntual status 402 --j", ["--json"]),
    ("puntual completion z", ["zsh"]),
]
SWITCHED_ON = {
    "bash": (("--norc", "--noprofile", "-i"), ". ./puntual.bash"),
    "zsh": (("-f", "-i"), "fpath+=$PWD; autoload -Uz compinit && compinit -u"),
}
"""How each is started without the settings of this machine, and what its guide says to write there."""


@pytest.fixture
def folder(place: Path) -> Path:
    (place / "mir.xlsx").touch()
    (place / "respaldo.zip").touch()
    for shell in SHELLS:
        (place / f"puntual.{shell}").write_text(completion_script(shell))
    (place / "_puntual").write_text(completion_script("zsh"))
    return place


@pytest.mark.parametrize(("line", "offered"), CASES, ids=[line for line, _ in CASES])
def test_bash_offers_what_may_come_next(line: str, offered: list[str], folder: Path) -> None:
    program = """
        . ./puntual.bash
        IFS=' ' read -r -a COMP_WORDS <<< "$1"
        [[ $1 == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        $(complete -p puntual | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        printf '%s\\n' "${COMPREPLY[@]}"
    """

    told = subprocess.run(
        ["bash", "-c", program, "bash", line], cwd=folder, capture_output=True, text=True, check=True
    )

    assert told.stderr == ""
    assert sorted(told.stdout.split()) == sorted(offered)


@pytest.mark.parametrize("shell", SWITCHED_ON)
def test_a_line_is_completed_while_somebody_types_it(shell: str, folder: Path) -> None:
    command, switched_on = SWITCHED_ON[shell]
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [found(shell), *command],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PS1": "", "TERM": "dumb", "HOME": str(folder)},
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)

    os.write(leader, f"{switched_on}; puntual() {{ echo \"[$*]\"; exit; }}; echo re''ady\n".encode())
    read_until(leader, b"ready")
    os.write(leader, b"puntual rep\tinf\t402 3T2025 --li\t\n")
    shown = read_until(leader, b"lights]")

    process.wait(timeout=HANGS)
    os.close(leader)
    assert b"[report informe 402 3T2025 --lights]" in shown


def read_until(terminal: int, mark: bytes) -> bytes:
    shown = b""
    while mark not in shown:
        assert select.select([terminal], [], [], 60)[0], shown
        shown += os.read(terminal, 4096)
    return shown


def found(shell: str) -> str:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"there is no {shell} here")
    return path


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_names_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["completion", shell])

    script = capsys.readouterr().out
    assert code == 0
    for parser in parsers():
        assert str(parser.prog).split()[-1] in script


def test_fish_offers_what_may_come_next(folder: Path) -> None:
    program = (
        "source puntual.fish; complete -C'puntual rep'; complete -C'puntual report informe 402 3T2025 --li'"
    )

    told = subprocess.run(
        [found("fish"), "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )

    assert (told.stdout.split()[0], told.stderr) == ("report", "")
    assert "--lights" in told.stdout


def test_tcsh_takes_the_script(folder: Path) -> None:
    program = "source puntual.tcsh; complete puntual"

    told = subprocess.run(
        [found("tcsh"), "-fc", program], cwd=folder, capture_output=True, text=True, check=True
    )

    assert (" report " in told.stdout, told.stderr) == (True, "")
