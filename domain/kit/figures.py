"""How the whole product rounds and writes figures: the rounding of a spreadsheet."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

HUNDRED = Decimal(100)
READ_PLACES = 4
"""Decimals kept of a number in a document."""
KEPT_PLACES = 2
"""Decimals of a computed figure: a mean, a compliance, a count of its total."""

_ONE = Decimal(1)
_WIDE = Context(prec=400)
"""More digits than a number of a spreadsheet has, so that only the requested rounding happens."""


def rounded(value: Decimal, places: int = 0) -> Decimal:
    """Round a half away from zero: 62.5 → 63, -62.5 → -63, and 2.00005 → 2.0001 with four places."""
    return trimmed(value.quantize(_ONE.scaleb(-places), ROUND_HALF_UP, _WIDE))


def whole_percent(part: Fraction | int, whole: int) -> int:
    """Return a share in percent; 100 means the whole, as nothing of nothing does."""
    if not whole:
        return 100
    share = Fraction(part) / whole
    percent = int(rounded(HUNDRED * share.numerator / share.denominator))
    return percent if share >= 1 else min(percent, 99)


def trimmed(value: Decimal) -> Decimal:
    """Drop trailing zeros: 25.50 → 25.5, 25.0 → 25, never 2.5E+1."""
    whole = value.quantize(_ONE, context=_WIDE)
    bare = whole if value == whole else value.normalize(_WIDE)
    return bare if bare else abs(bare)


def written(value: Decimal) -> str:
    """Write a figure with all of its digits, as in every message, document and workbook."""
    return f"{trimmed(value):f}"
