"""The text of a PDF that Puntual made, to be compared with what is stored; read in a worker."""

from pathlib import Path

from pypdf import PdfReader
from pypdf import apply_configuration as limited

from documents.read.evidence.pdf import BROKEN_PDF, LIMITS

MOST_PAGES = 200


def text_of(path: Path) -> str:
    """Return the text of every page; nothing if the file is not a PDF."""
    try:
        with limited(LIMITS):
            return "\n".join(page.extract_text() for page in PdfReader(path).pages[:MOST_PAGES])
    except BROKEN_PDF:
        return ""
