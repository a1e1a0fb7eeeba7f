"""Evidence with its file, and what a bad disk does to it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

from domain.evidence.proof_files import FileState
from domain.kit.evidence import Evidence
from storage.files import FileStore
from tests.facts import AN_OFICIO, T3, Office, an_avance

PDF = b"%PDF-1.7 oficio SP/112/2025"


async def prove(
    office: Office, store: FileStore, indicator_id: int, content: bytes = PDF, proof: Evidence = AN_OFICIO
) -> str:
    """Save an indicator with one oficio whose file is stored; return the hash of the file."""
    sha256 = store.put(content)
    await office.do(
        lambda uow: uow.avances.remember_file(
            sha256, size=len(content), mime="application/pdf", name="oficio.pdf", at=office.moment.now
        )
    )
    await office.save(indicator_id, an_avance(evidence=(replace(proof, file_sha256=sha256),)), T3)
    return sha256


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove_folder(path: Path) -> None:
    rmtree(path.parent.parent)


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


Rot = Callable[[Path], None]
ROTS: dict[str, tuple[Rot, FileState]] = {
    "a bit flipped": (flip_a_bit, FileState.ALTERED),
    "cut": (cut, FileState.ALTERED),
    "emptied": (empty, FileState.ALTERED),
    "gone": (Path.unlink, FileState.MISSING),
    "the whole folder gone": (remove_folder, FileState.MISSING),
    "not to be read": (become_a_folder, FileState.UNREADABLE),
}
"""What a bad disk, or a hand, does to a stored file, and how it is found then."""
