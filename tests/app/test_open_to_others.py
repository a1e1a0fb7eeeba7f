"""Files are created for their owner only, with any umask; the doctor names others."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.open_to_others import found_open, is_open
from app.settings import Settings
from storage.durable import make_folders
from storage.engine import Database
from storage.files import FileStore
from storage.leftovers import note_place
from storage.paper_files import PaperStore
from tests.stories.processes import Machine


@pytest.fixture(params=[0o000, 0o022, 0o027], ids=["none", "usual", "group"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    url = f"sqlite+aiosqlite:///{tmp_path / 'base' / 'puntual.db'}"
    return Settings.model_construct(database_url=url, data_dir=data)


def rights(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.rglob("*")
    }


def told(settings: Settings, env: Path) -> list[str]:
    return [str(each) for each in found_open(settings, env)]


async def test_whatever_a_command_makes_is_for_its_owner_only(tmp_path: Path) -> None:
    place = tmp_path / "installed"
    url = f"sqlite+aiosqlite:///{place}/puntual.db"
    machine = Machine(tmp_path, {"database_url": url, "data_dir": str(place)})
    before = os.umask(0)

    made = [
        await machine.executes("migrate").ends(),
        await machine.executes("import", "--template", str(place / "mir.xlsx")).ends(),
        await machine.executes("backup", str(place / "respaldo.zip")).ends(),
    ]
    os.umask(before)

    assert [each.code for each in made] == [0, 0, 0], made
    modes = rights(place)
    assert {"puntual.db", "mir.xlsx", "respaldo.zip"} <= set(modes)
    assert set(modes.values()) <= {"0o600", "0o700"}, modes
    assert oct(stat.S_IMODE(place.stat().st_mode)) == "0o700"


async def test_the_files_beside_a_database_that_is_in_use_are_as_closed_as_it(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'base' / 'puntual.db'}")
        async with database.write() as uow:
            await uow.session.connection()
            modes = rights(tmp_path)
        await database.dispose()
    finally:
        os.umask(before)

    assert set(modes.values()) <= {"0o600", "0o700"}, modes


def test_stored_files_and_their_folders_are_closed_without_any_umask(umask: int, tmp_path: Path) -> None:
    FileStore(tmp_path / "evidencias").put(b"oficio")
    PaperStore(tmp_path / "documentos").put(b"informe")

    assert set(rights(tmp_path).values()) == {"0o600", "0o700"}


def test_the_doctor_says_nothing_where_all_is_closed(settings: Settings, tmp_path: Path) -> None:
    env = closed(tmp_path / ".env")
    closed(settings.data_dir / "evidencias" / "ab")
    closed(tmp_path / "base" / "puntual.db")

    assert told(settings, env) == []


def test_a_readable_env_is_wrong_and_its_mending_is_told(settings: Settings, tmp_path: Path) -> None:
    env = closed(tmp_path / "with blank" / ".env")
    env.chmod(0o644)

    [found] = found_open(settings, env)

    assert found.is_wrong
    assert found.text.endswith(f"chmod 600 '{env}'")


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal", ".run", ".tick"])
def test_an_open_database_or_a_file_beside_it_is_named(
    ending: str, settings: Settings, tmp_path: Path
) -> None:
    path = closed(tmp_path / "base" / f"puntual.db{ending}")
    path.chmod(0o640)

    lines = told(settings, tmp_path / ".env")

    assert lines == [
        "! Otras cuentas del equipo pueden abrir 1 archivo o carpeta de Puntual. Ciérrelos:",
        f"    chmod go= {path}",
        f"    {path}",
    ]


def test_open_data_is_counted_and_closed_with_one_command(settings: Settings, tmp_path: Path) -> None:
    for number in range(9):
        closed(settings.data_dir / "evidencias" / str(number)).chmod(0o644)
    settings.data_dir.chmod(0o755)

    first, command, *named = told(settings, tmp_path / ".env")

    assert "pueden abrir 10 archivos o carpetas" in first
    assert command == f"    chmod -R u=rwX,go= {settings.data_dir}"
    assert (named[0], named[-1], len(named)) == (f"    {settings.data_dir}", "    …", 6)


def test_a_backup_elsewhere_is_looked_at_as_well(settings: Settings, tmp_path: Path) -> None:
    backup = closed(tmp_path / "usb" / "respaldo.zip")
    backup.chmod(0o604)
    settings.data_dir.mkdir(mode=0o700)
    note_place(settings.data_dir, backup.parent)
    for path in settings.data_dir.iterdir():
        path.chmod(0o600)

    assert f"    chmod go= {backup}" in told(settings, tmp_path / ".env")


def test_the_told_commands_mend_all(settings: Settings, tmp_path: Path) -> None:
    env = closed(tmp_path / ".env")
    paths = [env, closed(settings.data_dir / "a" / "b"), closed(tmp_path / "base" / "puntual.db")]
    for path in (*paths, settings.data_dir):
        path.chmod(path.stat().st_mode | 0o055)

    for line in told(settings, env):
        _, found, command = line.partition("chmod ")
        assert os.system(found + command) == 0 if found else True

    assert told(settings, env) == []


def test_a_link_and_what_is_not_there_are_not_open(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")

    assert not is_open(tmp_path / "link")
    assert not is_open(tmp_path / "nothing")


def test_the_doctor_looks(capsys: pytest.CaptureFixture[str], place: Path) -> None:
    env = closed(place / ".env")
    env.chmod(0o644)

    assert main(["doctor"]) == 1

    assert f"pueden leer {env}" in capsys.readouterr().out


def closed(path: Path) -> Path:
    make_folders(path.parent)
    path.touch(mode=0o600)
    return path
