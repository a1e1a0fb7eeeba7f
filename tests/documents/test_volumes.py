"""Volumes: every file whole, under its name, the same bytes for the same files."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from workers.calls import writing

FILES = [("informe-402-PP08-3T2025.pdf", b"%PDF" * 99), ("niñas.xlsx", b"cells" * 99)]


def zipped(folder: Path) -> bytes:
    places = []
    for number, (name, content) in enumerate(FILES):
        (folder / str(number)).write_bytes(content)
        places.append((name, folder / str(number)))
    return writing("documents.volumes:write_volume", places)()


def test_files_come_back_as_they_were_put_in(tmp_path: Path) -> None:
    archive = ZipFile(BytesIO(zipped(tmp_path)))

    assert archive.testzip() is None
    assert [(name, archive.read(name)) for name in archive.namelist()] == FILES


def test_what_is_packed_already_is_not_packed_again(tmp_path: Path) -> None:
    kinds = [each.compress_type for each in ZipFile(BytesIO(zipped(tmp_path))).infolist()]

    assert kinds == [ZIP_STORED, ZIP_DEFLATED]


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    assert zipped(tmp_path) == zipped(tmp_path)
