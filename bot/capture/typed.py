"""Reads free text that names an indicator or a narrative."""

import re
from dataclasses import dataclass, replace

from bot.kit.labels import label_words
from bot.kit.typed import without_period
from domain.kit.indicators import Level, LevelKind, LevelNotUnderstood
from domain.kit.periods import Period
from domain.kit.unit_codes import TYPED

_LEVEL = re.compile(
    rf"""(?P<kind>fin|prop(?:osito)?|comp(?:onente)?|act(?:ividad)?|c(?=[0-9])|a(?=[0-9]+\.))?
        \s* (?P<number>[0-9]+(?:\.[0-9]+)*)?
        (?:\s+ pp \s* (?P<programme>[0-9a-z]+))? (?:\s+ (?:ur\s+)? (?P<unit>{TYPED}))?
        (?:\s+ (?P<rest> (?P<met>cumpli(?:mos)?)\b.* | (?P<none>sin\ avance)
                | (?:otro|dar\ el)\ valor | completar | atender\b.* | (?:sin\ )?meta\b.* | falta\ .*
                | enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre | octubre
                | noviembre | diciembre ))?""",
    re.VERBOSE,
)
_KINDS = {"f": LevelKind.FIN, "p": LevelKind.PROPOSITO, "c": LevelKind.COMPONENTE, "a": LevelKind.ACTIVIDAD}
_NARRATIVE = re.compile(
    r"""(?:escribir\s+)?(?:la\s+)?narrativa(?:\s+(?:de\s+)?(?P<level>.+))?
        | (?P<before>.+?)\s*[:·]?\s+escribir\s+(?:la\s+)?narrativa""",
    re.VERBOSE | re.IGNORECASE,
)
LONGEST_LEVEL = 120
"""Characters beyond which a text names no indicator."""


@dataclass(frozen=True)
class TypedLevel:
    """An indicator named in free text; programme and UR may be empty, the quarter None.

    `met` says that the text also tells the goal was reached, `none` that there was no progress.
    """

    level: Level
    met: bool = False
    programme: str = ""
    unit_code: str = ""
    none: bool = False
    period: Period | None = None


def read_level(text: str) -> TypedLevel | None:
    """Read `7.1`, `actividad 7.1 pp 4`, `7.1 3T2025`, `Componente 7: cumplimos la meta`; else None."""
    if len(text) > LONGEST_LEVEL:
        return None
    typed = _read_level(text)
    if typed is not None:
        return typed
    words, period = without_period(text.split())
    typed = _read_level(" ".join(words)) if period else None
    return replace(typed, period=period) if typed else None


def _read_level(text: str) -> TypedLevel | None:
    match = _LEVEL.fullmatch(label_words(text))
    if match is None or ("%" in text and not match["rest"]):
        return None
    number = match["number"] or ""
    bare = LevelKind.ACTIVIDAD if "." in number else LevelKind.COMPONENTE
    try:
        level = Level.parse(f"{_KINDS.get((match['kind'] or '')[:1], bare)} {number}")
    except LevelNotUnderstood:
        return None
    where = (match["programme"] or "", match["unit"] or "")
    return TypedLevel(level, bool(match["met"]), *where, none=bool(match["none"]))


def read_narrative(text: str) -> str | None:
    """Return the indicator in `escribir la narrativa de 7.1`, or "" without one; None for any other text."""
    match = _NARRATIVE.fullmatch(text.strip()) if len(text) <= LONGEST_LEVEL else None
    named = (match["level"] or match["before"] or "") if match else ""
    return named if match and (not named or read_level(named)) else None
