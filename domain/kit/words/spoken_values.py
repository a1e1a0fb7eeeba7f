"""A value inside a small sentence: `fue 25%`, `alcanzamos veinticinco por ciento`, `no hubo avance`."""

import re
import unicodedata

from domain.kit.words.number_words import WORDS, read_number_words
from domain.kit.words.plain_words import without_accents

_EDGE = " .,;:!¡«»\"'"
_POINTED = re.compile(r"[.,]$")
FIRST_PICTURE = "\u2600"
"""Emoji such as thumbs and ticks, which say nothing of a value."""
LONGEST = 120
"""A longer text is more than a value."""
STEM = 5
"""The first letters that `reunión` and the counted `reuniones` share."""

# Words that round, compare, add up or deny stay unread: «casi 25», «llevamos 50», «no fue 25».
_LEAD = (
    r"si|ya|fue(?:ron)?|es|son|era|hubo|hay|tuvimos|tenemos|quedo|quedamos|cerramos|obtuvimos|reportamos|reporto"
    r"|(?:se )?(?:logr|alcanz|lleg|avanz|realiz|report|registr)(?:amos|o|aron)"
    r"|(?:se )?(?:hicimos|hizo|obtuvo)"
    r"|(?:se )?cumpl(?:imos|io)|alcance|logre|llegue|avance|resultado|valor|porcentaje|nuestro|solo"
    r"|solamente|exactamente|apenas|(?:en )?este trimestre|en|con|a|al|el|un|una|de|del"
)
_FIGURE = r"[-−–]?\s*\d[\d.,]*(?:\s*(?:/|de|entre)\s*\d[\d.,]*)?"
_NUMBER_WORDS = rf"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})"
_UNIT = (
    r"%|p(?:or|ro)\s*[cs]ien(?:to)?|por\s*100|porcent(?:aje|ual(?:es)?)|porc|percent|pct|p\.?c\.?"
    r"|puntos?(?: porcentuales)?|pts?"
)
_TAIL = (
    r"(?:de )?avances?|(?:en|del|de) (?:el |este )?trimestre|este trimestre|alcanzad[oa]s?|lograd[oa]s?"
    r"|realizad[oa]s?|en total|nada mas|solamente|exactos?|por favor|gracias"
)
_VALUE = re.compile(
    rf"(?:(?:{_LEAD})[:,]?\s+)*?(?:"
    rf"(?P<sign>%\s*)?(?P<figure>{_FIGURE})(?: (?:punto|coma) (?P<decimals>\d+)| (?P<half>y medio))?"
    rf"|(?P<words>{_NUMBER_WORDS}(?:\s+{_NUMBER_WORDS})*))"
    rf"(?:\s*(?P<unit>{_UNIT}))?"
    rf"(?:\s*\((?P<again>[^()]{{1,60}})\)(?:\s*(?P<behind>{_UNIT}))?)?"
    r"(?P<rest>(?:\s+[a-z]+)*)"
)
_TAILS = re.compile(rf"(?:(?:{_TAIL})(?:\s+|$))*")
_PROGRESS = r"(?:(?:de )?(?:avances?|progresos?))"
_NOUGHT = rf"(?:nada|ningun(?:[oa]s?)?)(?: {_PROGRESS})?(?: (?:que|por|para) (?:reportar|informar))?"
_WORK = r"(?:actividad|movimiento)(?:es|s)?"
_NOTHING = re.compile(
    rf"(?:(?:en|este|el|trimestre|fue|pues|avance)\s+)*"
    rf"(?:{_NOUGHT}|nada de nada|nul[oa]s?|ceros|sin (?:ningun )?{_PROGRESS}(?: algun[oa])?"
    rf"|no hubo(?: (?:{_NOUGHT}|{_PROGRESS}|{_WORK}))?"
    rf"|no (?:hay|tuvimos|tenemos|se tuvo|se registro|registramos) (?:{_NOUGHT}|{_PROGRESS})"
    rf"|no (?:se )?(?:avanzamos|avanzo)(?: nada)?"
    rf"|no (?:se )?(?:hizo|hicimos|logramos|logro|realizamos|realizo|alcanzamos|alcanzo) nada"
    rf"|sin {_WORK}(?: realizad[oa]s?)?)"
    rf"(?P<rest>(?:\s+[a-z]+)*)"
)
_MET = re.compile(
    r"(?:(?:si|ya)\s+)*(?:(?:se )?cumpl(?:imos|io|ida)(?: con)?(?: la| nuestra)? meta|meta cumplida|cumplimos"
    r"|(?:meta )?cumplid[oa]|la meta (?:ya )?se cumplio|se (?:cumplio|ha cumplido)"
    r"|(?:se (?:logro|alcanzo)|logramos|alcanzamos) la meta"
    r"|(?:(?:es|fue|al|el) )?(?:100|cien)(?: ?(?:%|por ciento))? de la meta"
    r"|igual(?: que| a)? la meta|la meta)(?: (?:del|de este) trimestre| programada)?"
    r"(?: al (?:100|cien)(?: ?(?:%|por ciento))?)?"
)
_OF_VALUE = re.compile(
    r"(?:(?:en|este|el|trimestre|fue|pues)\s+)*(?:sin|no (?:hubo|hay|tenemos|tuvimos|se tuvo|se registro))"
    r" (?:ningun )?(?:avances?|progresos?|datos?|valor(?:es)?|resultados?|informacion|reporte)"
    r"(?: (?:este|en el) trimestre)?"
    r"|[sn] ?/ ?[dar]|[sn]\.?d"
)
_DENIAL = re.compile(
    r"\b(?:no|nada|ningun[oa]?s?|sin|ceros?|nul[oa]|nunca|todavia|aun|pendiente|tampoco|falta|imposible"
    r"|vaci[oa]|blanco|nel|nop[e]?|nones)\b|[ns]/[adr]"
)


def number_in(text: str, counted: str = "") -> str:
    """Return the value in a small sentence as figures, `25 %`; any other text unchanged.

    `counted` is the thing counted: `302 reuniones` is 302 if meetings are counted.
    """
    plain = _plain(text)
    match = _VALUE.fullmatch(plain) if _is_short(text) else None
    if match is None or not _is_tail(match["rest"], counted):
        return text
    figures, is_percent = _of_figures(match) if match["figure"] else _of_words(match)
    if figures is None or (match["again"] and not _is_same(figures, match["again"])):
        return text
    return f"{figures} %" if is_percent else figures


def _of_figures(match: re.Match[str]) -> tuple[str | None, bool]:
    """Return `25.5` for `25 punto 5` and `25 y medio`, and whether it is called a percentage."""
    figure, decimals = match["figure"].strip(" .,"), "5" if match["half"] else match["decimals"]
    is_percent = bool(match["sign"] or match["unit"] or match["behind"])
    if not decimals:
        return figure, is_percent
    return (f"{figure}.{decimals}" if figure.isdecimal() else None), is_percent


def _of_words(match: re.Match[str]) -> tuple[str | None, bool]:
    words = match["words"].split()
    is_point = words[-1] == "punto"
    return _figures(words[:-1] if is_point else words), is_point or bool(match["unit"] or match["behind"])


def _is_same(figures: str, again: str) -> bool:
    """Tell whether `25 (veinticinco)` names the same number twice."""
    return number_in(again).rstrip(" %") == figures


def _figures(words: list[str]) -> str | None:
    """`un veinticinco` is 25: an article may stand before the number."""
    is_led = len(words) > 1 and words[0] in ("un", "una")
    return read_number_words(words) or (read_number_words(words[1:]) if is_led else None)


def says_nothing(text: str, counted: str = "") -> bool:
    """Tell whether a text says that there was no progress: `nada`, `no hubo avance`, `ninguna reunión`."""
    match = _NOTHING.fullmatch(_plain(text)) if _is_short(text) else None
    return match is not None and _is_tail(match["rest"], counted)


def says_met(text: str) -> bool:
    """Tell whether a text says that the goal was met: `se cumplió la meta`."""
    return _is_short(text) and _MET.fullmatch(_plain(text)) is not None


def says_value(text: str) -> bool:
    """Tell whether words are about the value: `sin avance`, `sin dato`, `cumplimos la meta`."""
    return says_met(text) or (_is_short(text) and _OF_VALUE.fullmatch(_plain(text)) is not None)


def may_say_nothing(text: str) -> bool:
    """Tell whether a text that was not understood may mean that there was no progress."""
    plain = _plain(text)
    return not any(each.isdigit() for each in plain) and (
        bool(_DENIAL.search(plain)) or not any(each.isalnum() for each in plain)
    )


def _is_short(text: str) -> bool:
    """A power or a fraction in one character (2², ½) would become other figures."""
    return len(text) <= LONGEST and not any(each.isnumeric() and not each.isdecimal() for each in text)


def _is_tail(rest: str, counted: str) -> bool:
    stems = {word[:STEM] for word in _plain(counted).split()}
    words = [word for word in rest.split() if word[:STEM] not in stems]
    return _TAILS.fullmatch(" ".join(words)) is not None


def _plain(text: str) -> str:
    plain = without_accents(unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(each for each in plain if each < FIRST_PICTURE)
    words = " ".join(kept.split()).rstrip(_EDGE)
    bare = words.lstrip(_EDGE)
    # A number that begins with a point is less than one: .25 is not 25.
    return words if bare[:1].isdigit() and _POINTED.search(words[: -len(bare)]) else bare
