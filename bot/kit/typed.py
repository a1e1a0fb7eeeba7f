"""Reads typed text of every subject: commands, links, quarters, and a UR with a quarter."""

import re
from dataclasses import dataclass

from domain.evidence.acuse_codes import read_code
from domain.kit.periods import Period, PeriodNotUnderstood
from domain.kit.unit_codes import is_typed_code

_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL)
LONGEST_PERIOD = 3
"""Words that a quarter may have: `T 3 2025`."""
INLINE_LINK = "inline"
"""What follows t.me/<bot>?start= under the button above inline results: it is no invitation."""
ACUSE_LINK = "v_"
"""The beginning of what follows t.me/<bot>?start= on an acuse."""


@dataclass(frozen=True)
class TypedCommand:
    name: str
    rest: str


@dataclass(frozen=True)
class StatusArguments:
    """The arguments of /estado, in any order."""

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
    """Return the code in the QR link of an acuse; a code of an invitation is always longer."""
    return read_code(rest.removeprefix(ACUSE_LINK)) if rest.startswith(ACUSE_LINK) else None


def read_status_arguments(rest: str) -> StatusArguments:
    """Read `402`, `3T2025`, `402 3T2025`, `3t 2025 402`; raise PeriodNotUnderstood for a bad quarter."""
    words = rest.split()
    codes = [word for word in words if is_typed_code(word)]
    others = [word for word in words if word not in codes[:1]]
    period = read_period(" ".join(others)) if others else None
    return StatusArguments(codes[0] if codes else None, period)


def without_period(words: list[str]) -> tuple[list[str], Period | None]:
    """Remove the first quarter from a text; it may be written in several words."""
    for size in range(LONGEST_PERIOD, 0, -1):
        for start in range(len(words) - size + 1):
            written = " ".join(words[start : start + size])
            if is_period(written):
                return words[:start] + words[start + size :], Period.parse(written)
    return words, None


def read_period(text: str) -> Period | None:
    return Period.parse(text) if text.strip() else None


def is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except PeriodNotUnderstood:
        return False
    return True
