"""Checks made on an XLSX file before it is opened: kind, size, macros, merged cells."""

import re
from io import BytesIO
from posixpath import basename, join, normpath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from openpyxl.xml.functions import fromstring

from domain.kit.reports import DocumentError, DocumentRefused

MAX_BYTES = 50 * 1024 * 1024
MAX_PARTS = 1_000
MAX_CELLS = 400_000

BROKEN_FILE = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    ZlibError,
)
"""Every exception of zipfile, the XML parser and openpyxl for damaged files."""

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']([A-Z0-9:$]+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_SAVE_AS = "Ábralo en Excel y guárdelo como Libro de Excel (.xlsx)."


def check_workbook(content: bytes, *, source: str) -> dict[str, tuple[str, ...]]:
    """Return the merged ranges of each sheet; raise DocumentRefused for a file that must not be opened."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            problem = _problem(archive)
            merged = {} if problem else _merged_ranges(archive)
    except BROKEN_FILE:
        problem, merged = f"El archivo no es un libro de Excel o está dañado. {_SAVE_AS}", {}
    if problem:
        raise DocumentRefused(source, (DocumentError("archivo", problem),))
    return merged


def _problem(archive: ZipFile) -> str | None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_BYTES:
        return "El libro es demasiado grande. Deje sólo las hojas Programas e Indicadores."
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} or part.flag_bits & 1 for part in parts):
        return f"El libro está comprimido o cifrado de un modo que no se puede leer. {_SAVE_AS}"
    if "word/document.xml" in names and "xl/workbook.xml" not in names:
        return "Es un documento de Word. Envíe el Excel (.xlsx); un informe, también en su PDF o como texto."
    if "xl/workbook.xml" not in names:
        return f"El archivo no es un libro de Excel. {_SAVE_AS}"
    if any(basename(name).lower().startswith("vbaproject") for name in names):
        return f"El libro trae macros y no se abre por seguridad. {_SAVE_AS}"
    return _content_problem(archive, [name for name in names if name.endswith((".xml", ".rels"))])


def _content_problem(archive: ZipFile, names: list[str]) -> str | None:
    cells = 0
    for name in names:
        content = archive.read(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            return f"El libro trae instrucciones que Excel no escribe. {_SAVE_AS}"
        cells += len(_CELL.findall(content)) if name.startswith("xl/worksheets/") else 0
    if cells > MAX_CELLS:
        return "El libro tiene demasiadas celdas. Deje sólo las hojas Programas e Indicadores."
    return None


def _merged_ranges(archive: ZipFile) -> dict[str, tuple[str, ...]]:
    targets = {
        relation.attrib["Id"]: normpath(join("/xl", relation.attrib["Target"])).lstrip("/")
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = [e for e in fromstring(archive.read("xl/workbook.xml")).iter() if e.tag.endswith("}sheet")]
    paths = {sheet.attrib["name"]: targets[_relation_id(sheet.attrib)] for sheet in sheets}
    return {
        name: tuple(ref.decode() for ref in _MERGED.findall(archive.read(path)))
        for name, path in paths.items()
    }


def _relation_id(attributes: dict[str, str]) -> str:
    return next(value for name, value in attributes.items() if name.endswith("}id"))
