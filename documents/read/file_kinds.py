"""The kind of a file by its content: which are accepted, and the sentence for any other."""

from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BLANKS, MOST_BLANKS = b"\xef\xbb\xbf \t\r\n\x00", 1024
"""Bytes that some scanners write before a PDF; its readers skip them."""
SIGNATURES = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
"""First bytes of each accepted kind; name and declared type are ignored."""
ZIP_START = b"PK\x03\x04"
_COMMON = {"_rels", "docProps", "customXml"}
CONTENT_TYPES = b"[Content_Types].xml"
"""The part that every Office document has; names of parts are never compressed."""

WORD, SLIDES, WORKBOOK, ARCHIVE = "word", "slides", "old_workbook", "archive"
PICTURE, LOCKED, OTHER = "other_picture", "locked_document", "not_allowed"

_PARTS = {"word/document.xml": WORD, "ppt/presentation.xml": SLIDES, "xl/workbook.bin": WORKBOOK}
_OPEN_DOCUMENT = {
    b"opendocument.text": WORD,
    b"opendocument.presentation": SLIDES,
    b"opendocument.spreadsheet": WORKBOOK,
}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of Office files of before 2007, and of today's with a password."""
_STREAMS = {
    "EncryptedPackage": LOCKED,
    "WordDocument": WORD,
    "PowerPoint Document": SLIDES,
    "Workbook": WORKBOOK,
    "Book": WORKBOOK,
}
_STARTS = {
    b"{\\rtf": WORD,
    b"Rar!": ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": ARCHIVE,
    b"\x1f\x8b": ARCHIVE,
    b"BZh": ARCHIVE,
    b"\xfd7zXZ\x00": ARCHIVE,
    b"II*\x00": PICTURE,
    b"MM\x00*": PICTURE,
    b"BM": PICTURE,
    b"8BPS": PICTURE,
    b"\x00\x00\x00\x0cjP  ": PICTURE,
}
_TAR_AT = 257
_PICTURE_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif")
_BY_NAME = {
    **dict.fromkeys((".doc", ".docx", ".docm", ".dot", ".dotx", ".odt", ".rtf", ".pages", ".wpd"), WORD),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), SLIDES),
    **dict.fromkeys((".xls", ".ods", ".xlsb", ".numbers"), WORKBOOK),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"), ARCHIVE),
    **dict.fromkeys((".heic", ".heif", ".webp", ".tif", ".tiff", ".bmp", ".avif", ".jp2", ".psd"), PICTURE),
}


def kind_of(content: bytes) -> str | None:
    """Return the MIME type of the content; None for a file that is not accepted."""
    if content.startswith(ZIP_START):
        return XLSX if _is_workbook(content) else None
    if content[:MOST_BLANKS].lstrip(BLANKS).startswith(b"%PDF-"):
        return PDF
    return next((mime for start, mime in SIGNATURES.items() if content.startswith(start)), None)


def kind_and_problem(content: bytes, name: str) -> tuple[str | None, str]:
    """Return the MIME type, or the reason of a refusal; the other one is empty."""
    mime = kind_of(content)
    return mime, problem_of(content, name) if mime is None else ""


def problem_of(content: bytes, name: str) -> str:
    """Return why a file is refused, as the key of its sentence."""
    if content.startswith(ZIP_START):
        return _of_parts(content) or _BY_NAME.get(_suffix(name), ARCHIVE if _names(content) else OTHER)
    if content.startswith(_COMPOUND):
        streams = (problem for stream, problem in _STREAMS.items() if stream.encode("utf-16-le") in content)
        return next(streams, _BY_NAME.get(_suffix(name), OTHER))
    if content[4:8] == b"ftyp":
        return PICTURE if content[8:12] in _PICTURE_BRANDS else OTHER
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return PICTURE
    if content[_TAR_AT:].startswith(b"ustar"):
        return ARCHIVE
    by_name = _BY_NAME.get(_suffix(name), OTHER)  # Word saves web pages as .doc, too
    return next((problem for start, problem in _STARTS.items() if content.startswith(start)), by_name)


def problem_by_name(name: str) -> str | None:
    """Return the same before a file is downloaded; None if it may be accepted."""
    return _BY_NAME.get(_suffix(name))


def _is_workbook(content: bytes) -> bool:
    """A cut or empty workbook counts too: its reader says what is wrong with it."""
    names = _names(content)
    if names is None:
        return CONTENT_TYPES in content and _of_parts(content) is None
    folders = {name.partition("/")[0] for name in names if "/" in name} - _COMMON
    return CONTENT_TYPES.decode() in names and folders <= {"xl"} and _of_parts(content) is None


def _of_parts(content: bytes) -> str | None:
    names = _names(content)
    if names is None:
        names = [part for part in _PARTS if part.encode() in content]
    if "mimetype" in names:
        return next((problem for kind, problem in _OPEN_DOCUMENT.items() if kind in content[:200]), None)
    return next((problem for part, problem in _PARTS.items() if part in names), None)


def _names(content: bytes) -> list[str] | None:
    """Return the parts of a ZIP; None if it is cut or damaged."""
    try:
        return ZipFile(BytesIO(content)).namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return None


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()
