"""The cell formats of a filed workbook, and how much text a cell holds."""

from math import ceil
from typing import Any

from documents.filed.sections import LIGHT_COLOURS, LIGHT_INKS
from domain.kit.lights import Light
from domain.kit.words.code_units import code_units, first_units

ACCENT, BAND, WASH, DOUBT = "#7a1f3d", "#ead9de", "#f5eff1", "#fff2cc"
LONGEST = 32_000
"""Excel allows 32,767 characters in a cell, and XlsxWriter drops a longer text."""
LETTER = 4.1
"""Average width of a character of the table, in points."""


class Looks:
    """The formats of one workbook; a `locked` cell holds a formula."""

    def __init__(self, book: Any) -> None:
        def look(**given: Any) -> Any:
            return book.add_format({"font_name": "Calibri", "font_size": 8, "locked": False, **given})

        cell = {"border": 1, "border_color": "#8d8088", "valign": "vcenter", "text_wrap": True}
        typed = {**cell, "quote_prefix": True}
        bold = {"bold": True, "align": "center"}
        self.title = look(**bold, font_size=16, font_color=ACCENT, valign="vcenter", quote_prefix=True)
        self.names = look(
            font_size=9, font_color="#555555", align="center", valign="vcenter", quote_prefix=True
        )
        self.label = look(bold=True, font_size=10, valign="top", quote_prefix=True)
        self.value = look(font_size=10, text_wrap=True, valign="top", quote_prefix=True)
        self.group = look(**typed, **bold, bg_color=BAND)
        self.heading = look(**typed, **bold, bg_color=WASH)
        self.text = look(**typed)
        self.centred = look(**typed, align="center")
        self.level = look(**typed, bold=True)
        self.marked = look(**typed, bold=True, bg_color=DOUBT)
        self.number = look(**cell, align="center")
        self.formula = look(**cell, align="center", bg_color=WASH, locked=True)
        self.lights = {
            light: look(
                **cell, **bold, bg_color=LIGHT_COLOURS[light], font_color=LIGHT_INKS[light], locked=True
            )
            for light in Light
        }
        self.note = look(font_color="#555555", text_wrap=True, valign="top", quote_prefix=True)
        self.note_line = look(font_color="#555555", quote_prefix=True)
        self.signer = look(**bold, font_size=10, quote_prefix=True)
        self.signed = look(font_size=10, align="center", top=1, quote_prefix=True)
        self.post = look(font_size=10, align="center", quote_prefix=True)


def longest(text: str) -> str:
    return text if code_units(text) <= LONGEST else f"{first_units(text, LONGEST)}…"


def lines_of(text: str, points: float) -> int:
    """Estimate how many lines a text takes in a cell that wide."""
    return max(1, ceil(len(text) * LETTER / (points - 4) * 1.08))
