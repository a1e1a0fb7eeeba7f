"""Days that IMPLAN types or lists: one, several, or a span."""

import re
from datetime import date, timedelta

from domain.kit.dialogues.forms import FieldRefused
from domain.kit.evidence import EvidenceFlag
from domain.kit.words.plain_words import without_accents
from domain.kit.words.spanish_dates import calendar_day, find_dates, read_bare_day

MOST_DAYS = 31
"""The most days at once; more than a month is a slip."""
NEAR = timedelta(days=200)
"""Only 29 February can be farther than half a year; without a year it is ambiguous."""

_SHORT = re.compile(r"(?<![\w/.\-])(?P<day>[0-9]{1,2})\s?[/-]\s?(?P<month>[0-9]{1,2})(?![\w/\-])")
_RANGE = re.compile(r"(?:del?\s+)?(?P<first>.+?)\s+(?:al|a|hasta(?:\s+el)?)\s+(?P<last>.+)")


def read_day(text: str, near: date) -> date:
    """Read one day: `30/9`, `30 de septiembre`, `30/09/2025`; raise FieldRefused for any other text.

    A day without a year is the one closest to `near`.
    """
    found = _days_in(text, near)
    if len(found) != 1:
        raise FieldRefused("day_not_understood")
    return found[0]


def read_days(text: str, near: date) -> tuple[date, ...]:
    """Read one day, several days, or a span: `del 22 al 31 de diciembre`.

    Raise FieldRefused for any other text, and for more than a month.
    """
    days = _range(text, near) or tuple(sorted(set(_days_in(text, near))))
    if not days:
        raise FieldRefused("day_not_understood")
    if len(days) > MOST_DAYS:
        raise FieldRefused("days_more_than_a_month")
    return days


def _range(text: str, near: date) -> tuple[date, ...]:
    match = _RANGE.fullmatch(_plain(text))
    if match is None:
        return ()
    last = read_day(match["last"], near)
    first = _first(match["first"], last)
    if last < first:
        raise FieldRefused("days_turned_round")
    return tuple(first + timedelta(days=each) for each in range(min((last - first).days, MOST_DAYS) + 1))


def _first(text: str, last: date) -> date:
    """In `del 22 al 31 de diciembre` the first day takes the month of the last one."""
    bare = read_bare_day(text)
    if bare is not None:
        day = calendar_day(last.year, last.month, bare)
        if day is None:
            raise FieldRefused("day_not_understood")
        return day
    return read_day(text, last)


def _days_in(text: str, near: date) -> list[date]:
    short = [_closest(int(each["month"]), int(each["day"]), near) for each in _SHORT.finditer(text)]
    found = [
        _closest(each.day.month, each.day.day, near)
        if each.day and EvidenceFlag.INFERRED_YEAR in each.flags
        else each.day
        for each in find_dates(text, year=near.year)
    ]
    days = short + found
    if any(day is None for day in days):
        raise FieldRefused("day_not_understood")
    return [day for day in days if day is not None]


def _closest(month: int, day: int, near: date) -> date | None:
    years = (near.year, near.year - 1, near.year + 1)
    found = [each for each in (calendar_day(year, month, day) for year in years) if each]
    return min(
        (each for each in found if abs(each - near) < NEAR), key=lambda each: abs(each - near), default=None
    )


def _plain(text: str) -> str:
    return " ".join(without_accents(text.casefold()).split())
