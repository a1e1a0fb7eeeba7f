"""Unsaved answers of people in a report, as a question lists them."""

from collections.abc import Iterable

from domain.kit.unsaved import UnsavedOf
from texts.kit.formats import LONGEST_NAME, escape, percent, shorten

SHOWN = 5
"""Answers listed one by one; the rest are counted."""


def unsaved_by_person(unsaved: Iterable[UnsavedOf]) -> list[str]:
    """Return `Ana: Componente 7 (25 %)` for each."""
    return _shown([f"{_who(each)}: {_what(each)}" for each in unsaved])


def unsaved_by_unit(unsaved: Iterable[UnsavedOf]) -> list[str]:
    """Return `402: Componente 7 (25 %), de Ana` for each."""
    return _shown([f"{escape(each.unit_code)}: {_what(each)}, de {_who(each)}" for each in unsaved])


def _who(each: UnsavedOf) -> str:
    return escape(shorten(each.who, LONGEST_NAME))


def _what(each: UnsavedOf) -> str:
    return f"{escape(each.level)} ({percent(each.value)})"


def _shown(rows: list[str]) -> list[str]:
    return rows[:SHOWN] + ([f"y {len(rows) - SHOWN} más"] if len(rows) > SHOWN else [])
