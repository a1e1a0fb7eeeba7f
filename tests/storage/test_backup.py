"""A restored backup has the same rows and files, on both databases."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import create_engine, text

from storage.alone import alone_on
from storage.backup import BackupProblem, back_up, restore
from storage.engine import sync_url
from storage.files import FileStore
from storage.migrate import DatabaseState, database_state, migrate
from storage.schema import metadata
from tests.stories.lives import until
from tests.stories.processes import TOKEN, Machine


def dump(url: str) -> dict[str, list[tuple[str, ...]]]:
    """Return every row of every table as text."""
    engine = create_engine(sync_url(url))
    with engine.connect() as connection:
        rows = {
            table.name: sorted(
                (tuple(map(str, row)) for row in connection.execute(text(f'SELECT * FROM "{table.name}"'))),
            )
            for table in metadata().sorted_tables
        }
    engine.dispose()
    return rows


def fill(url: str) -> None:
    engine = create_engine(sync_url(url))
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO unit (code, name) VALUES ('402', 'Secretaría Particular')"))
        connection.execute(text("INSERT INTO meta (key, value) VALUES ('bot_username', 'puntual_bot')"))
    engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'origin' / 'puntual.db'}"
    migrate(url)
    fill(url)
    return url


def test_a_restored_sqlite_copy_equals_its_origin(sqlite_url: str, tmp_path: Path) -> None:
    store = FileStore(tmp_path / "evidencias")
    sha256 = store.put(b"%PDF-1.4 oficio")
    copy, target = tmp_path / "copy.zip", f"sqlite:///{tmp_path / 'target' / 'puntual.db'}"

    count = back_up(sqlite_url, tmp_path / "evidencias", copy)
    restored = restore(target, tmp_path / "restored", copy)

    assert count == restored == 2
    assert dump(target) == dump(sqlite_url)
    assert FileStore(tmp_path / "restored").get(sha256) == b"%PDF-1.4 oficio"


def test_a_copy_is_taken_beside_a_writer(sqlite_url: str, tmp_path: Path) -> None:
    writer = sqlite3.connect(tmp_path / "origin" / "puntual.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO meta (key, value) VALUES ('half', 'written')")

    back_up(sqlite_url, tmp_path / "evidencias", tmp_path / "copy.zip")

    writer.execute("ROLLBACK")
    writer.close()
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert set(archive.namelist()) == {"base.sqlite", "manifest.json"}


def test_a_full_database_is_not_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    back_up(sqlite_url, tmp_path / "evidencias", tmp_path / "copy.zip")

    with pytest.raises(BackupProblem) as refusal:
        restore(sqlite_url, tmp_path / "evidencias", tmp_path / "copy.zip")

    assert refusal.value.code == "not_empty"


def test_a_file_with_tables_of_another_program_is_not_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    back_up(sqlite_url, tmp_path / "evidencias", tmp_path / "copy.zip")
    with closing(sqlite3.connect(tmp_path / "nomina.db")) as other:
        other.execute("CREATE TABLE nomina (clave TEXT)")

    with pytest.raises(BackupProblem) as refusal:
        restore(f"sqlite:///{tmp_path / 'nomina.db'}", tmp_path / "evidencias", tmp_path / "copy.zip")

    assert refusal.value.code == "not_empty"
    with closing(sqlite3.connect(tmp_path / "nomina.db")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("nomina",)]


def test_a_damaged_copy_is_refused_before_anything_is_written(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.zip"
    back_up(sqlite_url, tmp_path / "evidencias", copy)
    with zipfile.ZipFile(copy) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents["base.sqlite"] = contents["base.sqlite"][:-1] + b"?"
    with zipfile.ZipFile(copy, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)

    with pytest.raises(BackupProblem) as refusal:
        restore(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "files", copy)

    assert refusal.value.code == "damaged"
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("content", [b"not a zip", b""], ids=["text", "empty"])
def test_what_is_no_copy_is_refused(content: bytes, tmp_path: Path) -> None:
    source = tmp_path / "copy.zip"
    source.write_bytes(content)

    with pytest.raises(BackupProblem) as refusal:
        restore(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "files", source)

    assert refusal.value.code == "not_a_copy"


def test_a_copy_of_the_other_database_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "copy.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": 1, "dialect": "postgresql", "sha256": {}}))

    with pytest.raises(BackupProblem) as refusal:
        restore(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "files", source)

    assert (refusal.value.code, refusal.value.detail) == ("other_dialect", "postgresql")


def test_a_database_that_is_not_there_cannot_be_copied(tmp_path: Path) -> None:
    with pytest.raises(BackupProblem) as refusal:
        back_up(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "files", tmp_path / "copy.zip")

    assert refusal.value.code == "no_database"
    assert list(tmp_path.glob("*copy*")) == []


def test_a_copy_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"this is no database at all, only words " * 100)

    with pytest.raises(sqlite3.DatabaseError):
        back_up(f"sqlite:///{path}", tmp_path / "files", tmp_path / "copy.zip")

    assert [each.name for each in tmp_path.iterdir()] == ["broken.db"]


def test_a_write_ahead_log_of_a_deleted_database_is_not_taken_for_its_own(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Deleting the damaged file before the restore may leave its WAL file."""
    copy, target = tmp_path / "copy.zip", tmp_path / "target.db"
    back_up(sqlite_url, tmp_path / "evidencias", copy)
    copyfile(tmp_path / "origin" / "puntual.db", target)
    other = sqlite3.connect(target, isolation_level=None)
    other.execute("INSERT INTO meta (key, value) VALUES ('of the', 'damaged one')")
    log = Path(f"{target}-wal").read_bytes()
    other.close()
    target.unlink()
    Path(f"{target}-wal").write_bytes(log)

    restore(f"sqlite:///{target}", tmp_path / "restored", copy)

    assert dump(f"sqlite:///{target}") == dump(sqlite_url)


def test_nothing_is_put_where_a_bot_is_running(sqlite_url: str, tmp_path: Path) -> None:
    back_up(sqlite_url, tmp_path / "evidencias", tmp_path / "copy.zip")
    target = f"sqlite:///{tmp_path / 'target.db'}"

    with alone_on(target), pytest.raises(BackupProblem) as refusal:
        restore(target, tmp_path / "restored", tmp_path / "copy.zip")

    assert refusal.value.code == "running"
    assert not (tmp_path / "target.db").exists()


FILES = 40


@pytest.mark.parametrize("stored", [0, FILES // 2, FILES], ids=lambda count: f"after {count} files")
async def test_a_killed_restore_leaves_an_empty_database_or_the_whole_one(
    stored: int, sqlite_url: str, tmp_path: Path
) -> None:
    store = FileStore(tmp_path / "evidencias")
    for number in range(FILES):
        store.put(f"%PDF-1.4 oficio {number}".encode())
    back_up(sqlite_url, tmp_path / "evidencias", tmp_path / "copy.zip")
    data = tmp_path / "data"
    target = f"sqlite:///{data / 'puntual.db'}"
    machine = Machine(tmp_path, {"bot_token": TOKEN, "database_url": target, "data_dir": str(data)})

    async def has_stored() -> bool:
        return _has_stored(data, stored)

    doomed = machine.starts("restore", str(tmp_path / "copy.zip"))
    await until(has_stored)
    doomed.process.kill()
    await doomed.ends()

    if database_state(target) is DatabaseState.EMPTY:
        told = await machine.types("restore", str(tmp_path / "copy.zip"))
        assert told.code == 0, told
        assert [path.name for path in data.glob(".*")] == []
    assert _without_marks(dump(target)) == dump(sqlite_url)
    assert len(list((data / "evidencias").glob("*/[!.]*"))) == FILES


def _without_marks(rows: dict[str, list[tuple[str, ...]]]) -> dict[str, list[tuple[str, ...]]]:
    """Return the dump without the marks of the restore."""
    return {**rows, "meta": [row for row in rows["meta"] if not row[0].startswith("restored_")]}


def _has_stored(data: Path, count: int) -> bool:
    """Tell whether the command is running and has stored a number of files."""
    is_at_work = len(list(data.glob("*.run"))) == 1
    return is_at_work and len(list((data / "evidencias").glob("*/[!.]*"))) >= count


def test_a_missing_tool_is_named(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupProblem) as refusal:
        back_up(postgres_url, tmp_path / "files", tmp_path / "copy.zip")

    assert (refusal.value.code, refusal.value.detail) == ("no_tool", "pg_dump")


@pytest.mark.parametrize(
    ("url", "password"),
    [
        ("postgresql://puntual:cl%40ve%3A%2F@base/puntual", "cl@ve:/"),
        ("postgresql://puntual@base/puntual", "del entorno"),
    ],
    ids=["of the address", "of the environment"],
)
def test_the_tool_finds_the_password_where_the_bot_does(
    url: str, password: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text(f'#!/bin/sh\necho "$PGPASSWORD $*" > {tmp_path / "seen"}\nexit 1\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PGPASSWORD", "del entorno")

    with pytest.raises(BackupProblem, match="tool_failed"):
        back_up(url, tmp_path / "files", tmp_path / "copy.zip")

    seen = (tmp_path / "seen").read_text()
    assert seen.startswith(f"{password} --dbname=postgresql://puntual@base/puntual ")
