"""Checks out an older commit and installs it from its own lock file with today's scripts."""

import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from bench.outside.builds import ROOT, Build

BESIDE = ROOT / "build" / "against"
"""Checkouts stay here for the next run; `make clean` deletes them."""
READY = ".installed"


class Unknown(Exception):
    """git has no such commit."""


def commit_of(name: str) -> str:
    """Return the full hash of a commit; raise Unknown where git has none."""
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
    """Check out and install a commit, once; an interrupted installation is repeated."""
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
    # Its own scripts may no longer work with today's resolver: ours replace them.
    shutil.rmtree(folder / "scripts", ignore_errors=True)
    shutil.copytree(ROOT / "scripts", folder / "scripts")
