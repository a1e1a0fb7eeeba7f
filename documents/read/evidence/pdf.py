"""The text of a PDF, or its scan, read within limits whatever the file contains."""

import logging
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import Configuration, PdfReader
from pypdf import apply_configuration as limited
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from documents.read.evidence.refusals import FileRefused

PAGES_READ = 2
"""Pages that are read: a letter names itself on its first page, after a cover perhaps."""
LONGEST_TEXT = 20_000
MOST_OPERATIONS = 100_000
"""Drawing steps of a page; a dense letter has some 5,000."""
SCANNED_BELOW = 40
"""With fewer characters a page counts as a scan: a scanner may add a stamp."""

_MB = 1024 * 1024
LIMITS = Configuration(
    maximum_declared_stream_length=40 * _MB,
    array_based_stream_maximum_output_length=40 * _MB,
    zlib_maximum_output_length=40 * _MB,
    lzw_maximum_output_length=40 * _MB,
    run_length_maximum_output_length=40 * _MB,
    brotli_maximum_output_length=40 * _MB,
    jbig2_maximum_output_length=40 * _MB,
    stream_decoding_work_maximum_length=80 * _MB,
    stream_parsing_work_maximum_count=400_000,
    xform_maximum_invocations_per_extraction=200,
    jbig2dec_binary=None,
    disable_legacy_handling=True,
)
"""The limits of unpacking; one page of text is far below each of them."""

BROKEN_PDF = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    PyPdfError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)
"""The exceptions of pypdf for damaged files: any of these, says its documentation."""

# It would log every oddity of a file.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class PdfText:
    """`text` is empty for a scan and for a file that cannot be opened; `scan` is its first picture."""

    text: str = ""
    scan: bytes | None = None
    is_damaged: bool = False


def read_pdf(content: bytes, *, with_scan: bool = False) -> PdfText:
    """Read the first pages; refuse a file with a password, or one that unpacks beyond the limits."""
    with limited(LIMITS):
        try:
            return _read(content, with_scan=with_scan)
        except LimitReachedError:
            raise FileRefused("too_heavy") from None
        except DependencyError:
            # Its encryption or its pictures are of an unsupported kind: store it unread.
            return PdfText()
        except BROKEN_PDF:
            return PdfText(is_damaged=True)


def _read(content: bytes, *, with_scan: bool) -> PdfText:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileRefused("locked")
    count = len(reader.pages)
    if count == 0:
        return PdfText(is_damaged=True)
    pages = [reader.pages[place] for place in range(min(PAGES_READ, count))]
    text = "\n".join(_text_of(page) for page in pages).strip()[:LONGEST_TEXT]
    if len(text) >= SCANNED_BELOW or not with_scan:
        return PdfText(text)
    return PdfText(text, _scan_of(pages[0]))


def _text_of(page: Any) -> str:
    """Return the text within the budget of drawing steps: a plan has more lines than a letter."""
    contents = page.get_contents()
    if contents is None:
        return ""
    contents.get_data()  # a decompression bomb ends here, where it is refused
    parts: list[str] = []
    with suppress(_Enough, LimitReachedError):
        page.extract_text(visitor_operand_before=_counted(), visitor_text=lambda text, *_: parts.append(text))
    return "".join(parts)


class _Enough(Exception):
    """The budget of a page is spent; the text so far is used."""


def _counted() -> Callable[[Any, Any, Any, Any], None]:
    left = MOST_OPERATIONS

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _Enough

    return count


def _scan_of(page: Any) -> bytes | None:
    """Return the largest picture of a page, as it is stored."""
    pictures = [each.data for each in page.images]
    return max(pictures, key=len, default=None)
