"""An older backup restored the same day: nothing is sent twice, and IMPLAN is told of the doubt."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.kit.access import Role
from sandbox.client import SandboxClient
from sandbox.server import Sandbox
from storage.backup_archive import BackupProblem, read_manifest
from tests.app.conftest import Types
from tests.app.test_doctor_command import signed
from tests.facts import ANA, CARLA, Office, a_mir

AT_TWO, AT_NINE, AT_ELEVEN = (f"2025-09-25T{hour}:00-06:00" for hour in ("02", "09", "11"))


@pytest.fixture
async def lived(office: Office, telegram: Sandbox, types: Types, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup at two; at nine reminder and summary are sent; at eleven the database is lost."""
    await office.register(a_mir())
    await office.lets_in(ANA)
    await office.lets_in(CARLA, Role.IMPLAN, None)
    await office.database.dispose()
    monkeypatch.setenv("PUNTUAL_CLOCK_START", AT_TWO)
    assert (await types("backup", "copia.zip")).code == 0
    monkeypatch.setenv("PUNTUAL_CLOCK_START", AT_NINE)
    for tick in ("reminders", "summary"):
        await types("tick", tick)
    lose(Path("data"))
    monkeypatch.setenv("PUNTUAL_CLOCK_START", AT_ELEVEN)


async def received(telegram: Sandbox, user: int, what: str) -> int:
    async with SandboxClient(telegram.url) as client:
        person = await client.person(user, f"Persona {user}", has_started=True)
        return sum(what in message.text for message in await person.messages())


async def test_nothing_is_sent_twice_that_day(lived: None, telegram: Sandbox, types: Types) -> None:
    before = (await received(telegram, ANA, "🔔"), await received(telegram, CARLA, "Brechas"))
    restored = await types("restore", "copia.zip")

    for tick in ("reminders", "summary"):
        await types("tick", tick)

    after = (await received(telegram, ANA, "🔔"), await received(telegram, CARLA, "Brechas"))
    assert before == after == (1, 2)  # the summary, and its picture
    assert await received(telegram, CARLA, "Se restauró un respaldo") == 1
    assert restored.code == 0
    assert "Lo que se envió entre el 2025-09-25 02:00 y el 2025-09-25 11:00 no se sabe" in restored.out


async def test_the_doctor_says_so_for_some_days(
    lived: None, types: Types, monkeypatch: pytest.MonkeyPatch
) -> None:
    await types("restore", "copia.zip")

    today = await types("doctor")
    monkeypatch.setenv("PUNTUAL_CLOCK_START", "2025-09-29T11:00-06:00")
    later = await types("doctor")

    told = "Restaurado el 2025-09-25 11:00 de un respaldo del 2025-09-25 02:00"
    assert any(line.startswith(told) for line in signed(today.out, "!"))
    assert told not in later.out


async def test_a_backup_of_an_earlier_version_tells_by_its_own_clock(
    lived: None, place: Path, types: Types
) -> None:
    def forget(manifest: dict[str, object]) -> None:
        for name in ("made_at", "faults", "audit"):
            del manifest[name]

    rewrite(place / "copia.zip", forget)

    restored = await types("restore", "copia.zip")

    assert (restored.code, "Lo que se envió entre el " in restored.out) == (0, True)


@pytest.mark.parametrize("name", ["made_at", "faults"])
def test_a_manifest_that_says_nonsense_is_no_copy(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "copia.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps({name: "ayer"}))

    with pytest.raises(BackupProblem):
        read_manifest(tmp_path / "copia.zip")


def lose(folder: Path) -> None:
    for left in folder.glob("puntual.db*"):
        left.unlink()


def rewrite(path: Path, change: Callable[[dict[str, object]], None]) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = {entry: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in entries.items():
            if entry.filename == "manifest.json":
                manifest = json.loads(content)
                change(manifest)
                content = json.dumps(manifest).encode()  # noqa: PLW2901 - this one alone
            archive.writestr(entry, content)
