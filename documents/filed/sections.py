"""A paper made of sections, whatever it is about: paragraphs, tables and bars; PDF and workbook print it."""

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
"""Told apart without colour by the word that always stands beside them."""
LIGHT_INKS = {
    light: "#ffffff" if light in {Light.GREEN, Light.RED, Light.OVER} else "#1c1c1c" for light in Light
}
"""What can be read on each of those colours."""

Cell = str | int | Decimal | date | Light | None


@dataclass(frozen=True)
class Column:
    """`width` is a share of the page; numbers and days are set to the right by their type."""

    heading: str
    width: float = 1.0


@dataclass(frozen=True)
class Table:
    """Rows of cells; one that is `strong` is a sum or a heading of its own. `sheet` is a short title."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    strong: frozenset[int] = frozenset()
    empty: str = "Sin datos."
    sheet: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar: how far it reaches in percent (None: nothing to show), and where its goal stands."""

    label: str
    value: Decimal | None
    light: Light
    goal: Decimal | None = None


@dataclass(frozen=True)
class Bars:
    """Bars on one scale; `unit` is said behind each number. `sheet` is a short title."""

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
