"""Comparing, tidying and spelling Spanish text."""

import re
import unicodedata
from collections import Counter

_SMALL_WORDS = frozenset(
    ("a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "los", "o", "para", "por", "sin", "u", "y")
)
_ORDINALS = {1: "1.er", 2: "2.º", 3: "3.er", 4: "4.º"}


def fold(text: str) -> str:
    """Return the text without accents and in lower case, character by character: same length as given."""
    return "".join(unicodedata.normalize("NFD", char)[0].lower()[0] for char in text)


def squeezed(text: str) -> str:
    """Replace each run of white space by one space."""
    return " ".join(text.split())


def quarter_words(quarter: int) -> str:
    return f"{_ORDINALS[quarter]} trimestre"


def readable_name(name: str, text: str) -> str:
    """Spell a name printed in capitals as the same text spells it elsewhere, or in title case.

    Of the spellings found, the one with most accents is used, then the most frequent.
    """
    if not name.isupper():
        return name
    spellings = _spellings(name, text)
    mixed = {spelling: count for spelling, count in spellings.items() if _is_mixed_case(spelling)}
    return _best(mixed) if mixed else _title_case(_best({name: 1, **spellings}))


def sentence_case(text: str) -> str:
    """Turn capitals into a sentence; leave anything else as it is."""
    return text.capitalize() if text.isupper() else text


def _spellings(name: str, text: str) -> Counter[str]:
    words = r"\s+".join(re.escape(word) for word in fold(name).split())
    found = re.finditer(rf"(?<!\w){words}(?!\w)", fold(text))
    return Counter(squeezed(text[match.start() : match.end()]) for match in found)


def _is_mixed_case(spelling: str) -> bool:
    return spelling[:1].isupper() and not spelling.isupper()


def _best(spellings: dict[str, int]) -> str:
    return max(spellings, key=lambda spelling: (_accents(spelling), spellings[spelling]))


def _accents(text: str) -> int:
    return sum(a != b for a, b in zip(text.lower(), fold(text), strict=False))


def _title_case(name: str) -> str:
    words = name.lower().split()
    return " ".join(word if i and word in _SMALL_WORDS else word.capitalize() for i, word in enumerate(words))
