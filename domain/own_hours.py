"""Between which hours of the day somebody wants reminders, as minutes since midnight."""

import re

from domain.forms import FieldRefused

Hours = tuple[int, int]

EARLIEST, LATEST = 7 * 60, 21 * 60
"""Nobody is reminded outside these hours, whatever they asked for."""
SHORTEST = 60
"""Minutes: a narrower window could be missed by a clock that was off for a moment."""

_TIME = r"(?P<h{n}>[0-9]{{1,2}})(?:[:.](?P<m{n}>[0-9]{{2}}))?\s*(?P<s{n}>[ap]\.?\s?m\.?|hrs?\.?|horas?)?"
_HOURS = re.compile(
    r"(?:de\s+(?:las?\s+)?)?" + _TIME.format(n=1) + r"\s*(?:a|y|-|–|hasta)\s*(?:las?\s+)?" + _TIME.format(n=2)
)


def read_hours(text: str) -> Hours:
    """Read `10:00 a 15:00`, `de 10 a 15`, `10 am - 3 pm`; raise FieldRefused for anything else."""
    match = _HOURS.fullmatch(" ".join(text.casefold().split()).rstrip("."))
    if match is None:
        raise FieldRefused("hours_not_understood")
    start, end = (_minutes(match[f"h{n}"], match[f"m{n}"], match[f"s{n}"]) for n in (1, 2))
    if end <= start:
        raise FieldRefused("hours_turned_round")
    if start < EARLIEST or end > LATEST:
        raise FieldRefused("hours_at_night")
    if end - start < SHORTEST:
        raise FieldRefused("hours_too_short")
    return start, end


def _minutes(hour: str, minute: str | None, half: str | None) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if half and half[0] in "ap":
        if not 1 <= hours <= 12:
            raise FieldRefused("hours_not_understood")
        hours = hours % 12 + (12 if half[0] == "p" else 0)
    if hours > 23 or minutes > 59:
        raise FieldRefused("hours_not_understood")
    return hours * 60 + minutes
