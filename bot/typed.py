"""Every button can also be typed: labels, levels, and the arguments of commands."""

import re
import unicodedata
from dataclasses import dataclass

from bot.callbacks import AnswerQuestion, unpack
from bot.rendering import Button, Message
from domain.drafts import Chosen
from domain.indicators import Level, LevelKind, LevelNotUnderstood
from domain.periods import Period, PeriodNotUnderstood

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL)
_BARE_NUMBER = re.compile(r"\d+(\.\d+)?")
_MET = re.compile(r"^(?P<level>.*?)[\s:,]+(cumplimos|cumpl[ií])\b.*$", re.IGNORECASE)


@dataclass(frozen=True)
class Command:
    name: str
    rest: str


@dataclass(frozen=True)
class TypedLevel:
    """An indicator named in free text; `met` when the text also says that the goal was reached."""

    level: Level
    met: bool = False


@dataclass(frozen=True)
class StatusArguments:
    """What was written after /estado, in any order."""

    unit_code: str | None
    period: Period | None


def read_command(text: str) -> Command | None:
    match = _COMMAND.fullmatch(text.strip())
    return Command(match["name"].lower(), (match["rest"] or "").strip()) if match else None


def read_status_arguments(rest: str) -> StatusArguments:
    """Read `402`, `3T2025`, `402 3T2025`, `3t 2025 402`; raise PeriodNotUnderstood for a bad quarter."""
    words = rest.split()
    codes = [word for word in words if re.fullmatch(r"\d{3}", word)]
    others = [word for word in words if word not in codes[:1]]
    period = read_period(" ".join(others)) if others else None
    return StatusArguments(codes[0] if codes else None, period)


def read_period(text: str) -> Period | None:
    return Period.parse(text) if text.strip() else None


def read_level(text: str) -> TypedLevel | None:
    """Read `Actividad 7.1`, `7.1`, `7` or `Componente 7: cumplimos la meta`; None for anything else."""
    match = _MET.match(text.strip())
    written = match["level"] if match else text.strip()
    if _BARE_NUMBER.fullmatch(written):
        kind = LevelKind.ACTIVIDAD if "." in written else LevelKind.COMPONENTE
        return TypedLevel(Level(kind, written), met=match is not None)
    try:
        return TypedLevel(Level.parse(written.split("·")[0]), met=match is not None)
    except LevelNotUnderstood:
        return None


def is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except PeriodNotUnderstood:
        return False
    return True


def chosen_by_label(question: Message, text: str) -> Chosen | None:
    """Return the answer whose button carries this label, with or without accents and parentheses."""
    typed = _plain(text)
    for button in _buttons(question):
        if typed and typed in (_plain(button.label), _plain(button.label.split("(")[0])):
            callback = unpack(button.data)
            return callback.chosen if isinstance(callback, AnswerQuestion) else None
    return None


def label_of(question: Message, data: str) -> str:
    """Return the label of the button that carries this data; empty when there is none."""
    return next((button.label for button in _buttons(question) if button.data == data), "")


def _buttons(question: Message) -> list[Button]:
    return [button for row in question.keyboard for button in row]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(c for c in decomposed if c.isalnum() or c.isspace())
    return " ".join(kept.split())
