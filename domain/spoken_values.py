"""A value inside a small sentence: `fue 25%`, `alcanzamos veinticinco por ciento`, `no hubo avance`."""

import re
import unicodedata

from domain.number_words import WORDS, read_number_words
from domain.plain_words import without_accents

LONGEST = 120
"""Characters beyond which a text is more than a value."""
STEM = 5
"""Letters by which `reunión` is one of the `reuniones` that are counted."""

# Nothing that rounds, compares, adds up or denies: «casi 25», «llevamos 50», «no fue 25» stay unread.
_LEAD = (
    r"si|ya|fue(?:ron)?|es|son|era|hubo|hay|tuvimos|tenemos|quedo|quedamos|cerramos|obtuvimos|reportamos|reporto"
    r"|(?:se )?(?:logr|alcanz|lleg|avanz|realiz|report|registr)(?:amos|o|aron)"
    r"|(?:se )?(?:hicimos|hizo|obtuvo)"
    r"|(?:se )?cumpl(?:imos|io)|alcance|logre|llegue|avance|resultado|valor|porcentaje|nuestro|solo"
    r"|solamente|exactamente|apenas|(?:en )?este trimestre|en|con|a|al|el|un|una|de|del"
)
_FIGURE = r"[-−–]?\s*\d[\d.,]*(?:\s*(?:/|de|entre)\s*\d[\d.,]*)?"
_NUMBER_WORDS = rf"(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})"
_UNIT = r"%|por\s*ciento|porcent(?:aje|ual(?:es)?)|puntos?(?: porcentuales)?|pts?"
_TAIL = (
    r"(?:de )?avances?|(?:en|del|de) (?:el |este )?trimestre|este trimestre|alcanzad[oa]s?|lograd[oa]s?"
    r"|realizad[oa]s?|en total|nada mas|solamente|exactos?|por favor|gracias"
)
_VALUE = re.compile(
    rf"(?:(?:{_LEAD})[:,]?\s+)*?(?:(?P<sign>%\s*)?(?P<figure>{_FIGURE})|(?P<words>{_NUMBER_WORDS}(?:\s+{_NUMBER_WORDS})*))"
    rf"(?:\s*(?P<unit>{_UNIT}))?(?P<rest>(?:\s+[a-z]+)*)"
)
_TAILS = re.compile(rf"(?:(?:{_TAIL})(?:\s+|$))*")
_PROGRESS = r"(?:(?:de )?(?:avances?|progresos?))"
_NOUGHT = rf"(?:nada|ningun(?:[oa]s?)?)(?: {_PROGRESS})?"
_NOTHING = re.compile(
    rf"(?:(?:en|este|el|trimestre|fue|pues|avance)\s+)*"
    rf"(?:{_NOUGHT}|nada de nada|nul[oa]s?|sin (?:ningun )?{_PROGRESS}|no hubo(?: (?:{_NOUGHT}|{_PROGRESS}))?"
    rf"|no (?:hay|tuvimos|tenemos|se tuvo|se registro|registramos) (?:{_NOUGHT}|{_PROGRESS})"
    rf"|no (?:se )?(?:avanzamos|avanzo)(?: nada)?"
    rf"|no (?:se )?(?:hizo|hicimos|logramos|logro|realizamos|realizo|alcanzamos|alcanzo) nada)"
    rf"(?P<rest>(?:\s+[a-z]+)*)"
)
_MET = re.compile(
    r"(?:(?:si|ya)\s+)*(?:(?:se )?cumpl(?:imos|io|ida)(?: con)?(?: la| nuestra)? meta|meta cumplida|cumplimos"
    r"|igual(?: que| a)? la meta|la meta)(?: (?:del|de este) trimestre| programada)?"
)
_OF_VALUE = re.compile(
    r"(?:(?:en|este|el|trimestre|fue|pues)\s+)*(?:sin|no (?:hubo|hay|tenemos|tuvimos|se tuvo|se registro))"
    r" (?:ningun )?(?:avances?|progresos?|datos?|valor(?:es)?|resultados?|informacion|reporte)"
    r"(?: (?:este|en el) trimestre)?"
    r"|[sn] ?/ ?[dar]|[sn]\.?d"
)
_DENIAL = re.compile(
    r"\b(?:no|nada|ningun[oa]?s?|sin|cero|nul[oa]|nunca|todavia|aun|pendiente|tampoco|falta|imposible)\b|n/a"
)


def number_in(text: str, counted: str = "") -> str:
    """Return the value that a small sentence says as figures, `25 %`; any other text as it is.

    `counted` is what is counted: `302 reuniones` is 302 where meetings are.
    """
    plain = _plain(text)
    match = _VALUE.fullmatch(plain) if _is_short(text) else None
    if match is None or not _is_tail(match["rest"], counted):
        return text
    if match["figure"]:
        return _written(match["figure"].strip(" .,"), is_percent=bool(match["sign"] or match["unit"]))
    words = match["words"].split()
    is_point = words[-1] == "punto"
    figures = _figures(words[:-1] if is_point else words)
    return _written(figures, is_percent=is_point or bool(match["unit"])) if figures else text


def _figures(words: list[str]) -> str | None:
    """`un veinticinco` is 25: an article may stand before the number."""
    is_led = len(words) > 1 and words[0] in ("un", "una")
    return read_number_words(words) or (read_number_words(words[1:]) if is_led else None)


def _written(figures: str, *, is_percent: bool) -> str:
    return f"{figures} %" if is_percent else figures


def says_nothing(text: str, counted: str = "") -> bool:
    """Tell whether a text says that there was no progress: `nada`, `no hubo avance`, `ninguna reunión`."""
    match = _NOTHING.fullmatch(_plain(text)) if _is_short(text) else None
    return match is not None and _is_tail(match["rest"], counted)


def says_met(text: str) -> bool:
    """Tell whether a text says that the goal was met: `se cumplió la meta`."""
    return _is_short(text) and _MET.fullmatch(_plain(text)) is not None


def says_value(text: str) -> bool:
    """Tell whether words speak of the value: `sin avance`, `sin dato`, `cumplimos la meta`."""
    return says_met(text) or (_is_short(text) and _OF_VALUE.fullmatch(_plain(text)) is not None)


def may_say_nothing(text: str) -> bool:
    """Tell whether somebody who was not understood may have meant that there was no progress."""
    plain = _plain(text)
    return not any(each.isdigit() for each in plain) and (
        bool(_DENIAL.search(plain)) or not any(each.isalnum() for each in plain)
    )


def _is_short(text: str) -> bool:
    """A power or a fraction in one sign (2², ½) would come out as other figures."""
    return len(text) <= LONGEST and not any(each.isnumeric() and not each.isdecimal() for each in text)


def _is_tail(rest: str, counted: str) -> bool:
    stems = {word[:STEM] for word in _plain(counted).split()}
    words = [word for word in rest.split() if word[:STEM] not in stems]
    return _TAILS.fullmatch(" ".join(words)) is not None


def _plain(text: str) -> str:
    plain = without_accents(unicodedata.normalize("NFKC", text).casefold())
    return " ".join(plain.split()).strip(" .,;:!¡«»\"'")
