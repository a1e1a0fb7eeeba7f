"""Reading a day or a span of days as typed: `mañana`, `24 sep`, `2025-09-24 a 2025-09-30`, `3T2025`."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar.deadlines import Deadlines
from domain.kit.evidence import EvidenceFlag
from domain.kit.periods import Period, PeriodNotUnderstood
from domain.kit.words.plain_words import without_marks
from domain.kit.words.spanish_dates import calendar_day, find_dates, lowered, read_bare_day, without_weekday
from domain.kit.workdays import ONE_DAY

LONGEST_SPAN = 120
"""The most days in one span: a quarter, its reception, and some more."""
FARTHEST = 1100
"""The most days from today; a day farther away is most likely mistyped."""

_BETWEEN = re.compile(r"\s+(?:al?|hasta(?:\s+el)?)\s+|\s+-\s+|\s*(?:–|—|\.\.)\s*")
_LEADING = re.compile(r"^(?:del|de|el|al)\s+")
_SHORT = re.compile(r"(?P<day>[0-9]{1,2})\s?[/-]\s?(?P<month>[0-9]{1,2})")
_WEEKDAYS = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
_FROM_TODAY = {"hoy": 0, "manana": 1, "pasado manana": 2, "ayer": -1}


@dataclass(frozen=True)
class Span:
    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + ahead * ONE_DAY for ahead in range((self.last - self.first).days + 1))


class SpanRefused(Exception):
    """The text is no day or span of days; `problem` is the key of its sentence in the texts."""

    def __init__(self, problem: str, text: str) -> None:
        super().__init__(problem, text)
        self.problem = problem
        self.text = text


def read_span(text: str, today: date, deadlines: Deadlines) -> Span:
    """Read a span; an empty text is the next business day.

    A quarter is the days from its opening to the end of its reception, a day without a year the one closest
    to today. Raise SpanRefused for any other text.
    """
    typed = _LEADING.sub("", _plain(text))
    if not typed:
        following = deadlines.workdays.shift(today, 1)
        return Span(following, following)
    span = _of_period(text, deadlines) or _of_days(typed, text, today)
    if span.last < span.first:
        raise SpanRefused("backwards", text)
    if max(abs(span.first - today), abs(span.last - today)).days > FARTHEST:
        raise SpanRefused("too_far", text)
    if len(span.days) > LONGEST_SPAN:
        raise SpanRefused("too_long", text)
    return span


def _of_period(text: str, deadlines: Deadlines) -> Span | None:
    try:
        period = Period.parse(text)
    except PeriodNotUnderstood:
        return None
    return Span(deadlines.opens_on(period), deadlines.received_until(period))


def _of_days(typed: str, text: str, today: date) -> Span:
    ends = [_LEADING.sub("", each) for each in _BETWEEN.split(typed)]
    if len(ends) > 2:
        raise SpanRefused("not_understood", text)
    first = _day(ends[0], today, near=today)
    last = _day(ends[1], today, near=first or today) if len(ends) == 2 else first
    bare = read_bare_day(ends[0])
    if first is None and last is not None and bare is not None:
        # «24 a 30 sep»: the first day takes the month of the last.
        first = calendar_day(last.year, last.month, bare)
    if first is None or last is None:
        raise SpanRefused("not_understood", text)
    return Span(first, last)


def _day(typed: str, today: date, near: date) -> date | None:
    if typed in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[typed])
    if typed in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS.index(typed) - today.weekday() - 1) % 7 + 1)
    short = _SHORT.fullmatch(typed)
    if short:
        return _closest(int(short["month"]), int(short["day"]), near)
    typed = without_weekday(typed)
    found = find_dates(typed, year=today.year)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(typed)):
        return None
    day = found[0].day
    if EvidenceFlag.INFERRED_YEAR in found[0].flags and day is not None:
        return _closest(day.month, day.day, near)
    return day


def _closest(month: int, day: int, near: date) -> date | None:
    years = (calendar_day(near.year + ahead, month, day) for ahead in (-1, 0, 1))
    return min((each for each in years if each), key=lambda each: abs(each - near), default=None)


def _plain(text: str) -> str:
    """Return the text in lower case without accents, with single blanks."""
    bare = unicodedata.normalize("NFKD", " ".join(lowered(text).split()).casefold().strip(" .,;"))
    return without_marks(bare)
