"""Comparing words without case, accents and signs."""

import re
import unicodedata
from itertools import filterfalse

FIGURE = re.compile(r"\d")
_NO_WORD = re.compile(r"[\W_]+")


def without_accents(text: str) -> str:
    """Remove accents, the tilde of ñ included; letters that are one character by themselves stay."""
    if text.isascii():
        return text
    return without_marks(unicodedata.normalize("NFD", text))


def without_marks(decomposed: str) -> str:
    """Drop the accents of a text in which they stand behind their letters."""
    return "".join(filterfalse(unicodedata.combining, decomposed))


def words_in(plain: str) -> list[str]:
    """Return the words of a text without the signs between them."""
    return _NO_WORD.sub(" ", plain).split()
