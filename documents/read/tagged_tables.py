"""Reading the tables of a tagged PDF as a screen reader does: row by row, cell by cell, blanks included."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf import apply_configuration as limited
from pypdf.errors import DependencyError, LimitReachedError
from pypdf.generic import ContentStream, IndirectObject

from documents.read.evidence.pdf import BROKEN_PDF, LIMITS

Row = tuple[str, ...]

MOST_PAGES = 200
MOST_ELEMENTS = 200_000
DEEPEST = 60
"""Limits of a structure; the report of 60 indicators has some 3,000 elements, ten deep."""

LINE = "\v"
"""Marks the start of a line of a cell; the blank at the line break is at the end of the line before."""
_MAPPED = re.compile(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,})>")


class NotReadable(Exception):
    """The file cannot be read as a tagged PDF: damaged, locked, too large, or without structure."""


@dataclass(frozen=True)
class TaggedText:
    """`before` is the text before the first table; `rows` are those of all tables, in order."""

    before: tuple[str, ...]
    rows: tuple[Row, ...]


def read_tagged(content: bytes) -> TaggedText:
    """Return the tables of a tagged PDF and the text before them; raise NotReadable without tags."""
    # Nothing is repaired here: a number lost from a damaged file would look like a missing one.
    with limited(replace(LIMITS, zlib_maximum_recovery_input_length=0)):
        try:
            return _read(PdfReader(BytesIO(content), strict=True))
        except (LimitReachedError, DependencyError, *BROKEN_PDF) as error:
            raise NotReadable from error


def _read(reader: PdfReader) -> TaggedText:
    root = reader.root_object
    if reader.is_encrypted or "/StructTreeRoot" not in root or len(reader.pages) > MOST_PAGES:
        raise NotReadable
    walk = _Walk(_Pages(reader))
    walk.down(root["/StructTreeRoot"], None)
    return TaggedText(tuple(walk.before), tuple(walk.rows))


@dataclass
class _Walk:
    """Walks the structure from its root: every element once, its rows in order."""

    pages: "_Pages"
    before: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    left: int = MOST_ELEMENTS

    def down(self, element: Any, page: Any, depth: int = 0) -> None:
        self._count(depth)
        page = element.raw_get("/Pg") if "/Pg" in element else page
        if element.get("/S") == "/TR":
            cells = [kid for kid in _kids(element) if hasattr(kid, "get")]
            self.rows.append(tuple(_tidy("".join(self._texts(cell, page, depth + 1))) for cell in cells))
            return
        for kid in _kids(element):
            if hasattr(kid, "get") and "/MCID" not in kid:
                self.down(kid, page, depth + 1)
            elif not self.rows and (text := _tidy(self._marked(kid, page))):
                self.before.append(text)

    def _texts(self, element: Any, page: Any, depth: int) -> Iterator[str]:
        self._count(depth)
        page = element.raw_get("/Pg") if "/Pg" in element else page
        for kid in _kids(element):
            if hasattr(kid, "get") and "/MCID" not in kid:
                yield from self._texts(kid, page, depth + 1)
            else:
                yield self._marked(kid, page)

    def _marked(self, kid: Any, page: Any) -> str:
        """Return the text of a piece of content, which is a number or names its page."""
        self._count(0)
        if not hasattr(kid, "get"):
            return self.pages.text(page, int(kid))
        return self.pages.text(kid.raw_get("/Pg") if "/Pg" in kid else page, int(kid["/MCID"]))

    def _count(self, depth: int) -> None:
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            raise NotReadable


class _Pages:
    """The marked content of every page, read at first use."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._known: dict[int, dict[int, str]] = {}
        self._fonts: dict[int, dict[str, str]] = {}

    def text(self, page: Any, mark: int) -> str:
        if not isinstance(page, IndirectObject):
            raise NotReadable
        if page.idnum not in self._known:
            self._known[page.idnum] = self._marked(page.get_object())
        return self._known[page.idnum].get(mark, "")

    def _marked(self, page: Any) -> dict[int, str]:
        found: dict[int, list[str]] = defaultdict(list)
        fonts = page["/Resources"].get("/Font", {})
        pen = _PageState()
        for operands, operator in ContentStream(page["/Contents"].get_object(), self._reader).operations:
            match operator:
                case b"BDC":
                    pen.opens(operands[1])
                case b"BMC":
                    pen.opens({})
                case b"EMC":
                    pen.closes()
                case b"cm":
                    pen.moves(float(operands[5]))
                case b"Tf":
                    pen.signs = self._characters(fonts.raw_get(operands[0]))
                case b"Tj" | b"TJ" if pen.mark is not None:
                    found[pen.mark].append(pen.draws(operands[0]))
                case _:
                    pass
        return {mark: "".join(parts) for mark, parts in found.items()}

    def _characters(self, font: Any) -> dict[str, str]:
        """Return the character of each code of a font, by its own table."""
        if not isinstance(font, IndirectObject):
            raise NotReadable
        if font.idnum not in self._fonts:
            table: Any = font.get_object()
            text = table["/ToUnicode"].get_data().decode("latin-1")
            self._fonts[font.idnum] = {
                code.lower(): bytes.fromhex(signs).decode("utf-16-be")
                for code, signs in _MAPPED.findall(text)
            }
        return self._fonts[font.idnum]


class _PageState:
    """The state while reading a page: the open marks, and the font."""

    def __init__(self) -> None:
        self.signs: dict[str, str] = {}
        self._open: list[tuple[int | None, str | None]] = []
        self._height: float | None = None
        self._begins = ""

    @property
    def mark(self) -> int | None:
        return next((mark for mark, _ in reversed(self._open) if mark is not None), None)

    def opens(self, properties: Any) -> None:
        mark = properties.get("/MCID")
        said = properties.get("/ActualText")
        self._open.append((None if mark is None else int(mark), None if said is None else str(said)))

    def closes(self) -> None:
        self._open.pop()

    def moves(self, height: float) -> None:
        """Begin another line, unless the height stays the same."""
        if height != self._height:
            self._begins = LINE
        self._height = height

    def draws(self, shown: Any) -> str:
        """Return the drawn text; if the file itself gives its meaning, that meaning, once."""
        for place, (mark, said) in enumerate(self._open):
            if said is not None:
                self._open[place] = (mark, "")
                return said
        begins, self._begins = self._begins, ""
        return begins + "".join(map(self._decoded, shown if isinstance(shown, list) else [shown]))

    def _decoded(self, piece: Any) -> str:
        if not isinstance(piece, str | bytes):
            return ""
        codes = (piece if isinstance(piece, bytes) else piece.original_bytes).hex()  # type: ignore[attr-defined]
        return "".join(self.signs.get(codes[at : at + 4], "") for at in range(0, len(codes), 4))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    kids = kids.get_object()
    return [kid.get_object() for kid in kids] if isinstance(kids, list) else [kids]


def _tidy(text: str) -> str:
    """Join lines; a hyphen at the end of one is printed again before the next, as Spanish requires."""
    return " ".join(text.replace(f"-{LINE}-", "-").replace(LINE, "").split())
