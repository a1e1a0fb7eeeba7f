"""An empty folder, a terminal, a database and a sandbox."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import OWNER_ONLY, main
from app.settings import Settings
from sandbox.model import SandboxPerson
from sandbox.server import Sandbox, running_sandbox
from storage.engine import Database
from tests.facts import ANA, BETO, CARLA, Office
from tests.migrated import migrated_sqlite

TOKEN = "7000000001:secret-of-the-sandbox"


@dataclass(frozen=True)
class Told:
    """The exit code and output of a command."""

    code: int
    out: str
    err: str


Types = Callable[..., Awaitable[Told]]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to an empty folder, without settings of the machine."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PUNTUAL_{name.upper()}", raising=False)
    return tmp_path


@pytest.fixture(autouse=True)
def untouched_logs() -> Iterator[None]:
    """Restore the logging configuration, which commands change for the whole process."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(autouse=True)
def for_the_owner_only() -> Iterator[None]:
    """Restore the umask, which commands in this process change."""
    before = os.umask(OWNER_ONLY)
    yield
    os.umask(before)


@pytest.fixture
def types(capsys: pytest.CaptureFixture[str]) -> Types:
    """Run a command in a separate thread, beside the sandbox."""

    async def typed(*words: object) -> Told:
        capsys.readouterr()
        code = await asyncio.to_thread(main, [str(word) for word in words])
        printed = capsys.readouterr()
        return Told(code, printed.out, printed.err)

    return typed


@pytest.fixture
def database_file(place: Path) -> Path:
    """Return the default database of the settings, with all its tables."""
    path = place / "data" / "puntual.db"
    migrated_sqlite(path)
    return path


@pytest.fixture
async def office(database_file: Path) -> AsyncIterator[Office]:
    database = Database(f"sqlite:///{database_file}")
    yield Office(database)
    await database.dispose()


@pytest.fixture
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Sandbox]:
    """Point the settings to a sandbox that knows Ana, Beto and Carla."""
    people = [SandboxPerson(each, f"Persona {each}", has_started=True) for each in (ANA, BETO, CARLA)]
    async with running_sandbox(people=people, token=TOKEN) as sandbox:
        monkeypatch.setenv("PUNTUAL_BOT_TOKEN", TOKEN)
        monkeypatch.setenv("PUNTUAL_BOT_API_URL", sandbox.url)
        yield sandbox
