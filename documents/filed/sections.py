"""A document made of sections, on any subject: paragraphs, tables and bars, for PDF and workbook."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from documents.filed.letterhead import Letterhead
from documents.filed.printed import Signer
from domain.kit.figures import written
from domain.kit.lights import Light

LIGHT_WORDS = {
    Light.GREEN: "en meta",
    Light.YELLOW: "por debajo",
    Light.RED: "crítico",
    Light.OVER: "por encima",
    Light.NONE: "sin reporte",
    Light.NOT_APPLICABLE: "no aplica",
}
LIGHT_COLOURS = {
    Light.GREEN: "#2e7d32",
    Light.YELLOW: "#d79b00",
    Light.RED: "#b3261e",
    Light.OVER: "#6a3fa0",
    Light.NONE: "#9aa0a6",
    Light.NOT_APPLICABLE: "#c9ced3",
}
"""Each colour always has a word beside it that says the same."""
LIGHT_INKS = {
    light: "#ffffff" if light in {Light.GREEN, Light.RED, Light.OVER} else "#1c1c1c" for light in Light
}
"""The colour of text on each of those colours."""

Cell = str | int | Decimal | date | Light | None


@dataclass(frozen=True)
class Column:
    """`width` is a share of the page; numbers and days are aligned to the right by their type."""

    heading: str
    width: float = 1.0


@dataclass(frozen=True)
class Table:
    """Rows of cells; a `strong` row is a sum or a subheading. `sheet` is a short title."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    strong: frozenset[int] = frozenset()
    empty: str = "Sin datos."
    sheet: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar: its length in percent (None: no bar), and the position of its goal."""

    label: str
    value: Decimal | None
    light: Light
    goal: Decimal | None = None


@dataclass(frozen=True)
class Bars:
    """Bars on one scale; `unit` follows each number. `sheet` is a short title."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = "%"
    sheet: str = ""


@dataclass(frozen=True)
class TextSection:
    """Paragraphs under a title, which may be empty."""

    title: str
    paragraphs: tuple[str, ...]


Section = Table | Bars | TextSection


@dataclass(frozen=True)
class SectionedPaper:
    """One document, already in words; `fields` are the labelled lines above its sections."""

    title: str
    subject: str
    fields: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    made_at: datetime
    letterhead: Letterhead = field(default_factory=Letterhead)
    notes: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()


def words(cell: Cell) -> str:
    """Return a cell as it is printed."""
    match cell:
        case None:
            return ""
        case Light():
            return LIGHT_WORDS[cell]
        case date():
            return f"{cell:%d/%m/%Y}"
        case Decimal():
            return written(cell)
        case _:
            return str(cell)
