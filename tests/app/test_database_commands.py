"""`puntual migrate`, and the errors of every command for a database it cannot use."""

import sqlite3
from pathlib import Path
from shutil import copyfile

import pytest
from alembic.script import ScriptDirectory

from storage.migrate import alembic_config
from tests.app.conftest import TOKEN, Types
from tests.architecture.project import ROOT

NEWER = "La base de datos es de una versión más nueva de Puntual: actualice el programa.\n"
OLDER = "La base de datos es de una versión anterior: ejecute «puntual migrate».\n"

OPENING = [
    pytest.param(("import", "informe.txt"), id="import"),
    pytest.param(("invite", "--role", "implan", "--name", "Ana"), id="invite"),
    pytest.param(("status", "402"), id="status"),
    pytest.param(("rehearse", "2025-09-25"), id="rehearse"),
    pytest.param(("tick", "reminders"), id="tick"),
    pytest.param(("run",), id="run"),
]


def version_of(path: Path) -> str:
    with sqlite3.connect(path) as connection:
        (row,) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    return str(row[0])


def pretend(path: Path, version: str) -> None:
    """Write another version into the database."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.close()


def content(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    lines = list(connection.iterdump())
    connection.close()
    return lines


async def test_migrate_creates_the_database_where_the_settings_say(place: Path, types: Types) -> None:
    told = await types("migrate")

    assert (told.code, told.out, told.err) == (0, "Base de datos al día.\n", "")
    assert version_of(place / "data" / "puntual.db")


async def test_migrating_twice_is_as_good_as_once(database_file: Path, types: Types) -> None:
    before = version_of(database_file)

    told = await types("migrate")

    assert (told.code, told.out) == (0, "Base de datos al día.\n")
    assert version_of(database_file) == before


async def test_migrate_refuses_a_newer_database(database_file: Path, types: Types) -> None:
    pretend(database_file, "9999")
    before = content(database_file)

    told = await types("migrate")

    assert (told.code, told.out, told.err) == (1, "", NEWER)
    assert content(database_file) == before


@pytest.mark.parametrize("command", OPENING)
async def test_every_command_refuses_a_newer_database(
    command: tuple[str, ...], database_file: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", TOKEN)
    pretend(database_file, "9999")
    before = content(database_file)

    told = await types(*command)

    assert (told.code, told.out, told.err) == (1, "", NEWER)
    assert content(database_file) == before


async def test_an_older_database_asks_for_migrate(database_file: Path, types: Types) -> None:
    steps = [step.revision for step in ScriptDirectory.from_config(alembic_config()).walk_revisions()]
    pretend(database_file, steps[-1])

    told = await types("status", "402")

    assert (told.code, told.out, told.err) == (1, "", OLDER)


@pytest.mark.parametrize("command", OPENING[:4])
async def test_a_command_creates_the_tables_of_an_empty_database(
    command: tuple[str, ...], place: Path, types: Types
) -> None:
    await types(*command)

    assert version_of(place / "data" / "puntual.db")


async def test_the_sample_of_the_settings_keeps_everything_in_the_folder_it_was_copied_to(
    place: Path, types: Types
) -> None:
    """Under systemd that folder is the only one that may be written."""
    copyfile(ROOT / ".env.example", place / ".env")

    told = await types("migrate")

    assert told.code == 0, told
    assert content_names(place) == [".env", "data", "data/puntual.db"]


def content_names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
