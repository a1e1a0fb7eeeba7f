"""An unusable database: every command and the doctor say why in one sentence."""

import asyncio
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from sandbox.server import Sandbox
from storage.faults import DatabaseFault
from tests.app.conftest import TOKEN, Types
from tests.app.test_database_commands import content
from tests.faults.conftest import held_by_another
from texts.kit.faults import DATABASE_FAULTS

COMMANDS = [
    pytest.param(("migrate",), id="migrate"),
    pytest.param(("status", "402"), id="status"),
    pytest.param(("invite", "--role", "implan", "--name", "Ana"), id="invite"),
    pytest.param(("run",), id="run"),
]
SECRET = "s3creta"
REFUSAL = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user\0\0"


def garbage(path: Path) -> None:
    path.write_bytes(b"esto no es una base de datos\n" * 400)


def a_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def without_tables(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE outbox")
    connection.close()


def without_mark(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE alembic_version")
    connection.close()


def with_an_empty_mark(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DELETE FROM alembic_version")
    connection.close()


def damage(path: Path) -> None:
    """Write over a page in the middle of the file."""
    connection = sqlite3.connect(path)
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((path.stat().st_size // size - 2) * size)
        file.write(b"\xff" * size)


def bytes_of(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


SPOILT = [
    pytest.param(garbage, DATABASE_FAULTS[DatabaseFault.NOT_A_DATABASE], id="garbage"),
    pytest.param(a_directory, DATABASE_FAULTS[DatabaseFault.UNOPENED], id="a directory"),
    pytest.param(without_tables, "faltan tablas de su versión", id="version without tables"),
    pytest.param(without_mark, "tablas sin marca de versión", id="tables without version"),
    pytest.param(with_an_empty_mark, "tablas sin marca de versión", id="tables with an empty mark"),
]


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNTUAL_BOT_TOKEN", TOKEN)


@pytest.fixture
def read_only(database_file: Path) -> Iterator[Path]:
    """Make the folder of the database read-only; a mount stops even root."""
    folder = str(database_file.parent)
    bound = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False)
    if bound.returncode:
        pytest.skip("no file system may be mounted here")
    subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
    yield database_file
    subprocess.run(["umount", "-l", folder], check=True)


def is_one_sentence(printed: str, words: str) -> bool:
    return words in printed and printed.count("\n") == 1 and "Traceback" not in printed


@pytest.mark.parametrize(("spoil", "words"), SPOILT)
@pytest.mark.parametrize("command", COMMANDS)
async def test_a_spoilt_database_is_named_and_left_as_it_is(
    command: tuple[str, ...], spoil: Callable[[Path], None], words: str, database_file: Path, types: Types
) -> None:
    spoil(database_file)
    before = bytes_of(database_file)

    told = await types(*command)

    assert (told.code, told.out) == (1, "")
    assert is_one_sentence(told.err, words), told.err
    assert bytes_of(database_file) == before


@pytest.mark.parametrize(("spoil", "words"), SPOILT)
async def test_the_doctor_names_a_spoilt_database(
    spoil: Callable[[Path], None], words: str, database_file: Path, telegram: Sandbox, types: Types
) -> None:
    spoil(database_file)

    told = await types("doctor")

    assert (told.code, told.err) == (1, "")
    assert "✗ Base de datos: " in told.out
    assert words in told.out


async def test_the_doctor_names_the_tables_that_are_missing(
    database_file: Path, telegram: Sandbox, types: Types
) -> None:
    without_tables(database_file)

    told = await types("doctor")

    assert "le faltan tablas de su versión (outbox): restaure un respaldo" in told.out


async def test_the_doctor_reads_every_page_and_finds_the_damaged_one(
    database_file: Path, telegram: Sandbox, types: Types
) -> None:
    damage(database_file)

    told = await types("doctor")

    assert (told.code, told.err) == (1, "")
    assert DATABASE_FAULTS[DatabaseFault.DAMAGED] in told.out


@pytest.mark.parametrize("command", [("migrate",), ("invite", "--role", "implan", "--name", "Ana"), ("run",)])
async def test_a_read_only_folder_is_told(command: tuple[str, ...], read_only: Path, types: Types) -> None:
    told = await types(*command)

    assert (told.code, told.out) == (1, "")
    assert is_one_sentence(told.err, "en una carpeta donde se pueda escribir"), told.err


async def test_the_doctor_tells_of_a_read_only_folder(
    read_only: Path, telegram: Sandbox, types: Types
) -> None:
    told = await types("doctor")

    assert (told.code, told.err) == (1, "")
    assert f"✗ Base de datos: {DATABASE_FAULTS[DatabaseFault.UNOPENED]}" in told.out
    assert "✗ Archivos: no se puede escribir en " in told.out


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_data_folder_that_cannot_be_made_is_told(
    command: tuple[str, ...], types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", "sqlite:////proc/puntual/puntual.db")

    told = await types(*command)

    assert (told.code, told.out) == (1, "")
    assert is_one_sentence(told.err, DATABASE_FAULTS[DatabaseFault.UNOPENED]), told.err


async def test_the_doctor_tells_of_a_file_in_the_place_of_the_data_folder(
    place: Path, database_file: Path, types: Types, telegram: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "occupied").touch()
    monkeypatch.setenv("PUNTUAL_DATA_DIR", str(place / "occupied"))

    told = await types("doctor")

    assert told.code == 1
    assert "occupied no es una carpeta; revise PUNTUAL_DATA_DIR" in told.out


@pytest.mark.parametrize(
    "command", [("migrate",), ("invite", "--role", "implan", "--name", "Ana"), ("doctor",)]
)
async def test_a_locked_database_is_told_with_whom_to_ask(
    command: tuple[str, ...],
    database_file: Path,
    telegram: Sandbox,
    types: Types,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", f"sqlite:///{database_file}?timeout=0.1")

    with held_by_another(database_file):
        told = await types(*command)
    again = await types(*command)

    assert told.code == 1
    assert DATABASE_FAULTS[DatabaseFault.BUSY] in told.out + told.err
    assert again.code == 0


async def test_reading_goes_on_beside_a_process_that_writes(
    database_file: Path, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", f"sqlite:///{database_file}?timeout=0.1")

    with held_by_another(database_file):
        told = await types("status", "402")

    assert "ocupada" not in told.err


@pytest.fixture
async def refusing_server() -> AsyncIterator[int]:
    """A fake PostgreSQL that asks for the password and refuses it."""

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        size = int.from_bytes(await reader.readexactly(4))
        asked = await reader.readexactly(size - 4)
        if asked[:2] == b"\x04\xd2":  # the client asks for encryption first
            writer.write(b"N")
            size = int.from_bytes(await reader.readexactly(4))
            await reader.readexactly(size - 4)
        writer.write(b"R" + (8).to_bytes(4) + (3).to_bytes(4))
        await reader.readexactly(1)
        size = int.from_bytes(await reader.readexactly(4))
        await reader.readexactly(size - 4)
        writer.write(b"E" + (len(REFUSAL) + 4).to_bytes(4) + REFUSAL)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize("command", [*COMMANDS, pytest.param(("doctor",), id="doctor")])
async def test_a_wrong_password_is_told_without_the_password(
    command: tuple[str, ...],
    refusing_server: int,
    telegram: Sandbox,
    types: Types,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"postgresql://puntual:{SECRET}@127.0.0.1:{refusing_server}/puntual?sslmode=disable&gssencmode=disable"
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", url)

    told = await types(*command)

    assert told.code == 1
    assert DATABASE_FAULTS[DatabaseFault.REFUSED] in told.out + told.err
    assert "Traceback" not in told.err
    assert SECRET not in told.out + told.err


@pytest.mark.parametrize("command", [("migrate",), ("status", "402"), ("doctor",)])
async def test_a_server_that_is_not_there_is_told(
    command: tuple[str, ...], telegram: Sandbox, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", f"postgresql://puntual:{SECRET}@127.0.0.1:1/puntual")

    told = await types(*command)

    assert told.code == 1
    assert DATABASE_FAULTS[DatabaseFault.UNREACHABLE] in told.out + told.err
    assert SECRET not in told.out + told.err


async def test_migrate_changes_nothing_in_a_half_migrated_database(database_file: Path, types: Types) -> None:
    without_tables(database_file)
    before = content(database_file)

    await types("migrate")

    assert content(database_file) == before
