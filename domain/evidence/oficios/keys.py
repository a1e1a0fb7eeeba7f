"""When two written numbers mean the same oficio, and which oficios a range contains."""

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.evidence.oficios.folding import fold, tidy_number
from domain.kit.evidence import EvidenceType

LONGEST_RANGE = 200

_NUMBER = re.compile(
    r"(?P<prefix>(?=[^/\-]*[^\W\d_])(?:[^/\-]{1,40}[/\-]){1,12})?"
    r"(?P<consecutive>[0-9]{1,6})(?P<tail>[/\-](?P<year>[0-9]{4}|[0-9]{2}))"
)
_SERIES = {
    EvidenceType.OFICIO_RANGE: EvidenceType.OFICIO,
    EvidenceType.OFICIO_WITHOUT_NUMBER: EvidenceType.OFICIO,
}


@dataclass(frozen=True)
class OficioKey:
    """The identity of a numbered document: IMP/0280/2024, imp-280-2024 and IMP/280 /2024 have the same key.

    `family` keeps the series apart: a circular and an oficio may have the same number.
    """

    family: EvidenceType
    prefix: tuple[str, ...]
    consecutive: int
    year: int


@lru_cache(maxsize=4096)
def oficio_key(kind: EvidenceType, number: str) -> OficioKey | None:
    """Return the key of a number with consecutive and year, else None; a year 25 is 2025."""
    match = _NUMBER.fullmatch(tidy_number(number))
    if match is None:
        return None
    return OficioKey(
        family=_SERIES.get(kind, kind),
        prefix=tuple(re.split(r"[/\-]", fold(match["prefix"] or "").upper()))[:-1],
        consecutive=int(match["consecutive"]),
        year=int(match["year"]) if len(match["year"]) == 4 else 2000 + int(match["year"]),
    )


def expand_range(first: str, last: str) -> tuple[str, ...]:
    """Return every number of a range, padded and written like the first.

    Return () if it is not a range: reversed, longer than LONGEST_RANGE, or of two prefixes or years.
    """
    match = _NUMBER.fullmatch(tidy_number(first))
    begin, end = (oficio_key(EvidenceType.OFICIO, number) for number in (first, last))
    if match is None or begin is None or end is None or not _is_believable(begin, end):
        return ()
    width = len(match["consecutive"])
    consecutives = range(begin.consecutive, end.consecutive + 1)
    return tuple(f"{match['prefix'] or ''}{each:0{width}d}{match['tail']}" for each in consecutives)


def _is_believable(begin: OficioKey, end: OficioKey) -> bool:
    same_series = (begin.prefix, begin.year) == (end.prefix, end.year)
    return same_series and 0 <= end.consecutive - begin.consecutive < LONGEST_RANGE
