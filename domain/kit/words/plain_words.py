"""Comparing words without case, accents and signs."""

import re
import unicodedata

FIGURE = re.compile(r"\d")
_NO_WORD = re.compile(r"[\W_]+")


def without_accents(text: str) -> str:
    """Remove accents, the tilde of ñ included; letters that are one character by themselves stay."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def words_in(plain: str) -> list[str]:
    """Return the words of a text without the signs between them."""
    return _NO_WORD.sub(" ", plain).split()
