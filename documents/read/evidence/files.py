"""From the content of a file to the letter that it shows."""

from documents.read.evidence.ocr import Ocr, installed_ocr
from documents.read.evidence.pdf import read_pdf
from documents.read.evidence.photo import measure
from documents.read.evidence.reading import FileReading
from domain.evidence.letters import read_letter
from domain.kit.evidence import EvidenceFlag

PDF = "application/pdf"


def read_proof(content: bytes, mime: str, *, year: int) -> FileReading:
    """Read a file with the installed readers; raise FileRefused for one that must not be stored."""
    return read_evidence_file(content, mime, year=year, ocr=installed_ocr())


def read_evidence_file(content: bytes, mime: str, *, year: int, ocr: Ocr | None) -> FileReading:
    """Read a PDF by its text, a scan or a photo by `ocr`; raise FileRefused as `read_proof` does."""
    return _of_pdf(content, year, ocr) if mime == PDF else _of_photo(content, year, ocr)


def _of_pdf(content: bytes, year: int, ocr: Ocr | None) -> FileReading:
    found = read_pdf(content, with_scan=ocr is not None)
    if found.is_damaged:
        return FileReading(flags=(EvidenceFlag.DAMAGED_FILE,))
    text = ocr(found.scan) if ocr and found.scan else found.text
    return FileReading(read_letter(text, year=year))


def _of_photo(content: bytes, year: int, ocr: Ocr | None) -> FileReading:
    picture = measure(content)
    if picture is None:
        return FileReading(flags=(EvidenceFlag.DAMAGED_FILE,))
    if picture.is_small:
        return FileReading(flags=(EvidenceFlag.SMALL_PHOTO,))
    return FileReading(read_letter(ocr(content), year=year) if ocr else None)
