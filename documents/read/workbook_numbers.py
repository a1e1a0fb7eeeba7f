"""What a number in a cell of a workbook shows: 0.21 in the format `0%` is 21.

A percent sign scales only as part of the format. One that is quoted (`0" %"`), escaped (`0\\%`), the width of
a blank (`0_%`), a filler (`*%`) or in brackets (`[$%-80A]`) is a text beside the number.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

from domain.kit.figures import HUNDRED, READ_PLACES, rounded, written

_PIECE = re.compile(
    r"""(?P<literal>"[^"]*"?|[\\_*].?)|\[(?P<bracket>[^\]]*)\]?|(?P<end>;)|(?P<text>@)|(?P<percent>%)
        |(?P<digit>[0#?]|General)|.""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?P<sign><=|>=|<>|<|>|=)\s*(?P<bound>[-+]?[0-9]+(?:\.[0-9]+)?(?:E[-+]?[0-9]+)?)", re.I
)
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": lt,
    "<=": le,
    "=": eq,
    "<>": ne,
    ">=": ge,
    ">": gt,
}


@dataclass
class _Section:
    """One part of a number format; `condition` says for which numbers it is, if the format says so."""

    has_percent: bool = False
    has_digit: bool = False
    is_text: bool = False
    condition: re.Match[str] | None = None

    def admits(self, value: float, *, otherwise: bool) -> bool:
        if self.condition is None:
            return otherwise
        return bool(_COMPARE[self.condition["sign"]](value, float(self.condition["bound"])))


def is_percent(number_format: str | None, value: float) -> bool:
    """Tell whether a format shows a number multiplied by a hundred, by Excel's rules."""
    # The fourth section, or the one with an @, is for texts.
    sections = [each for each in _sections(number_format or "")[:3] if not each.is_text]
    if not sections:
        return False
    section = _section_of(sections, value)
    # A section without a digit hides the number; the first section gives its value.
    return (section if section.has_digit else sections[0]).has_percent


def cell_number(value: object, number_format: str | None) -> Decimal | None:
    """Return a number as it is shown, without binary rounding errors; None for any other value."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not math.isfinite(value):
        return None
    scale = HUNDRED if is_percent(number_format, value) else 1
    return rounded(Decimal(repr(value)) * scale, READ_PLACES)


def cell_words(value: object, number_format: str | None) -> str:
    """Write the content of a cell as a person would type it, on one line; a percentage without its sign."""
    number = cell_number(value, number_format)
    if number is not None:
        return written(number)
    match value:
        case None:
            return ""
        case bool():
            return "VERDADERO" if value else "FALSO"
        case date():
            return value.strftime("%Y-%m-%d")
        case _:
            return " ".join(str(value).split())


@lru_cache(maxsize=256)
def _sections(number_format: str) -> tuple[_Section, ...]:
    sections = [_Section()]
    for piece in _PIECE.finditer(number_format):
        match piece.lastgroup:
            case "end":
                sections.append(_Section())
            case "bracket":
                found = _CONDITION.fullmatch(piece["bracket"].strip())
                sections[-1].condition = found or sections[-1].condition
            case "percent":
                sections[-1].has_percent = True
            case "digit":
                sections[-1].has_digit = True
            case "text":
                sections[-1].is_text = True
            case _:
                pass
    return tuple(sections)


def _section_of(sections: list[_Section], value: float) -> _Section:
    """Choose as Excel does: by condition, else positive, negative and zero; the last takes the rest."""
    *heads, last = sections
    usual = (value >= 0 if len(sections) == 2 else value > 0, value < 0)
    pairs = zip(heads, usual, strict=False)
    return next((each for each, otherwise in pairs if each.admits(value, otherwise=otherwise)), last)
