"""Choosing the reader of a document by its content, not by its name."""

import codecs

from documents.read.informe.filed_pdf import informe_pdf_text
from documents.read.informe.filed_workbook import informe_text
from documents.read.informe.text import read_informe
from documents.read.mir.workbook import read_mir
from domain.kit.reports import DocumentError, DocumentRefused, ImportedProgramme

MAX_BYTES = 20 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_PDF = b"%PDF"
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "Es un Excel antiguo (.xls) o con contraseña. Guárdelo como .xlsx sin contraseña.",
    b"\xff\xd8\xff": "Es una imagen. Envíe la MIR en Excel (.xlsx) o el informe como texto (.txt).",
    b"\x89PNG": "Es una imagen. Envíe la MIR en Excel (.xlsx) o el informe como texto (.txt).",
}


def read_document(name: str, content: bytes) -> tuple[ImportedProgramme, ...]:
    """Read a MIR workbook, or an Informe Trimestral as text or as a workbook or PDF that Puntual filed.

    Raise DocumentRefused for any other file.
    """
    if not content.strip():
        raise _refused(name, "El archivo está vacío. Envíelo otra vez.")
    if len(content) > MAX_BYTES:
        raise _refused(name, "El archivo pesa más de 20 MB. Envíe uno más ligero.")
    for start, text in _FOREIGN.items():
        if content.startswith(start):
            raise _refused(name, text)
    if content.startswith(_ZIP):
        filed = informe_text(content, source=name)
        return read_mir(content, source=name) if filed is None else (_ours(filed, name),)
    if content.startswith(_PDF):
        return (_ours(informe_pdf_text(content, source=name), name),)
    return (read_informe(_decoded(name, content), source=name),)


def _ours(text: str, name: str) -> ImportedProgramme:
    return read_informe(text, source=name, is_ours=True)


def _decoded(name: str, content: bytes) -> str:
    """Decode UTF-8, UTF-16 with a byte order mark (Excel's Unicode text) or Windows-1252."""
    encodings = ["utf-16"] if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else []
    for encoding in [*encodings, "utf-8-sig", "cp1252"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _refused(name, "No es un texto ni un libro de Excel. Envíe un archivo .txt o .xlsx.")


def _refused(name: str, text: str) -> DocumentRefused:
    return DocumentRefused(name, (DocumentError("archivo", text),))
