"""Reading a tagged PDF as a screen reader does: its tables, cell by cell, in the order of its structure."""

import ctypes
from collections import defaultdict
from typing import Any

import pypdfium2
from pypdfium2 import raw

Row = list[str]


def table_rows(content: bytes) -> list[Row]:
    """Return the rows of every table, page by page; repeated headings are not content and come once."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [row for page in document for row in _rows_of(page)]
    finally:
        document.close()


def page_texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def letters(text: str) -> str:
    """Leave out blanks: a line of a cell may break anywhere."""
    return "".join(text.split())


def _rows_of(page: Any) -> list[Row]:
    texts = _marked_texts(page)
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    rows: list[Row] = []
    try:
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            _walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place), texts, rows)
    finally:
        raw.FPDF_StructTree_Close(tree)
    return rows


def _walk(element: Any, texts: dict[int, str], rows: list[Row]) -> None:
    if _kind(element) == "TR":
        # A cell without anything in it is not known to the page: its place is all there is.
        rows.append([_text(cell, texts) if cell else "" for cell in _children(element)])
        return
    for child in filter(None, _children(element)):
        _walk(child, texts, rows)


def _children(element: Any) -> list[Any]:
    count = raw.FPDF_StructElement_CountChildren(element)
    return [raw.FPDF_StructElement_GetChildAtIndex(element, place) for place in range(count)]


def _text(element: Any, texts: dict[int, str]) -> str:
    own = [
        texts.get(raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, place), "")
        for place in range(max(0, raw.FPDF_StructElement_GetMarkedContentIdCount(element)))
    ]
    return "".join([*own, *(_text(child, texts) for child in filter(None, _children(element)))])


def _kind(element: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    raw.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw.decode("utf-16-le").split("\0")[0]


def _marked_texts(page: Any) -> dict[int, str]:
    """Return the text of each piece of marked content of a page."""
    found: dict[int, str] = defaultdict(str)
    textpage = page.get_textpage()
    for place in range(raw.FPDFPage_CountObjects(page.raw)):
        drawn = raw.FPDFPage_GetObject(page.raw, place)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_TEXT:
            buffer = (ctypes.c_ushort * 4096)()
            length = raw.FPDFTextObj_GetText(drawn, textpage.raw, buffer, 4096)
            text = bytes(buffer)[: 2 * length].decode("utf-16-le").rstrip("\0")
            # At the end of a line the library gives a sign of its own for a hyphen.
            found[raw.FPDFPageObj_GetMarkedContentID(drawn)] += text.replace("\x02", "-")
    found.pop(-1, None)
    return found
