"""Evidence files altered on disk: every command that reads them reports it, an intact copy repairs them."""

import errno
import os
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from app.evidence_command import WAY_OUT
from domain.evidence.proof_files import FileState
from domain.kit.evidence import Evidence, EvidenceType
from sandbox.server import Sandbox
from storage.files import FileStore
from tests.app.conftest import Told, Types
from tests.app.test_doctor_command import signed
from tests.facts import Office, a_document, a_row
from tests.proof import PDF, ROTS, Rot, flip_a_bit, prove

OTHER = b"%PDF-1.7 oficio SP/113/2025"
AN_OTHER = Evidence(EvidenceType.OFICIO, "Oficio SP/113/2025", ("SP/113/2025",))
WHERE = "402 · 3T2025 · Componente 7, oficio SP/112/2025"
WORDS = {
    FileState.ALTERED: "alterado",
    FileState.MISSING: "falta",
    FileState.UNREADABLE: "no se puede leer",
}

rots = pytest.mark.parametrize(("rot", "state"), ROTS.values(), ids=ROTS)


@dataclass(frozen=True)
class Shelf:
    """Two evidence files of 402; the first one will be altered."""

    store: FileStore
    first: str
    second: str

    @property
    def path(self) -> Path:
        return self.store.path(self.first)


@pytest.fixture
async def shelf(office: Office, place: Path) -> Shelf:
    ids = await office.register(a_document(a_row(), a_row("Actividad 7.1")))
    store = FileStore(place / "data" / "evidencias")
    first = await prove(office, store, ids["Componente 7"])
    return Shelf(store, first, await prove(office, store, ids["Actividad 7.1"], OTHER, AN_OTHER))


async def test_while_all_is_whole_it_is_said_with_0(shelf: Shelf, types: Types) -> None:
    verified, repaired = (
        await types("evidence", "verify"),
        await types("evidence", "repair", "--from", "data"),
    )

    assert (verified.code, verified.out) == (0, "Evidencias: 2 archivos íntegros.\n")
    assert (repaired.code, repaired.out) == (0, "No hay nada que reparar: 2 archivos íntegros.\n")


async def test_without_any_evidence_there_is_nothing_to_read(office: Office, types: Types) -> None:
    told = await types("evidence", "verify")

    assert (told.code, told.out) == (0, "Evidencias: 0 archivos íntegros.\n")


@rots
async def test_a_faulty_file_is_named_with_what_it_proves(
    rot: Rot, state: FileState, shelf: Shelf, types: Types
) -> None:
    rot(shelf.path)

    told = await types("evidence", "verify")

    assert told.code == 1
    assert f"  {WHERE}: {WORDS[state]}\n" in told.out
    assert WAY_OUT in told.out


async def test_a_folder_that_is_gone_is_said(shelf: Shelf, types: Types) -> None:
    rmtree(shelf.store.folder)

    told = await types("evidence", "verify")

    assert (told.code, told.out.splitlines()[0]) == (
        1,
        "No está la carpeta data/evidencias: revise PUNTUAL_DATA_DIR y el disco.",
    )
    assert "2 archivos de 2 no están como se guardaron.\n" in told.out


@rots
async def test_the_doctor_reads_the_files_as_well(
    rot: Rot, state: FileState, shelf: Shelf, telegram: Sandbox, types: Types
) -> None:
    before = await types("doctor")
    rot(shelf.path)

    told = await types("doctor")

    assert "✓ Evidencias: 2 archivos íntegros\n" in before.out
    assert told.code == 1
    assert [line for line in signed(told.out, "✗") if line.startswith("Evidencias")] != []
    assert f"    {WHERE}: {WORDS[state]}\n" in told.out
    assert f"    {WAY_OUT}\n" in told.out


@rots
async def test_a_backup_is_written_and_says_what_is_faulty_in_it(
    rot: Rot, state: FileState, shelf: Shelf, types: Types, place: Path
) -> None:
    rot(shelf.path)

    told = await types("backup", "copia.zip")

    assert (told.code, "Respaldo escrito en copia.zip" in told.out) == (1, True)
    assert "con falla (alterados o que faltan) en el respaldo" in told.err
    assert "puntual evidence repair --from" in told.err


@rots
async def test_what_is_restored_from_it_is_said_to_be_faulty(
    rot: Rot, state: FileState, shelf: Shelf, types: Types, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rot(shelf.path)
    await types("backup", "copia.zip")
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", "sqlite:///nueva/puntual.db")
    monkeypatch.setenv("PUNTUAL_DATA_DIR", "nueva")

    told, verified = await types("restore", "copia.zip"), await types("evidence", "verify")

    assert (told.code, "Restaurado de copia.zip" in told.out) == (1, True)
    assert "con falla (alterados o que faltan) en lo restaurado" in told.err
    assert (verified.code, WHERE in verified.out) == (1, True)


async def test_what_was_altered_is_kept_as_it_was_by_a_restore(
    shelf: Shelf, types: Types, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flip_a_bit(shelf.path)
    await types("backup", "copia.zip")
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", "sqlite:///nueva/puntual.db")
    monkeypatch.setenv("PUNTUAL_DATA_DIR", "nueva")

    await types("restore", "copia.zip")

    restored = FileStore(place / "nueva" / "evidencias")
    assert restored.path(shelf.first).read_bytes() == shelf.path.read_bytes()
    assert restored.is_whole(shelf.second)


async def test_a_whole_file_that_is_there_is_kept_by_a_restore(
    shelf: Shelf, types: Types, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree(shelf.store.folder, place / "nueva" / "evidencias")
    flip_a_bit(shelf.path)
    await types("backup", "copia.zip")
    monkeypatch.setenv("PUNTUAL_DATABASE_URL", "sqlite:///nueva/puntual.db")
    monkeypatch.setenv("PUNTUAL_DATA_DIR", "nueva")

    told = await types("restore", "copia.zip")

    assert told.code == 0
    assert FileStore(place / "nueva" / "evidencias").is_whole(shelf.first)


async def a_backup(shelf: Shelf, types: Types, place: Path) -> Path:
    await types("backup", "copia.zip")
    return place / "copia.zip"


async def an_old_backup(shelf: Shelf, types: Types, place: Path) -> Path:
    """Return a backup in the format of earlier versions, with a smaller manifest."""
    path = place / "vieja.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for sha256 in (shelf.first, shelf.second):
            archive.write(shelf.store.path(sha256), f"evidencias/{sha256[:2]}/{sha256[2:]}")
        archive.writestr("manifest.json", '{"format": 1, "dialect": "sqlite", "sha256": {}}')
    return path


async def a_package(shelf: Shelf, types: Types, place: Path) -> Path:
    await types("report", "paquete", "402", "3T2025", "--out", "paquete.zip")
    return place / "paquete.zip"


async def a_folder(shelf: Shelf, types: Types, place: Path) -> Path:
    return Path(copytree(shelf.store.folder, place / "copia"))


async def a_data_folder(shelf: Shelf, types: Types, place: Path) -> Path:
    copytree(shelf.store.folder, place / "datos" / "evidencias")
    return place / "datos"


Copies = Callable[[Shelf, Types, Path], Awaitable[Path]]


@pytest.mark.parametrize("copies", [a_backup, an_old_backup, a_package, a_folder, a_data_folder])
@rots
async def test_a_copy_repairs_whatever_happened(
    rot: Rot, state: FileState, copies: Copies, shelf: Shelf, types: Types, place: Path
) -> None:
    copy = await copies(shelf, types, place)
    rot(shelf.path)
    if state is FileState.UNREADABLE:
        shelf.path.rmdir()  # by hand: a folder is not deleted for a file

    told = await types("evidence", "repair", "--from", copy)

    assert (told.code, told.err) == (0, "")
    assert f"Reparado: {WHERE}\n" in told.out
    assert shelf.store.get(shelf.first) == PDF
    assert (await types("evidence", "verify")).code == 0


async def test_what_is_repaired_is_in_the_history(
    shelf: Shelf, office: Office, types: Types, place: Path
) -> None:
    copy = await a_backup(shelf, types, place)
    flip_a_bit(shelf.path)

    await types("evidence", "repair", "--from", copy)

    assert [each[:2] for each in await office.audited()] == [("cli", "file_repaired")]


async def test_a_faulty_copy_repairs_nothing(shelf: Shelf, types: Types, place: Path) -> None:
    rotten = copytree(shelf.store.folder, place / "copia")
    flip_a_bit(FileStore(rotten).path(shelf.first))
    flip_a_bit(shelf.path)
    flipped = shelf.path.read_bytes()

    told = await types("evidence", "repair", "--from", rotten)

    assert told.code == 1
    assert told.err == f"Sin reparar, no está entero en la copia: {WHERE}\n"
    assert shelf.path.read_bytes() == flipped


async def test_several_copies_help_each_other(shelf: Shelf, types: Types, place: Path) -> None:
    first, second = (Path(copytree(shelf.store.folder, place / name)) for name in ("uno", "dos"))
    FileStore(first).path(shelf.first).unlink()
    FileStore(second).path(shelf.second).unlink()
    rmtree(shelf.store.folder)

    told = await types("evidence", "repair", "--from", first, second)

    assert (told.code, "2 archivos reparados de 2.\n" in told.out) == (0, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("nada.zip", None, "No existe nada.zip.\n"),
        ("texto.zip", b"text", "texto.zip: no es un respaldo ni un paquete de Puntual, o está dañado.\n"),
        ("vacio.zip", b"", "vacio.zip: no es un respaldo ni un paquete de Puntual, o está dañado.\n"),
    ],
    ids=["not there", "text", "empty"],
)
async def test_what_is_no_copy_is_refused(
    name: str, content: bytes | None, said: str, shelf: Shelf, types: Types, place: Path
) -> None:
    flip_a_bit(shelf.path)
    if content is not None:
        (place / name).write_bytes(content)

    told = await types("evidence", "repair", "--from", name)

    assert (told.code, told.err) == (1, said)


@pytest.mark.parametrize("manifest", ["no json", "[]", '{"sha256": 7}', '{"files": [{}]}', '{"files": 7}'])
async def test_a_manifest_that_says_nothing_leaves_the_names(
    manifest: str, shelf: Shelf, types: Types, place: Path
) -> None:
    with zipfile.ZipFile(place / "copia.zip", "w") as archive:
        archive.write(shelf.path, f"evidencias/{shelf.first[:2]}/{shelf.first[2:]}")
        archive.writestr("manifest.json", manifest)
    flip_a_bit(shelf.path)

    told = await types("evidence", "repair", "--from", "copia.zip")

    assert told.code == 0


async def test_a_part_of_a_copy_that_cannot_be_read_repairs_nothing(
    shelf: Shelf, types: Types, place: Path
) -> None:
    copy = await an_old_backup(shelf, types, place)
    content = copy.read_bytes()
    copy.write_bytes(content.replace(PDF, PDF[:-1] + b"!"))
    flip_a_bit(shelf.path)

    told = await types("evidence", "repair", "--from", copy)

    assert (told.code, "Sin reparar" in told.err) == (1, True)


async def test_a_full_disk_is_said_and_nothing_is_called_repaired(
    shelf: Shelf, types: Types, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = await a_backup(shelf, types, place)
    flip_a_bit(shelf.path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        told: Told = await types("evidence", "repair", "--from", copy)

    assert told.code == 1
    assert "no se pudo leer o escribir" in told.err
    assert (await types("evidence", "verify")).code == 1
