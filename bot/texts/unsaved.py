"""What somebody has open in a report and did not save, as it is listed in a question."""

from decimal import Decimal

from bot.texts.formats import LONGEST_NAME, escape, percent, shorten

SHOWN = 5
"""Named one by one; the rest are counted."""


def unsaved_by_person(listed: str) -> list[str]:
    """Return `Ana: Componente 7 (25 %)` for each line of UR, level, value and name."""
    return _shown([f"{name}: {what}" for _, what, name in _rows(listed)])


def unsaved_by_unit(listed: str) -> list[str]:
    """Return `402: Componente 7 (25 %), de Ana` for each line of UR, level, value and name."""
    return _shown([f"{code}: {what}, de {name}" for code, what, name in _rows(listed)])


def _rows(listed: str) -> list[tuple[str, str, str]]:
    parts = [line.split("\t") for line in listed.split("\n") if line]
    return [
        (escape(code), f"{escape(level)} ({percent(Decimal(value))})", escape(shorten(name, LONGEST_NAME)))
        for code, level, value, name in parts
    ]


def _shown(rows: list[str]) -> list[str]:
    return rows[:SHOWN] + ([f"y {len(rows) - SHOWN} más"] if len(rows) > SHOWN else [])
