"""Reads typed text about a reminder: `recordarme mañana`, `no me corresponde 7.1`."""

import re
from dataclasses import dataclass
from datetime import time

from domain.kit.unit_codes import TYPED
from domain.kit.words.plain_words import without_accents
from domain.kit.words.spanish_dates import find_dates
from domain.kit.words.typed_hours import read_hour
from domain.reminders.snoozing import SnoozeTime

_WEEKDAYS = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
_PUT_OFF = re.compile(r"(?:recordarme(?:lo)?|recuerde(?:me|melo)|posponer(?:lo|me|melo)?)\b(?P<rest>.*)")
_DAY = re.compile(
    r"(?:(?:a|al|el|para|hasta|por|la)\s+)*"
    rf"(?P<day>hoy|(?:mas )?tarde|manana|{'|'.join(_WEEKDAYS)})\b\s*(?P<at>.*)"
)
_NOT_MINE = re.compile(r"(?:este\s+)?no\s+me\s+(?:corresponde|toca)\b[\s:]*(?P<level>.*)")
_NUDGE = re.compile(
    r"recordar(?:le)?\s+(?:(?:al?\s+)?(?:el\s+)?enlace(?:\s+de(?:\s+la)?)?|a(?:\s+la)?|otra\s+vez(?:\s+a)?)?"
    rf"\s*(?:ur\s+)?(?P<unit>{TYPED})?(?P<again>\s+otra\s+vez)?"
)
_ALL = re.compile(r"recordar\s+a\s+(?:los|las|todas|todos)(?:\s+(?:[0-9]+|las\s+ur|los\s+enlaces))?")
_ESCALATE = re.compile(r"(?:escalar|recordar)\s+a\s+(?:los\s+)?titulares")
_ANSWER = re.compile(rf"(?P<verdict>si|no)\s+le\s+corresponde(?:\s+(?:a\s+)?(?P<unit>{TYPED}))?")
_LIST = re.compile(r"capturar\s+ahora|(?:ver\s+los\s+[0-9]+:?\s*)?otro\s+valor\s+o\s+sin\s+avance")
_BEFORE_A_DATE = re.compile(
    rf"(?:(?:a|al|el|dia|para|hasta|por|hoy|manana|(?:{'|'.join(day[:3] for day in _WEEKDAYS)})[a-z]*)\s*)*"
)
LONGEST = 120
LEAP_YEAR = 2000
"""Used for a date without a year, because it has a 29 February."""


@dataclass(frozen=True)
class TypedNudge:
    unit_code: str | None
    again: bool = False


@dataclass(frozen=True)
class TypedAnswer:
    belongs: bool
    unit_code: str | None


def read_put_off(text: str) -> SnoozeTime | str | None:
    """Return the wanted time of a reminder; "" without one, the words that are not understood.

    None for anything else.
    """
    match = _matched(_PUT_OFF, text)
    return None if match is None else read_when(match["rest"])


def read_when(text: str) -> SnoozeTime | str:
    """Read `mañana`, `hoy a las 16:00`, `el lunes`, `30 sep`, `a las 4`; else return the words."""
    plain = _plain(text)
    dated = _read_dated(plain)
    if dated is not None:
        return dated
    match = _DAY.fullmatch(plain)
    day, said = (match["day"], match["at"]) if match else ("", plain)
    minutes = read_hour(said, of_the_day=True)
    if minutes is None and (said or not day):
        return plain
    at = None if minutes is None else time(*divmod(minutes, 60))
    if day in _WEEKDAYS:
        return SnoozeTime(weekday=_WEEKDAYS.index(day), at=at)
    return SnoozeTime(today=day != "manana", at=at)


def _read_dated(plain: str) -> SnoozeTime | None:
    """Read `al lun 29 sep a las 9:00`, as the confirmation writes it."""
    found = find_dates(plain, year=LEAP_YEAR)
    day = found[0].day if len(found) == 1 else None
    if day is None or not _BEFORE_A_DATE.fullmatch(plain[: found[0].start]):
        return None
    said = plain[found[0].end :].strip()
    minutes = read_hour(said, of_the_day=True) if said else None
    if said and minutes is None:
        return None
    at = None if minutes is None else time(*divmod(minutes, 60))
    return SnoozeTime(at=at, month_and_day=(day.month, day.day))


def read_not_mine(text: str) -> str | None:
    """Return the indicator in `no me corresponde 7.1`, or ""; None for anything else."""
    match = _matched(_NOT_MINE, text)
    return match["level"].strip(" .") if match else None


def read_nudge(text: str) -> TypedNudge | None:
    """Read `recordar al enlace de 402`, `recordar a 402`, `recordar otra vez`; None for anything else."""
    match = _matched(_NUDGE, text)
    if match is None or _plain(text) == "recordar":
        return None
    return TypedNudge(match["unit"], "otra vez" in _plain(text))


def is_nudge_of_all(text: str) -> bool:
    return _matched(_ALL, text) is not None


def is_escalation(text: str) -> bool:
    return _matched(_ESCALATE, text) is not None


def read_answer(text: str) -> TypedAnswer | None:
    """Read `sí le corresponde 402`; None for anything else."""
    match = _matched(_ANSWER, text)
    return TypedAnswer(match["verdict"] == "si", match["unit"]) if match else None


def is_list(text: str) -> bool:
    """Tell whether the button that lists everything missing was typed."""
    return _matched(_LIST, text) is not None


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return pattern.fullmatch(_plain(text)) if len(text) <= LONGEST else None


def _plain(text: str) -> str:
    """Drop case, accents and the signs around words; a colon between digits stays."""
    kept = without_accents(text.casefold())
    return " ".join(re.sub(r"[^\w\s:.]|[.:](?=\s|$)", " ", kept).split())
