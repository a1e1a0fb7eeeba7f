"""Reading the length of a prórroga or a reopening: business days, as a number or as the last day."""

import re
from datetime import date

from domain.kit.dialogues.forms import FieldRefused
from domain.kit.evidence import EvidenceFlag
from domain.kit.words.plain_words import without_accents
from domain.kit.words.spanish_dates import calendar_day, find_dates
from domain.kit.workdays import Workdays

MOST_DAYS = 20
"""The most business days at once: about a month, after which the next quarter is near."""
USUAL_DAYS = (2, 3, 5)
"""The numbers of days that the buttons offer."""

_NUMBER = re.compile(r"(?P<number>[0-9]{1,4}|[a-z]+)(?:\s+dias?)?(?:\s+habil(?:es)?)?(?:\s+mas)?")
_SHORT_DATE = re.compile(r"(?:al?|hasta|el|\s)*(?P<day>[0-9]{1,2})\s*[/-]\s*(?P<month>[0-9]{1,2})\.?")
_WORDS = ("cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez")


def read_days(text: str, start: date, workdays: Workdays) -> int:
    """Read `3`, `tres días`, `10 de octubre` or `10/10` as business days after `start`.

    Raise FieldRefused for any other text, for a day that is not later than `start` or not a business day, and
    for too many days.
    """
    days = _number(text)
    if days is None:
        days = _until(text, start, workdays)
    if days < 1:
        raise FieldRefused("days_none")
    if days > MOST_DAYS:
        raise FieldRefused("days_too_many")
    return days


def day_after(workdays: Workdays, start: date, days: int) -> date:
    """Return the last day of a span of business days after `start`."""
    return workdays.shift(start, days)


def _number(text: str) -> int | None:
    found = _NUMBER.fullmatch(_plain(text))
    if found is None:
        return None
    word = found["number"]
    if word.isdigit():
        return int(word)
    word = "un" if word == "uno" else word
    return _WORDS.index(word) if word in _WORDS else None


def _until(text: str, start: date, workdays: Workdays) -> int:
    day = _day(text, start)
    if day <= start:
        raise FieldRefused("day_not_later")
    if not workdays.is_workday(day):
        raise FieldRefused("day_not_worked")
    return workdays.until(start, day)


def _day(text: str, start: date) -> date:
    short = _SHORT_DATE.fullmatch(_plain(text))
    if short:
        return _dated(
            calendar_day(start.year, int(short["month"]), int(short["day"])), start, is_inferred=True
        )
    found = find_dates(text, year=start.year)
    if len(found) != 1:
        raise FieldRefused("days_not_understood")
    return _dated(found[0].day, start, is_inferred=EvidenceFlag.INFERRED_YEAR in found[0].flags)


def _dated(day: date | None, start: date, *, is_inferred: bool) -> date:
    """Return the day; a day without a year that is long past is moved to the next year."""
    if day is None:
        raise FieldRefused("days_not_understood")
    if is_inferred and (start - day).days > 180:
        return calendar_day(day.year + 1, day.month, day.day) or day
    return day


def _plain(text: str) -> str:
    return " ".join(without_accents(text.casefold()).replace(".", " ").split())
