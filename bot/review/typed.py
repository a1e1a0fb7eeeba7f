"""Reads typed buttons of review: `vo. bo. 402`, `devolver 402 3T2025`, `conceder 5`."""

import re
from dataclasses import dataclass

from bot.buttons.review import DecideCorrection
from bot.capture.typed import TypedLevel, read_level
from bot.kit.typed import read_period
from domain.kit.entregas import Move
from domain.kit.periods import Period, PeriodNotUnderstood
from domain.kit.unit_codes import TYPED

_VERBS = {
    Move.SEND: r"enviar\s+(?:as[ií]|ya)",
    Move.APPROVE: r"vo\.?\s*bo\.?|visto\s+bueno|dar\s+vo\.?\s*bo\.?",
    Move.RETURN: r"devolver",
    Move.ACCEPT_UNAPPROVED: r"aceptar\s+sin\s+vo\.?\s*bo\.?",
    Move.ACCEPT: r"aceptar",
    Move.OBSERVE: r"observar",
    Move.NUDGE: r"recordar(?:\s+al\s+titular)?",
}
_MOVES = [
    (move, re.compile(rf"(?:{verb})(?:\s+(?P<unit>{TYPED}))?(?:\s+(?P<period>.+))?", re.IGNORECASE))
    for move, verb in _VERBS.items()
]
_SHOW = re.compile(
    r"(?:enviar\s+entrega|ver\s+(?:la\s+)?entrega|ver\s+todo\s+el\s+informe)(?P<rest>(?:\s+.*)?)",
    re.IGNORECASE,
)
_DECIDE = re.compile(r"(?P<verb>conceder|negar)\s+(?P<id>[0-9]{1,9})", re.IGNORECASE)
_ASK = re.compile(r"pedir\s+(?:una\s+)?correcci[oó]n\s+(?:de\s+)?(?P<level>.+)", re.IGNORECASE)


@dataclass(frozen=True)
class TypedMove:
    """A move of an entrega; without a UR the person's only one, without a quarter the one in play."""

    move: Move
    unit_code: str | None
    period: Period | None


def read_move(text: str) -> TypedMove | None:
    """Read a typed button; None for anything else."""
    for move, pattern in _MOVES:
        match = pattern.fullmatch(text.strip())
        if match:
            try:
                return TypedMove(move, match["unit"], read_period(match["period"] or ""))
            except PeriodNotUnderstood:
                return None
    return None


def read_show(text: str) -> str | None:
    """Return the text after `enviar entrega` or `ver la entrega`, perhaps a UR; None for anything else."""
    match = _SHOW.fullmatch(text.strip())
    return match["rest"].strip() if match else None


def read_decision(text: str) -> DecideCorrection | None:
    match = _DECIDE.fullmatch(text.strip())
    return DecideCorrection(int(match["id"]), match["verb"].lower() == "conceder") if match else None


def read_correction(text: str) -> TypedLevel | None:
    """Read `pedir corrección 7.1`; None for anything else."""
    match = _ASK.fullmatch(text.strip())
    return read_level(match["level"]) if match else None
