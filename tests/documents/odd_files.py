"""Files that are not evidence, as small as possible: Office documents, archives, other pictures."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile


def a_zip(*parts: str, compression: int = ZIP_DEFLATED, **contents: bytes) -> bytes:
    """Return a ZIP with these parts; `contents` are parts by their place."""
    made = BytesIO()
    with ZipFile(made, "w", compression) as archive:
        for part in parts:
            archive.writestr(part, contents.get(part, b"<xml/>"))
    return made.getvalue()


def an_office(part: str) -> bytes:
    """Return an Office document of today, told by its main part."""
    return a_zip("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", part)


def an_open_document(kind: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<xml/>")
    return made.getvalue()


def a_compound(stream: str) -> bytes:
    """Return the beginning of an Office file of before 2007, with the name of its stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(64)


DOCX, PPTX, XLSB = map(an_office, ("word/document.xml", "ppt/presentation.xml", "xl/workbook.bin"))
DOC, XLS, PPT, SECRET = map(
    a_compound, ("WordDocument", "Workbook", "PowerPoint Document", "EncryptedPackage")
)
ZIP = a_zip("fotos/1.jpg", "fotos/2.jpg")
WORKBOOK_IN_ZIP = a_zip("informe.xlsx", "oficio.docx", compression=ZIP_STORED)
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(20)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(20)
