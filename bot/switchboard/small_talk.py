"""Recognizes small talk: a greeting, thanks, a call for help."""

import re
from enum import StrEnum

from domain.kit.words.agreement import read_agreement
from domain.kit.words.plain_words import FIGURE, without_accents, words_in

LONGEST = 60
"""Characters beyond which a text is not small talk."""

_GREETING = (
    r"hola+|holi+s?|hey|buen(?:os|as|a)?(?: (?:dias?|tardes?|noches?))?|que (?:tal|onda)|un saludo|saludos"
    r"|(?:como|que) (?:esta|estas|le va|te va|hay)|hi|hello|disculpe|oiga|bot|inicio|empezar|comenzar"
)
_THANKS = r"(?:muchas |mil |muchisimas )?gracias(?: por (?:todo|su (?:ayuda|apoyo)))?|muy amable|se agradece"
_HELP = (
    r"(?:necesito |pido )?(?:ayuda|auxilio)|ayud[ea](?:n)?me|(?:el )?menu(?: principal)?|opciones|comandos"
    r"|instrucciones|(?:y )?(?:ahora )?que (?:puedo hacer|puede hacer|hago|sigue)|para que sirve"
    r"|como (?:funciona|se usa|le hago)"
)
_COURTESY = r"por favor|porfa(?:vor)?|puntual|senor(?:a|ita)?|estimad[oa]s?|licenciad[oa]|lic"


class SmallTalk(StrEnum):
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"


_ASKS = re.compile(r"[¿?!¡]*[¿?][¿?!¡]*")


def _only(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{words}|{_COURTESY})(?: |$))+")


# A greeting with a call for help asks for help; a greeting with thanks is only polite.
_PATTERNS = {
    SmallTalk.GREETING: (_only(_GREETING), re.compile(rf"(?:^|.* )(?:{_GREETING})(?: |$)")),
    SmallTalk.THANKS: (_only(f"{_GREETING}|{_THANKS}"), re.compile(rf"(?:^|.* )(?:{_THANKS})(?: |$)")),
    SmallTalk.HELP: (_only(f"{_GREETING}|{_THANKS}|{_HELP}"), re.compile(rf"(?:^|.* )(?:{_HELP})(?: |$)")),
}


def read_small_talk(text: str) -> SmallTalk | None:
    """Return which small talk a text is; None for a text that may answer a question."""
    if len(text) > LONGEST or FIGURE.search(text) or read_agreement(text) is not None:
        return None
    if _ASKS.fullmatch(text.strip()):
        return SmallTalk.HELP
    plain = bare(text)
    found = (
        kind for kind, (only, named) in _PATTERNS.items() if only.fullmatch(plain) and named.match(plain)
    )
    return next(found, None)


def bare(text: str) -> str:
    """Return the words alone: lower case without accents and punctuation."""
    return " ".join(words_in(without_accents(text.casefold())))
