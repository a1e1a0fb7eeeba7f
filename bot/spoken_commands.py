"""Commands as people write them without a slash: `capturar 7.1`, `quiero corregir la 7.1`, `entrega 402`."""

import re
from collections.abc import Collection
from difflib import get_close_matches

from bot.small_talk import bare
from bot.typed import TypedCommand, is_period
from bot.typed_capture import read_level
from bot.typed_status import read_asked
from domain.periods import PeriodNotUnderstood
from domain.unit_codes import TYPED, is_typed_code

CAPTURE, CORRECT, STATUS = "capturar", "corregir", "estado"
LONGEST = 120

_POLITE = (
    r"(?:(?:hola|buen[oa]s(?: dias| tardes| noches)?|buen dia|por favor|favor de|quiero|quisiera|deseo|voy a)"
    r"\W+)*"
)
_VERB = re.compile(
    rf"\W*{_POLITE}(?:(?P<capture>capturar?|registrar?|reportar?|anotar?)"
    r"|(?P<correct>corregir|corrig[eo]|corrija|correccion|cambiar?|modificar?|editar?))\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_POLITE_END = re.compile(r"\W+(?:por favor|porfa(?:vor)?|gracias)\W*$", re.IGNORECASE)
_LEVEL_IN_NAME = re.compile(r"(?<=[0-9])_(?=[0-9])")
_UNTIL_DIGITS = re.compile(r"(?<=[a-z])(?=[0-9])")
SIMILAR = 0.75
"""How much of a mistyped command must be as in the real one."""
_ASKING = r"(?:(?:quiero|quisiera|necesito|deseo|puedo|como|pedir|pido|solicitar|solicito|una?|el|la|mi) )*"
_PHRASES = {
    "pendientes": re.compile(
        r"(?:y )?que (?:me |nos )?(?:falta|faltan|debo|debemos)(?: hoy)?|faltantes?|pendiente"
    ),
    "estado": re.compile(
        r"e?status|(?:como|en que) (?:voy|vamos|va)(?: (?:mi|la) (?:ur|unidad))?|mi (?:ur|unidad)"
    ),
    "enviar": re.compile(
        rf"{_ASKING}(?:enviar|mandar|entregar|entrego)(?: (?:mi|el|la))?(?: (?:informe|entrega|trimestre))?"
    ),
    "prorroga": re.compile(rf"{_ASKING}(?:prorroga|(?:mas|otros) (?:dias|tiempo|plazo))"),
    "calendario": re.compile(
        r"(?:las )?fechas?(?: limite)?|plazos?|cuando (?:vence|cierra|es el limite|se entrega)"
    ),
    "cancelar": re.compile(r"cancel|salir|volver|atras|regresar|terminar|adios|bye|hasta luego"),
}
"""Commands in other words: small letters without accents and signs."""
_FILLERS = re.compile(
    r"^(?:\W*(?:el|la|los|las|un|mi|de|del|a|en|valor|dato|avance|indicador)\b)*\W*", re.IGNORECASE
)
_CODE = re.compile(
    rf"(?:(?:la|el|de|ur|unidad|area|codigo|clave)\s+)*(?P<code>{TYPED})(?:\s+(?P<rest>.+))?", re.IGNORECASE
)


def spoken(typed: TypedCommand) -> str:
    """Return what a command says without its slash: `/estado402` is `estado 402`, `/capturar_7_1` 7.1."""
    name = _LEVEL_IN_NAME.sub(".", typed.name).replace("_", " ")
    return f"{_UNTIL_DIGITS.sub(' ', name)} {typed.rest}".strip()


def nearest(name: str, names: Collection[str]) -> str:
    """Return the command that a mistyped one was to be; "" where none is near."""
    return next(iter(get_close_matches(name, names, 1, SIMILAR)), "")


def read_phrase(text: str) -> str | None:
    """Read what means a command in other words, `qué me falta`; None for anything else."""
    plain = bare(text) if len(text) <= LONGEST else ""
    return next((name for name, words in _PHRASES.items() if words.fullmatch(plain)), None)


def read_capture(text: str) -> TypedCommand | None:
    """Read a verb of capturing or correcting, alone or with its indicator; None for anything else."""
    match = _VERB.fullmatch(_POLITE_END.sub("", _unaccented(text))) if len(text) <= LONGEST else None
    level = _FILLERS.sub("", match["rest"]).rstrip(" .?!") if match else ""
    if match is None or (level and read_level(level) is None) or (match["rest"].strip(" .?!") and not level):
        return None
    return TypedCommand(CAPTURE if match["capture"] else CORRECT, level)


def read_bare_command(text: str, names: Collection[str]) -> TypedCommand | None:
    """Read the name of a command with a UR or a quarter behind it, or alone; None for anything else.

    Its name alone may have accents and signs: `Prórroga.` is /prorroga.
    """
    if len(text) > LONGEST:
        return None
    if (whole := bare(text)) in names:
        return TypedCommand(whole, "")
    first, _, rest = text.strip().rstrip(".?!").partition(" ")
    name, words = bare(first), rest.split()
    if name not in names or not words:
        return None
    is_named = is_period(rest) or all(map(_is_argument, words))
    return TypedCommand(name, rest.strip()) if is_named else None


def read_unit(text: str) -> TypedCommand | None:
    """Read a bare UR code, perhaps with a quarter or a view, as the status it asks for."""
    plain = text.strip().rstrip(".?!")
    if is_period(plain):
        return TypedCommand(STATUS, plain)
    match = _CODE.fullmatch(plain)
    if match is None:
        return None
    rest = match["rest"] or ""
    try:
        asked = read_asked(rest)
    except PeriodNotUnderstood:
        return None
    return None if asked.text else TypedCommand(STATUS, f"{match['code']} {rest}".strip())


def _is_argument(word: str) -> bool:
    return is_typed_code(word) or is_period(word)


def _unaccented(text: str) -> str:
    return text.translate(str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU"))
