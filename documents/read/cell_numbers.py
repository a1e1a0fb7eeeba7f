"""Reading numbers from the cells of documents."""

import re
from decimal import Decimal

from domain.kit.figures import trimmed

_NUMBER = re.compile(
    r"(?P<sign>[-−–]?)\s*(?P<whole>[0-9]{1,7})(?:\.(?P<point>[0-9]{1,4})|,(?P<comma>[0-9]{1,2}))?\s*%?"
)
_DASHES = re.compile(r"[-−–—_]*")


def is_blank(cell: str) -> bool:
    """Tell whether a cell is empty; one with only dashes is empty too."""
    return _DASHES.fullmatch(cell.strip()) is not None


def parse_number(cell: str) -> Decimal | None:
    """Read 25, -7, 33.3, 33,3 or 25 %; None for any other text."""
    match = _NUMBER.fullmatch(cell.strip())
    if match is None:
        return None
    sign = "-" if match["sign"] else ""
    number = Decimal(f"{sign}{match['whole']}.{match['point'] or match['comma'] or '0'}")
    return trimmed(number)
