"""What is read in a file, whichever kind it is."""

from datetime import date

import pytest

from documents.read.evidence.files import read_evidence_file
from documents.read.evidence.ocr import installed_ocr
from documents.read.evidence.reading import FileReading
from domain.kit.evidence import EvidenceFlag
from tests.documents.letters import LETTER, a_line, a_pdf, a_photo, a_scan

PDF, JPEG = "application/pdf", "image/jpeg"


def read(content: bytes, mime: str, *, pictures: str | None = None) -> FileReading:
    """Read a file; `pictures` is what the reader of pictures makes of any of them."""
    ocr = None if pictures is None else lambda _: pictures or ""
    return read_evidence_file(content, mime, year=2025, ocr=ocr)


def test_a_pdf_is_read_by_its_text() -> None:
    letter = read(a_pdf(*LETTER), PDF).letter

    assert letter is not None
    assert (letter.numbers, letter.dated_on) == (("SP/DSAV/112/2025",), date(2025, 9, 26))


@pytest.mark.parametrize(
    ("content", "mime"),
    [pytest.param(a_scan(*LETTER), PDF, id="scan"), pytest.param(a_photo(*LETTER), JPEG, id="photo")],
)
def test_a_picture_is_read_where_the_extra_is_installed(content: bytes, mime: str) -> None:
    letter = read(content, mime, pictures="\n".join(LETTER)).letter

    assert letter is not None
    assert letter.numbers == ("SP/DSAV/112/2025",)
    assert read(content, mime) == FileReading()


def test_a_small_photo_says_so_and_is_not_read() -> None:
    small = a_photo(size=(320, 240))

    assert read(small, JPEG, pictures="Oficio SP/1/2025") == FileReading(flags=(EvidenceFlag.SMALL_PHOTO,))


@pytest.mark.parametrize(
    ("content", "mime"), [(b"%PDF-1.4", PDF), (b"\xff\xd8\xff", JPEG)], ids=["pdf", "photo"]
)
def test_a_damaged_file_says_so(content: bytes, mime: str) -> None:
    assert read(content, mime) == FileReading(flags=(EvidenceFlag.DAMAGED_FILE,))


@pytest.mark.parametrize(
    ("content", "mime"),
    [pytest.param(a_scan(*LETTER), PDF, id="scan"), pytest.param(a_photo(*LETTER), JPEG, id="photo")],
)
def test_the_installed_extra_reads_a_letter(content: bytes, mime: str) -> None:
    ocr = installed_ocr()
    if ocr is None:
        pytest.skip("the extra `ocr` is not installed: make ocr")

    letter = read_evidence_file(content, mime, year=2025, ocr=ocr).letter

    assert letter is not None
    assert (letter.numbers, letter.dated_on) == (("SP/DSAV/112/2025",), date(2025, 9, 26))


@pytest.mark.parametrize(
    ("ppi", "margin"), [(96, "3pt"), (150, "3pt"), (300, "3pt"), (600, "3pt"), (600, "25pt")]
)
def test_the_installed_extra_reads_a_photo_cut_down_to_one_line(ppi: int, margin: str) -> None:
    ocr = installed_ocr()
    if ocr is None:
        pytest.skip("the extra `ocr` is not installed: make ocr")

    line = a_line("OFICIO NÚM.: SP/DSAV/112/2025", ppi, margin=margin)
    reading = read_evidence_file(line, "image/png", year=2025, ocr=ocr)

    assert reading.flags == ()
    assert reading.letter is not None
    assert reading.letter.numbers == ("SP/DSAV/112/2025",)
    assert len(ocr(line).splitlines()) == 1


def test_a_picture_that_cannot_be_unpacked_has_no_text() -> None:
    ocr = installed_ocr()
    if ocr is None:
        pytest.skip("the extra `ocr` is not installed: make ocr")

    assert ocr(b"\xff\xd8\xff") == ""
