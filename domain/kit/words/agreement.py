"""A bare yes or no as people type it: `sí`, `SI.`, `claro que sí`, `así es`, `ok 👍`; `no`, `no, gracias`."""

import re
from enum import StrEnum

from domain.kit.words.plain_words import FIGURE, without_accents, words_in

LONGEST = 60
"""A longer text says more than yes or no."""

_YES = (
    r"s+i+p?|s|ok(?:a?y|ey|i|is)?|claro(?: que si)?|por supuesto|desde luego|va|vale|sale|dale|simon|yes"
    r"|(?:(?:es|esta|todo) )?(?:correcto|cierto|exacto)|es verdad|(?:esta |todo )?bien"
    r"|(?:asi|eso) (?:es|mero)|exactamente|efectivamente|en efecto|afirmativo|de acuerdo|confirm(?:o|ado)"
    r"|perfecto|adelante"
)
_NO = (
    r"no+p?e?|n|nel|(?:claro|por supuesto|desde luego) que no|para nada|en absoluto|negativo"
    r"|no (?:(?:es|esta) )?(?:correcto|cierto|exacto|bien|asi|verdad)|no (?:es|estoy) (?:eso|de acuerdo)"
    r"|incorrecto|no lo es|falso"
)
_COURTESY = r"por favor|porfa(?:vor)?|(?:muchas )?gracias|pues|senor(?:a|ita)?|licenciad[oa]|lic"
_SIGNS = {"👍": ",si,", "👌": ",si,", "✅": ",si,", "✔": ",si,", "☑": ",si,", "👎": ",no,", "❌": ",no,"}
_PAUSE = re.compile(r"[,.;:!¡\n]+")
# Only a pause tells «no, 25» from «no 25».
_LEADING = re.compile(
    r"\s*(?:(?:s[ií]|correcto|claro|ok)(?:\s*[,.;:]\s*|\s+)|no\s*[,.;:]\s*)(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


class Agreement(StrEnum):
    YES = "yes"
    NO = "no"


def _said_in(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_COURTESY}) )*(?:{words})(?: (?:{words}|{_COURTESY}))*")


_CLAUSES = {Agreement.YES: _said_in(_YES), Agreement.NO: _said_in(_NO), None: _said_in(_COURTESY)}


def read_agreement(text: str) -> Agreement | None:
    """Return the yes or no of a text that says nothing else; None for any other text, both, or a doubt."""
    if len(text) > LONGEST or "?" in text or FIGURE.search(text):
        return None
    said = {_read_clause(clause) for clause in _clauses(text)} - {None}
    found = next(iter(said), "")
    return found if len(said) == 1 and isinstance(found, Agreement) else None


def behind_agreement(text: str) -> str:
    """Return the text behind a yes or a no, `no, es el acumulado` → `es el acumulado`; else all of it."""
    match = _LEADING.fullmatch(text)
    return match["rest"] if match else text


def _read_clause(clause: str) -> Agreement | str | None:
    """Return the yes or no of a few words, None for mere courtesy, and any other words unchanged."""
    return next((said for said, pattern in _CLAUSES.items() if pattern.fullmatch(clause)), clause)


def _clauses(text: str) -> list[str]:
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    plain = without_accents(text.casefold())
    parts = (words_in(part) for part in _PAUSE.split(plain))
    return [" ".join(words) for words in parts if words]
