"""Every button can also be typed: labels, levels, and the arguments of commands."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.rendering import Button, Message
from domain.acuse_codes import read_code
from domain.agreement import behind_agreement
from domain.indicators import Level, LevelKind, LevelNotUnderstood
from domain.periods import Period, PeriodNotUnderstood
from domain.unit_codes import TYPED, is_typed_code
from domain.unit_search import plain
from usecases.ask_status import Asked, View

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL)
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
_LIKE_PERIOD = re.compile(r"[0-9]{1,4}t[0-9]*|t[0-9]+", re.IGNORECASE)
_VIEWS = {"detalle": View.DETAIL, "grafica": View.CHART}
_BEFORE = "anterior"
_LABELS = {"ver detalle": "detalle", "grafica": "grafica", "ver resumen": "", "trimestre anterior": _BEFORE}
"""The buttons under a status, typed; they are then of one's own UR."""
_SEE_UNIT = re.compile(rf"ver ({TYPED})")
LONGEST_PERIOD = 3
"""Words that a quarter may have: `T 3 2025`."""
INLINE_LINK = "inline"
"""What follows t.me/<bot>?start= under the button above inline results: it is no invitation."""
ACUSE_LINK = "v_"
"""How what follows t.me/<bot>?start= begins on an acuse."""
LONGEST_LEVEL = 120
"""Characters beyond which a text names no indicator."""


@dataclass(frozen=True)
class TypedCommand:
    name: str
    rest: str


@dataclass(frozen=True)
class TypedLevel:
    """An indicator named in free text; `met` when the text also says that the goal was reached.

    `none` when it says that there was no progress.

    Programme and UR are empty where the text does not name them, the quarter is None.
    """

    level: Level
    met: bool = False
    programme: str = ""
    unit_code: str = ""
    none: bool = False
    period: Period | None = None


@dataclass(frozen=True)
class StatusArguments:
    """What was written after /estado, in any order."""

    unit_code: str | None
    period: Period | None


def read_command(text: str) -> TypedCommand | None:
    match = _COMMAND.fullmatch(text.strip())
    if match is None:
        return None
    name, rest = match["name"].lower(), (match["rest"] or "").strip()
    if (name, rest) == ("start", INLINE_LINK):
        return TypedCommand(name, "")
    code = _code_of_link(rest) if name == "start" else None
    return TypedCommand(name, rest) if code is None else TypedCommand("verificar", code)


def _code_of_link(rest: str) -> str | None:
    """Return the code that the QR of an acuse carries; an invitation never is as short."""
    return read_code(rest.removeprefix(ACUSE_LINK)) if rest.startswith(ACUSE_LINK) else None


def read_status_arguments(rest: str) -> StatusArguments:
    """Read `402`, `3T2025`, `402 3T2025`, `3t 2025 402`; raise PeriodNotUnderstood for a bad quarter."""
    words = rest.split()
    codes = [word for word in words if is_typed_code(word)]
    others = [word for word in words if word not in codes[:1]]
    period = read_period(" ".join(others)) if others else None
    return StatusArguments(codes[0] if codes else None, period)


def read_asked(rest: str) -> Asked:
    """Read a code or words, a quarter, `detalle`, `gráfica` or `anterior`, in any order, after /estado.

    Raise PeriodNotUnderstood for what looks like a quarter and is none.
    """
    words, period = _without_period(rest.split())
    views = [word for word in words if plain(word) in _VIEWS]
    is_before = _BEFORE in map(plain, words)
    others = {_BEFORE, "trimestre"} if is_before else set[str]()
    wanted = [word for word in words if word not in views and plain(word) not in others]
    refused = next((word for word in wanted if _LIKE_PERIOD.fullmatch(word)), None)
    if refused is not None:
        raise PeriodNotUnderstood(refused)
    view = _VIEWS[plain(views[0])] if views else View.SHORT
    return Asked(" ".join(dict.fromkeys(wanted)), period, view, is_before)


def read_asked_in_words(text: str) -> str | None:
    """Return what is asked for in `estado particular 2T2025` or `ver 402`; None for any other text."""
    label = _plain(text)
    seen = _SEE_UNIT.fullmatch(label)
    if label in _LABELS or seen:
        return seen[1] if seen else _LABELS[label]
    words = text.split()
    if not words or len(text) > LONGEST_LEVEL or "estado" not in (plain(words[0]), plain(words[-1])):
        return None
    return " ".join(word for word in words if plain(word) != "estado")


def _without_period(words: list[str]) -> tuple[list[str], Period | None]:
    """Take out the first quarter, which may be written in several words."""
    for size in range(LONGEST_PERIOD, 0, -1):
        for start in range(len(words) - size + 1):
            written = " ".join(words[start : start + size])
            if is_period(written):
                return words[:start] + words[start + size :], Period.parse(written)
    return words, None


def read_period(text: str) -> Period | None:
    return Period.parse(text) if text.strip() else None


def read_level(text: str) -> TypedLevel | None:
    """Read `7.1`, `actividad 7.1 pp 4`, `7.1 3T2025`, `Componente 7: cumplimos la meta`; else None."""
    if len(text) > LONGEST_LEVEL:
        return None
    typed = _read_level(text)
    if typed is not None:
        return typed
    words, period = _without_period(text.split())
    typed = _read_level(" ".join(words)) if period else None
    return replace(typed, period=period) if typed else None


def _read_level(text: str) -> TypedLevel | None:
    match = _LEVEL.fullmatch(_plain(text))
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
    """Return the indicator in `escribir la narrativa de 7.1`, or "" without one; None for the rest."""
    match = _NARRATIVE.fullmatch(text.strip()) if len(text) <= LONGEST_LEVEL else None
    named = (match["level"] or match["before"] or "") if match else ""
    return named if match and (not named or read_level(named)) else None


def is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except PeriodNotUnderstood:
        return False
    return True


def data_by_label(question: Message, text: str) -> str:
    """Return what the button with this label carries, typed in any case, with or without accents; else "".

    A yes or no before it says nothing else: `no, es el acumulado`. Alone it is left to the question.
    """
    for typed in (_plain(text), _plain(behind_agreement(text))):
        for button in _buttons(question):
            if typed and typed in _spellings(button.label):
                return button.data
    return ""


def label_of(question: Message, data: str) -> str:
    """Return the label of the button that carries this data; empty when there is none."""
    return next((button.label for button in _buttons(question) if button.data == data), "")


def _buttons(question: Message) -> list[Button]:
    return [button for row in question.keyboard for button in row]


@lru_cache(maxsize=1024)
def _spellings(label: str) -> frozenset[str]:
    """`Otra persona, con invitación` is also `otra persona`; `Cumplimos la meta (25 %)` lacks its number."""
    return frozenset(_plain(part) for part in (label, label.partition("(")[0], *label.split(", ")))


def _plain(text: str) -> str:
    """Drop case, accents and signs, but keep 12.5 apart from 125."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    with_points = re.sub(r"(?<=\d),(?=\d)", ".", decomposed)
    kept = re.sub(r"(?!(?<=\d)\.(?=\d))[^\w\s]|_", "", with_points)
    return " ".join(kept.split())
