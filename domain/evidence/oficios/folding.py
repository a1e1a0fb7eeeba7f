"""Text without accents, capitals or invisible characters; its positions lead back to the original."""

import unicodedata
from functools import lru_cache

_DASHES_AND_SLASHES = str.maketrans(
    {**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"), "\u2044": "/", "\u2215": "/"}
)


class Folded:
    """A folded text: `plain` for patterns, `cased` the same with capitals, `original` the text as written."""

    def __init__(self, text: str) -> None:
        kept = [(sign, place) for place, char in enumerate(text) if (sign := _fold(char))]
        self.cased = "".join(sign for sign, _ in kept)
        self.plain = "".join(map(_lower, self.cased))
        self._text = text
        self._places = [*(place for _, place in kept), len(text)]

    def original(self, start: int, end: int) -> str:
        return self._text[self._places[start] : self._places[end]]


def fold(text: str) -> str:
    return Folded(text).plain


def tidy_number(written: str) -> str:
    """Write a number in its normal form: upper case, composed accents, plain dashes, no inner spaces."""
    composed = unicodedata.normalize("NFKC", written).translate(_DASHES_AND_SLASHES).upper()
    return "".join(c for c in composed if not c.isspace() and unicodedata.category(c) not in {"Cf", "Mn"})


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    """Return one plain character, or none for an accent or an invisible character."""
    if unicodedata.category(char) == "Cf":
        return ""
    if char == "\N{SUPERSCRIPT ZERO}":
        return "o"  # 1⁰ de julio is typed for 1º, and is not the tenth
    base = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    if len(base) > 1:
        return char
    return "".join(base).translate(_DASHES_AND_SLASHES)


def _lower(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char
