"""An older commit laid out beside this one, and installed from its own lock by today's rule."""

import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from bench.outside.builds import ROOT, Build

BESIDE = ROOT / "build" / "against"
"""What is laid out there stays for the next time; `make clean` takes it away."""
READY = ".installed"


class Unknown(Exception):
    """There is no such commit here."""


def commit_of(name: str) -> str:
    """Return the whole name of a commit; raise Unknown where git knows none."""
    asked = ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        raise Unknown(f"git knows no commit {name} here; a shallow clone has few: git fetch --unshallow")
    return told.stdout.strip()


def install(folder: Path) -> None:
    subprocess.run(
        ["env", f"PYTHON={Path(sys.executable).resolve()}", "scripts/install", "requirements.lock"],
        cwd=folder,
        check=True,
    )


def laid_out(commit: str, beside: Path = BESIDE, install: Callable[[Path], None] = install) -> Build:
    """Lay the commit out and install it, once; one that was cut short is begun again."""
    folder = beside / commit[:12]
    if not (folder / READY).exists():
        shutil.rmtree(folder, ignore_errors=True)
        _lay_out(commit, folder)
        install(folder)
        (folder / READY).touch()
    return Build(commit[:12], folder, folder / ".venv" / "bin" / "python")


def _lay_out(commit: str, folder: Path) -> None:
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    # Its own scripts may no longer work, as the world of a resolver moves on: ours take their place.
    shutil.rmtree(folder / "scripts", ignore_errors=True)
    shutil.copytree(ROOT / "scripts", folder / "scripts")
