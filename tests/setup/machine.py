"""A machine to set Puntual up on: a small project with the real scripts, a folder in place of the index."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.project import ROOT
from tests.setup.wheels import build

RUNNING, DEVELOPING, READING = "requirements-run.lock", "requirements.lock", "requirements-ocr.lock"

PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "puntual"
version = "0.1.0"
"""
BACKEND = """
import os, shutil

def build_editable(folder, config_settings=None, metadata_directory=None):
    if os.path.exists("gate"):
        open("gate").read()  # nobody writes to it: here the power fails
    return os.path.basename(shutil.copy("puntual-0.1.0-py3-none-any.whl", folder))
"""
NEXT_PYTHON = """#!/bin/sh
# The Python of some later day: what runs these tests, and the newest pip in every venv that it makes.
if [ "$*" != "-m venv .venv" ]; then exec "{python}" "$@"; fi
"{python}" -m venv --without-pip .venv && cp -Rp {pip} .venv/lib/python3.*/site-packages
"""
WITHOUT_ENSUREPIP = """#!/bin/sh
# A Python as Debian brings it without its package for venv.
if [ "$*" = "-m venv .venv" ]; then echo "ensurepip is not available" >&2; exit 1; fi
exec "{python}" "$@"
"""


@dataclass(frozen=True)
class Machine:
    """`python` is the one to use; None is a stand-in, which is `stand_in` here."""

    place: Path
    python: Path | None = None

    @property
    def stand_in(self) -> Path:
        return self.place / "python3"

    @property
    def project(self) -> Path:
        return self.place / "El año de Ana"

    @property
    def index(self) -> Path:
        return self.place / "index"

    def prepare(self) -> "Machine":
        self.index.mkdir(parents=True)
        self.project.mkdir()
        shutil.copytree(ROOT / "scripts", self.project / "scripts")
        shutil.copy(ROOT / "Makefile", self.project)
        (self.project / "pyproject.toml").write_text(PROJECT)
        (self.project / "backend.py").write_text(BACKEND)
        build(self.project, "puntual", "0.1.0")
        if self.python is None:
            self.stand_in_is(NEXT_PYTHON)
        return self

    def stand_in_is(self, script: str) -> None:
        """Have scripts/find-python find a Python that does what this script says."""
        pip = distribution("pip")
        parts = [pip.locate_file(part) for part in ("pip", f"pip-{pip.version}.dist-info")]
        pips = " ".join(f'"{part}"' for part in parts)
        _executable(self.stand_in, script.format(python=sys.executable, pip=pips))
        _executable(self.project / "scripts" / "find-python", f'#!/bin/sh\necho "{self.stand_in}"\n')

    def lock(self, *pins: str, name: str = RUNNING) -> None:
        (self.project / name).write_text("".join(pins))

    def lock_all(self, *pins: str, reading: str = "") -> None:
        """Write the three locks, of which one holds more."""
        for name in (RUNNING, DEVELOPING, READING):
            self.lock(*pins, reading if name == READING else "", name=name)

    def run(self, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command, **self.how(more), capture_output=True, check=False)

    def install(self, lock: str = RUNNING, **more: str) -> "subprocess.CompletedProcess[str]":
        return self.run("scripts/install", lock, **more)

    def make(self, task: str) -> "subprocess.CompletedProcess[str]":
        return self.run("make", "--no-print-directory", task)

    def how(self, more: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return the settings of a process there: nothing of this machine's own reaches it."""
        environment = {
            "PATH": os.defpath,
            "HOME": str(self.place),
            "TMPDIR": str(self.place),
            "LC_ALL": "C.UTF-8",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_CACHE_DIR": "1",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.index),
            **({"PYTHON": str(self.python)} if self.python else {}),
            **(more or {}),
        }
        return {"cwd": self.project, "env": environment, "text": True}

    def installed(self, name: str) -> str | None:
        """Return the version that this library says when it is imported in .venv; None without it."""
        asked = self.run(".venv/bin/python", "-c", f"import {name}; print({name}.version)")
        return asked.stdout.strip() or None


@cache
def python_with_its_pip(version: str) -> Path | None:
    """Return a Python of this version that runs and brings a pip of its own."""
    name = f"python{version}"
    on_path = [Path(found) for folder in os.get_exec_path() if (found := shutil.which(name, path=folder))]
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/{name}"))
    for candidate in (*on_path, *kept):
        asked = subprocess.run([candidate, "-c", "import ensurepip, venv"], capture_output=True, check=False)
        if asked.returncode == 0:
            return candidate
    return None


def needed_python(version: str) -> Path:
    found = python_with_its_pip(version)
    if found is None:
        pytest.skip(f"no Python {version} that brings a pip is installed here")
    return found


def _executable(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)
