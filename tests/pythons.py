"""The Pythons of this machine, for what must hold in each of them."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

VERSIONS = ("3.11", "3.12", "3.13", "3.14", "3.15")


def python_of(version: str) -> str:
    """Return a Python of this version; skip the test where none runs."""
    path = _found(version)
    if path is None:
        pytest.skip(f"there is no Python {version} here")
    return path


@cache
def _found(version: str) -> str | None:
    """A name on the path may be a shortcut of pyenv to what is not installed: only one that runs counts."""
    name = f"python{version}"
    installed = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/{name}"))
    for candidate in filter(None, [shutil.which(name), *map(str, installed)]):
        asked = [candidate, "-c", "import sys; print(sys.executable)"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False)
        if told.returncode == 0:
            return told.stdout.strip()
    return None
