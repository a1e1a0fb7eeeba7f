"""Finding URs, programmes and ejes by a code, or by a part of the name."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from domain.kit.words.plain_words import without_marks


class Kind(StrEnum):
    UNIT = "unit"
    PROGRAMME = "programme"
    EJE = "eje"


@dataclass(frozen=True)
class Entry:
    """A UR, programme or eje that can be found.

    `members` are the programmes of a programme or eje: the code of the UR and the key of the programme.
    """

    kind: Kind
    code: str
    name: str
    members: tuple[tuple[str, str], ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """The codes of its URs, each once."""
        return tuple(dict.fromkeys(unit for unit, _ in self.members))


NAMED_KINDS = {"ur": Kind.UNIT, "pp": Kind.PROGRAMME, "programa": Kind.PROGRAMME, "eje": Kind.EJE}
FILLERS = frozenset(
    ("a", "al", "con", "de", "del", "e", "el", "en", "la", "las", "lo", "los", "o", "para", "por", "y")
)

SHORTEST_INSIDE = 4
"""Letters from which a word is also found in the middle of another one."""
ALIKE = 0.6
"""The share of two words that must be the same for a name to be suggested, from 0 to 1."""

_CODED = re.compile(r"(ur|pp|programa|eje)(?:\s+numero|\s+num)?\s*0*([a-z]?\d+[a-z0-9]*)")
_WORD = re.compile(r"[^\W_]+")


def key_of(code: str) -> str:
    """Return the same key for each spelling of a code: `08` is `8`."""
    return plain(code).lstrip("0")


def plain(text: str) -> str:
    """Drop case and accents."""
    bare = without_marks(unicodedata.normalize("NFKD", text))
    # A compatibility character may stand for a capital.
    return bare.casefold()


@lru_cache(maxsize=20_000)  # the same names are searched again and again
def words_of(text: str) -> tuple[str, ...]:
    """Return the words that distinguish names, without accents, in the order written."""
    return tuple(word for word in _WORD.findall(plain(text)) if word not in FILLERS)


def find(text: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that match a text, the likeliest first.

    `PP 8`, `eje 3` and `UR 402` are codes; else every word must be in the name. A whole name matches that
    name only, however many other names contain it.
    """
    entries = tuple(entries)
    coded = _CODED.fullmatch(" ".join(_WORD.findall(plain(text))))
    if coded is not None:
        kind, key = NAMED_KINDS[coded[1]], coded[2]
        return tuple(entry for entry in entries if entry.kind is kind and key_of(entry.code) == key)
    words = words_of(text)
    if not words:
        return ()
    ranked = [(rank, place, entry) for place, entry in enumerate(entries) if (rank := _rank(words, entry))]
    whole = [entry for _, _, entry in ranked if words_of(entry.name) == words]
    return tuple(whole or (entry for _, _, entry in sorted(ranked, key=lambda each: each[:2])))


def nearest(text: str, entries: Iterable[Entry], most: int = 3) -> tuple[Entry, ...]:
    """Return the names most similar to a text that matches none, the most similar first."""
    words = words_of(text)
    alike: dict[str, float] = {}
    scored = [(_likeness(words, entry, alike), place, entry) for place, entry in enumerate(entries)]
    scored.sort(key=lambda each: (-each[0], each[1]))
    return tuple(entry for score, _, entry in scored[:most] if score >= ALIKE)


def _rank(words: Sequence[str], entry: Entry) -> int:
    """Return how badly all words match, 1 for whole words only; 0 if one of them does not match."""
    theirs = words_of(entry.name)
    worst = 1
    for word in words:
        fits = [_fit(word, other) for other in theirs]
        fits.append(_fit(word, key_of(entry.code)) if word.isdigit() else 0)
        best = min((fit for fit in fits if fit), default=0)
        if not best:
            return 0
        worst = max(worst, best)
    return worst


def _fit(word: str, other: str) -> int:
    """1: the same word; 2: its beginning; 3: inside it; 0: no match."""
    if word == other:
        return 1
    if len(word) > 1 and other.startswith(word):
        return 2
    return 3 if len(word) >= SHORTEST_INSIDE and word in other else 0


def _likeness(words: Sequence[str], entry: Entry, alike: dict[str, float]) -> float:
    """Return the similarity of the two most similar words; a code is compared with digits only.

    `alike` caches compared words: thousands of names share a few hundred.
    """
    theirs = (*words_of(entry.name), key_of(entry.code))
    for other in theirs:
        if other not in alike:
            alike[other] = max((_alike(word, other) for word in words), default=0.0)
    return max(alike[other] for other in theirs)


def _alike(word: str, other: str) -> float:
    """Return the share of two words that is the same; 0 if it is too little to count."""
    if word.isdigit() != other.isdigit():
        return 0.0
    matcher = SequenceMatcher(None, word, other)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
