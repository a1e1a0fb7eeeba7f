"""Finding every mark of a text, the most certain first: an address contains numbers, a number words."""

import re
from collections.abc import Iterator

from domain.evidence.oficios.folding import Folded
from domain.evidence.oficios.headings import NUMBERED, find_headings
from domain.evidence.oficios.listed_copies import with_list_items
from domain.evidence.oficios.marks import ClaimedPlaces, Dated, Link, Mark, Unnumbered
from domain.evidence.oficios.written_numbers import find_bare_numbers, find_numbers, find_ranges
from domain.kit.words.spanish_dates import find_dates

_URL = re.compile(
    r"(?:https?://|www\.)\w[^\s<>\"]*"
    r"|(?<![\w@.\-])[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){0,3}\.(?:com|mx|org|net|watch|gob|be|ly|me|gl)/[^\s<>\"]*"
)
_TRAILING = ".,;:)]}'”»"
_UNNUMBERED = re.compile(r"(?<![\w/])(?:s\s?/\s?n|s\.\s?n\.|sin\s+numero)(?![\w/])\.?")


def find_marks(text: Folded, *, year: int) -> list[Mark]:
    """Return the marks in order, without overlaps."""
    taken = ClaimedPlaces(len(text.plain))
    marks: list[Mark] = [
        *_links(text.plain, taken),
        *_dates(text.plain, year, taken),
        *find_ranges(text, taken),
        *find_numbers(text, taken),
        *_unnumbered(text.plain, taken),
    ]
    headings = list(find_headings(text.plain, taken))
    numbered = [heading for heading in headings if heading.type in NUMBERED]
    marks += [*headings, *(mark for each in numbered for mark in find_bare_numbers(text, each.end, taken))]
    return with_list_items(text.plain, sorted(marks, key=lambda mark: mark.start))


def _links(plain: str, taken: ClaimedPlaces) -> Iterator[Link]:
    for match in _URL.finditer(plain):
        end = match.start() + len(match[0].rstrip(_TRAILING))
        taken.claim(match.start(), end)
        yield Link(match.start(), end)


def _dates(plain: str, year: int, taken: ClaimedPlaces) -> Iterator[Dated]:
    for found in find_dates(plain, year=year):
        if taken.claim(found.start, found.end):
            yield Dated(found.start, found.end, found)


def _unnumbered(plain: str, taken: ClaimedPlaces) -> Iterator[Unnumbered]:
    for match in _UNNUMBERED.finditer(plain):
        if taken.claim(*match.span()):
            yield Unnumbered(*match.span())
