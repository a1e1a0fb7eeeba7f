"""Numbers in Spanish words, for percentages and counts: `veinticinco punto cinco`, `cien`."""

from collections.abc import Sequence

_SMALL = (
    *(
        "cero",
        "un",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
    ),
    *(
        "trece",
        "catorce",
        "quince",
        "dieciseis",
        "diecisiete",
        "dieciocho",
        "diecinueve",
        "veinte",
        "veintiun",
    ),
    *("veintidos", "veintitres", "veinticuatro", "veinticinco", "veintiseis", "veintisiete", "veintiocho"),
    "veintinueve",
)
_TENS = {
    "veinte": 20,
    "treinta": 30,
    "cuarenta": 40,
    "cincuenta": 50,
    "sesenta": 60,
    "setenta": 70,
    "ochenta": 80,
    "noventa": 90,
}
_HUNDREDS = {
    "cien": 100,
    "ciento": 100,
    "quinientos": 500,
    "setecientos": 700,
    "novecientos": 900,
    **{f"{_SMALL[each]}cientos": each * 100 for each in (2, 3, 4, 6, 8)},
}
_UNITS = {word: value for value, word in enumerate(_SMALL)} | {"uno": 1, "veintiuno": 21}
_POINTS = frozenset({"punto", "coma"})

WORDS = frozenset(
    {*_UNITS, *_TENS, *_HUNDREDS, "una", "veintiuna", "mil", "y", "medio", *_POINTS}
) | frozenset(each.removesuffix("os") + "as" for each in _HUNDREDS if each.endswith("os"))
"""Every word of a number, in lower case and without accents."""


def read_number_words(words: Sequence[str]) -> str | None:
    """Return figures, `25.5`; None for words that are not a number between 0 and 999,999."""
    masculine = [_masculine(each) for each in words]
    if masculine[-2:] == ["y", "medio"]:
        whole = _whole(masculine[:-2])
        return None if whole is None else f"{whole}.5"
    place = next((place for place, each in enumerate(masculine) if each in _POINTS), len(masculine))
    whole, decimals = _whole(masculine[:place]), masculine[place + 1 :]
    if whole is None or (place < len(masculine)) != bool(decimals):
        return None
    fraction = _fraction(decimals)
    return None if fraction is None else f"{whole}{fraction}"


def _masculine(word: str) -> str:
    if word in ("una", "veintiuna"):
        return word.removesuffix("a")
    is_hundreds = word.endswith("as") and f"{word[:-2]}os" in _HUNDREDS
    return f"{word[:-2]}os" if is_hundreds else word


def _whole(words: Sequence[str]) -> int | None:
    if "mil" not in words:
        return _below_thousand(words)
    place = words.index("mil")
    thousands = _below_thousand(words[:place]) if place else 1
    rest = _below_thousand(words[place + 1 :]) if words[place + 1 :] else 0
    return None if not thousands or rest is None else thousands * 1000 + rest


def _below_thousand(words: Sequence[str]) -> int | None:
    """Read hundreds, tens and units in this order, each at most once."""
    hundreds = _HUNDREDS.get(words[0], 0) if words else 0
    rest = words[1:] if hundreds else words
    if not rest:
        return hundreds or None
    if words[0] == "cien" or (hundreds and rest == ["cero"]):
        return None
    below = _below_hundred(rest)
    return None if below is None else hundreds + below


def _below_hundred(words: Sequence[str]) -> int | None:
    match words:
        case [word]:
            return _UNITS.get(word, _TENS.get(word))
        case [tens, "y", unit] if tens in _TENS and 0 < _UNITS.get(unit, 0) < 10:
            return _TENS[tens] + _UNITS[unit]
        case _:
            return None


def _fraction(words: Sequence[str]) -> str | None:
    """`cinco` is .5, `cero cinco` .05, `veinticinco` .25."""
    if not words:
        return ""
    if words[0] == "cero" and len(words) > 1:
        rest = _below_hundred(words[1:])
        return None if rest is None or rest > 9 else f".0{rest}"
    value = _below_hundred(words)
    return None if value is None else f".{value}"
