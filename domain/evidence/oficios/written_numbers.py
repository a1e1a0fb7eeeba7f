"""Finding the numbers of oficios in a folded text: IMP/UP/037/2024, MSBL-131-2023, IMP/0280 al 0289/2024."""

import re
from collections.abc import Iterator

from domain.evidence.oficios.folding import Folded, tidy_number
from domain.evidence.oficios.keys import expand_range
from domain.evidence.oficios.marks import ClaimedPlaces, Incomplete, Numbers
from domain.kit.evidence import EvidenceFlag

# Segments cannot contain a separator and every repetition is bounded, so A/A/A/… costs a constant per place.
_SEP = r"(?:\s{0,2}/\s{0,2}|-)"
_YEAR = r"(?:19|20)[0-9]{2}"
_END = r"(?!\w)(?!/\w)"
# Words that a slash may join to a number: oficio/SP/112/2025.
_BEFORE = r"(?:oficios?|ofs?|circular(?:es)?|numero|num|nos?)"
_MONTH_DAY = r"(?:ene|feb|mar|abr|may|jun|jul|ago|sept?|oct|nov|dic)-[0-9]{1,2}-"
_FIRST_PART = rf"(?!{_MONTH_DAY}|{_BEFORE}\s{{0,2}}[/\-])[0-9]{{0,2}}[a-z][a-z0-9&]{{0,14}}"
_SUBAREA = rf"(?:(?=[0-9.]*[a-z])[a-z0-9.&]{{1,15}}{_SEP}|[0-9][0-9.]{{0,7}}\s{{0,2}}/\s{{0,2}})"
# Lazy, or IMP/0280 /2024 al … would be read as prefix IMP/0280 and consecutive 2024.
_PREFIX = rf"{_FIRST_PART}{_SEP}{_SUBAREA}{{0,7}}?"
_LEAD = rf"(?<![\w/])(?:{_BEFORE}\s{{0,2}}[/\-]\s{{0,2}})?"
_NUMBER = re.compile(rf"{_LEAD}(?P<number>{_PREFIX}[0-9]{{1,6}}{_SEP}{_YEAR}){_END}")

_TO = (
    r"(?:\s{1,3}(?:al?|hasta)\s{1,3}(?:(?:el|la)\s+)?(?:(?:oficio|circular)\s+)?(?:(?:numero|num|no)\b\.?\s*)?"
    r"|(?P<dash>-))"
)
_RANGE = re.compile(
    rf"{_LEAD}(?P<prefix>{_PREFIX})(?P<first>[0-9]{{1,6}})(?P<year>{_SEP}{_YEAR})?{_TO}"
    rf"(?P<prefix2>{_PREFIX})?(?P<last>[0-9]{{1,6}})(?P<year2>{_SEP}{_YEAR})?{_END}(?!\s?%)"
)

_BARE = re.compile(rf"[0-9]{{1,6}}{_SEP}{_YEAR}{_END}|{_PREFIX}[0-9]{{1,6}}{_SEP}[0-9]{{2}}{_END}")
_BARE_LIST = re.compile(r"\s{0,2}(?:[,;]\s{0,2}(?:y\s)?|y\s)\s{0,2}")
_INCOMPLETE = re.compile(
    r"[a-z0-9.]{1,20}(?:[/\-][a-z0-9.]{1,20}){1,9}(?:\s[0-9]{1,6}(?:/[0-9]{2,4})?)?\b|[0-9]{1,6}\b"
)


def find_ranges(text: Folded, taken: ClaimedPlaces) -> Iterator[Numbers]:
    """Yield the ranges; the two ends of an implausible range become plain numbers with a flag."""
    for match in _RANGE.finditer(text.plain):
        if match["dash"] and match["prefix2"]:
            continue  # SP/1/2025-SP/9/2025 is as often a list as a range
        numbers, flags = _range_of(text, match)
        if numbers and taken.claim(match.start("prefix"), match.end()):
            yield Numbers(match.start("prefix"), match.end(), numbers, flags)


def find_numbers(text: Folded, taken: ClaimedPlaces) -> Iterator[Numbers]:
    for match in _NUMBER.finditer(text.plain):
        start, end = match.span("number")
        if taken.claim(start, end):
            yield Numbers(start, end, (tidy_number(text.original(start, end)),))


def find_bare_numbers(text: Folded, start: int, taken: ClaimedPlaces) -> Iterator[Numbers | Incomplete]:
    """Yield what is a number only after a heading ending at `start`: 112/2025, SP/112/25, or part of one."""
    match = _BARE.match(text.plain, start)
    if match is None:
        yield from _incomplete_number(text, start, taken)
    while match and taken.claim(*match.span()):
        yield Numbers(*match.span(), (tidy_number(text.original(*match.span())),))
        comma = _BARE_LIST.match(text.plain, match.end())
        match = _BARE.match(text.plain, comma.end()) if comma else None


def _incomplete_number(text: Folded, start: int, taken: ClaimedPlaces) -> Iterator[Incomplete]:
    match = _INCOMPLETE.match(text.plain, start)
    if match and any(c.isdigit() or c == "/" for c in match[0]) and taken.claim(*match.span()):
        yield Incomplete(*match.span())


def _range_of(text: Folded, match: re.Match[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers and flags of a matched range; no numbers if it is not a range."""
    written = {name: text.original(*match.span(name)) for name, value in match.groupdict().items() if value}
    year = written.get("year") or written.get("year2")
    if year is None:
        return (), ()
    first = tidy_number(written["prefix"] + written["first"] + year)
    last = tidy_number(
        written.get("prefix2", written["prefix"]) + written["last"] + written.get("year2", year)
    )
    if expanded := expand_range(first, last):
        return expanded, ()
    return ((first, last), (EvidenceFlag.RANGE_NOT_EXPANDED,)) if "year2" in written else ((), ())
