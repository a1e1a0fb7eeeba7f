"""Days written beside a number that could not be read: the person is told of them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.evidence.oficios.clauses import DATE_WORDS
from domain.evidence.oficios.folding import Folded
from domain.evidence.oficios.reading import read_evidence
from domain.kit.evidence import Evidence, EvidenceFlag, EvidenceType
from domain.kit.words.number_words import WORDS
from domain.kit.words.plain_words import without_accents

LONGEST = 9
"""Words that announce a day: `a los veintiséis días del mes de septiembre`."""

_WORD = re.compile(r"\w+")
_MONTH = re.compile(
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
)
_LIKE_A_MONTH = re.compile(r"(?:ene|feb|mar|abr|may|jun|jul|ago|se[pt]|oct|nov|dic)")
_OF_A_DAY = DATE_WORDS | WORDS | {"mes", "ano", "corriente", "pasado", "primer", "presente"}
_IN_FIGURES = re.compile(
    r"\W*(?:\w+\W+){0,4}?(?:fechas?|el|del|dia)\s+"
    r"(?:[0-9]{1,2}|[0-9]{1,4}(?:\s*(?:[/.\-]|del?\s)?\s*[0-9]{1,4}){1,2})\s*(?:y\s*)?(?:$|[,;.)\n])"
    r"|\W*[0-9]{1,2}\s?[/\-]\s?[0-9]{1,2}\W*$"
)


def read_typed_evidence(text: str, *, year: int) -> tuple[Evidence, ...]:
    """Read citations as `read_evidence` does, and flag a document whose day was written but not read."""
    cited = read_evidence(text, year=year)
    return tuple(_flagged(each, tail) for each, tail in zip(cited, _tails(text, cited), strict=True))


def _flagged(cited: Evidence, tail: str) -> Evidence:
    has_day = cited.dated_on is not None or EvidenceFlag.INVALID_DATE in cited.flags
    if has_day or cited.type is EvidenceType.URL or not says_day(tail):
        return cited
    return replace(cited, flags=(*cited.flags, EvidenceFlag.UNREAD_DATE))


def _tails(text: str, cited: tuple[Evidence, ...]) -> Iterator[str]:
    """Yield the text after each document, up to the next one."""
    rest = text
    for place, each in enumerate(cited):
        rest = rest.partition(each.raw)[2]
        is_last = place + 1 == len(cited)
        yield rest if is_last else rest.partition(cited[place + 1].raw)[0]


def says_day(tail: str) -> bool:
    """Tell whether a text begins with a day, in any spelling."""
    plain = without_accents(Folded(tail).plain)
    words = _WORD.findall(plain)[:LONGEST]
    for before, word in zip(["", *words], words, strict=False):
        if _MONTH.fullmatch(word) or (before.isdigit() and _LIKE_A_MONTH.match(word)):
            return True
        if not (word in _OF_A_DAY or len(word) < 3 or any(sign.isdigit() for sign in word)):
            break
    return _IN_FIGURES.match(plain) is not None
