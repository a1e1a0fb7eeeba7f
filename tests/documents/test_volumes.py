"""Volumes: every file whole, under its name, the same bytes for the same files."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from documents.volumes import zipped

FILES = [("informe-402-PP08-3T2025.pdf", b"%PDF" * 99), ("niñas.xlsx", b"cells" * 99)]


def test_files_come_back_as_they_were_put_in() -> None:
    archive = ZipFile(BytesIO(zipped(FILES)))

    assert archive.testzip() is None
    assert [(name, archive.read(name)) for name in archive.namelist()] == FILES


def test_what_is_packed_already_is_not_packed_again() -> None:
    kinds = [each.compress_type for each in ZipFile(BytesIO(zipped(FILES))).infolist()]

    assert kinds == [ZIP_STORED, ZIP_DEFLATED]


def test_the_same_files_give_the_same_bytes() -> None:
    assert zipped(FILES) == zipped(FILES)
