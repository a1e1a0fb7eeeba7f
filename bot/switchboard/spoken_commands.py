"""Reads commands without a slash: `capturar 7.1`, `quiero corregir la 7.1`, `entrega 402`."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches

from bot.capture.typed import read_level
from bot.kit.commands import Command
from bot.kit.typed import TypedCommand, is_period
from bot.status.typed import read_asked
from bot.switchboard.small_talk import bare
from domain.kit.periods import PeriodNotUnderstood
from domain.kit.unit_codes import TYPED, is_typed_code

STATUS = "estado"
LONGEST = 120

_POLITE = (
    r"(?:(?:hola|buen[oa]s(?: dias| tardes| noches)?|buen dia|por favor|favor de|quiero|quisiera|deseo|voy a)"
    r"\W+)*"
)
_POLITE_END = re.compile(r"\W+(?:por favor|porfa(?:vor)?|gracias)\W*$", re.IGNORECASE)
_LEVEL_IN_NAME = re.compile(r"(?<=[0-9])_(?=[0-9])")
_UNTIL_DIGITS = re.compile(r"(?<=[a-z])(?=[0-9])")
SIMILAR = 0.75
"""The least similarity of a mistyped command to the real one."""
_FILLERS = re.compile(
    r"^(?:\W*(?:el|la|los|las|un|mi|de|del|a|en|valor|dato|avance|indicador)\b)*\W*", re.IGNORECASE
)
_CODE = re.compile(
    rf"(?:(?:la|el|de|ur|unidad|area|codigo|clave)\s+)*(?P<code>{TYPED})(?:\s+(?P<rest>.+))?", re.IGNORECASE
)


def spoken(typed: TypedCommand) -> str:
    """Return a command without its slash: `/estado402` is `estado 402`, `/capturar_7_1` 7.1."""
    name = _LEVEL_IN_NAME.sub(".", typed.name).replace("_", " ")
    return f"{_UNTIL_DIGITS.sub(' ', name)} {typed.rest}".strip()


def nearest(name: str, names: Collection[str]) -> str:
    """Return the command nearest to a mistyped one; "" where none is near."""
    return next(iter(get_close_matches(name, names, 1, SIMILAR)), "")


def read_phrase(text: str, commands: Mapping[str, Command]) -> str | None:
    """Read a command in other words, `qué me falta`; None for anything else."""
    plain = bare(text) if len(text) <= LONGEST else ""
    phrases = ((name, each.phrase) for name, each in commands.items() if each.phrase)
    return next((name for name, phrase in phrases if re.fullmatch(phrase, plain)), None)


def verbs_of(commands: Mapping[str, Command]) -> dict[str, re.Pattern[str]]:
    """Return how each command that has a verb is asked for with it."""
    return {name: _asked_with(each.verb) for name, each in commands.items() if each.verb}


def read_verb(text: str, verbs: Mapping[str, re.Pattern[str]]) -> TypedCommand | None:
    """Read a verb of capturing or correcting, alone or with its indicator; None for anything else."""
    if len(text) > LONGEST:
        return None
    plain = _POLITE_END.sub("", _unaccented(text))
    for name, asked in verbs.items():
        match = asked.fullmatch(plain)
        if match is not None:
            return _with_level(name, match["rest"])
    return None


def _asked_with(verb: str) -> re.Pattern[str]:
    return re.compile(rf"\W*{_POLITE}(?:{verb})\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)


def _with_level(name: str, rest: str) -> TypedCommand | None:
    level = _FILLERS.sub("", rest).rstrip(" .?!")
    if (level and read_level(level) is None) or (rest.strip(" .?!") and not level):
        return None
    return TypedCommand(name, level)


def read_bare_command(text: str, names: Collection[str]) -> TypedCommand | None:
    """Read the name of a command with a UR or a quarter behind it, or alone; None for anything else.

    Its name alone may have accents and punctuation: `Prórroga.` is /prorroga.
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
