"""The numbered list under "Copias de estadísticas": 1.-… 2.… 7. …, each item one document."""

import re
from collections.abc import Iterator

from domain.evidence.oficios.clauses import sentence_end
from domain.evidence.oficios.marks import Heading, ListItem, Mark
from domain.kit.evidence import EvidenceType

_ORDINAL = re.compile(r"(?<![\w.])(?P<ordinal>[0-9]{1,2})\s?[.)]\s?-?\s{0,2}")
_NEAR = 80
_KEPT_INSIDE = frozenset({EvidenceType.OFICIO, EvidenceType.CIRCULAR})


def with_list_items(plain: str, marks: list[Mark]) -> list[Mark]:
    """Put the items in place of their heading; titles inside an item are part of its text."""
    for heading in marks:
        if isinstance(heading, Heading) and heading.type is EvidenceType.STATISTICS_COPY:
            items = list(_items(plain, heading.end))
            if items:
                end = sentence_end(plain, items[-1].end, len(plain))
                kept = [
                    mark for mark in marks if mark is not heading and not _is_inside(mark, heading.end, end)
                ]
                return sorted([*kept, *items], key=lambda mark: mark.start)
    return marks


def _items(plain: str, start: int) -> Iterator[ListItem]:
    expected = 1
    is_near = _ORDINAL.search(plain, start, start + _NEAR)
    for match in _ORDINAL.finditer(plain, start) if is_near else ():
        # "de 2023. Actas" has the look of an ordinal: only the next number in turn is one.
        if int(match["ordinal"]) == expected:
            yield ListItem(match.start(), match.end())
            expected += 1


def _is_inside(mark: Mark, start: int, end: int) -> bool:
    return isinstance(mark, Heading) and start <= mark.start < end and mark.type not in _KEPT_INSIDE
