"""The justification of a result outside green: the explanation, the action, and the day of recovery."""

import re
from datetime import date

from domain.capture.turns import Refusal
from domain.kit.evidence import EvidenceFlag
from domain.kit.periods import Period
from domain.kit.slips import plain
from domain.kit.words.agreement import read_agreement
from domain.kit.words.spanish_dates import calendar_day, find_dates

SHORTEST_WORDS = 20
SHORTEST_ACTION = 10
LONGEST_WORDS = 1000
FEWEST_DIFFERENT_WORDS = 3
FEWEST_LETTERS = 4

_SHORT_DATE = re.compile(r"(?:el\s+)?(?P<day>[0-9]{1,2})\s*[/-]\s*(?P<month>[0-9]{1,2})")
_NEVER = ("no se recupera", "no se recuperara", "no se va a recuperar")


class RecoveryRefused(ValueError):
    """The text is no day by which a result could be recovered."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def problem_of_words(words: str, cause: str | None) -> Refusal | None:
    """Return what is wrong with an explanation; None if it says more than the cause."""
    if len(words) > LONGEST_WORDS:
        return Refusal.REASON_TOO_LONG
    if cause is not None and plain(words) == plain(cause):
        return Refusal.REASON_IS_CAUSE
    return None if _says_something(words, SHORTEST_WORDS) else Refusal.REASON_TOO_SHORT


def problem_of_action(words: str) -> Refusal | None:
    if len(words) > LONGEST_WORDS:
        return Refusal.REASON_TOO_LONG
    return None if _says_something(words, SHORTEST_ACTION) else Refusal.ACTION_TOO_SHORT


def read_recovery(text: str, period: Period, today: date) -> date | None:
    """Read the day of recovery; None for `no se recupera`.

    It is in the future, at the latest a quarter after the fiscal year. A day without a year is the next one.
    Raise RecoveryRefused for any other text.
    """
    if plain(text) in _NEVER:
        return None
    day = _day(text, period, today)
    if day is None:
        raise RecoveryRefused(Refusal.RECOVERY_NOT_UNDERSTOOD)
    if day <= today:
        raise RecoveryRefused(Refusal.RECOVERY_NOT_AHEAD)
    if day > latest_recovery(period):
        raise RecoveryRefused(Refusal.RECOVERY_TOO_LATE)
    return day


def latest_recovery(period: Period) -> date:
    return date(period.year + 1, 3, 31)


def _day(text: str, period: Period, today: date) -> date | None:
    short = _SHORT_DATE.fullmatch(text.strip().lower())
    if short:
        return _ahead(int(short["day"]), int(short["month"]), period, today)
    found = find_dates(text, year=period.year)
    if len(found) != 1 or found[0].day is None:
        return None
    day = found[0].day
    is_spoken = EvidenceFlag.INFERRED_YEAR in found[0].flags
    return _ahead(day.day, day.month, period, today) if is_spoken else day


def _ahead(day: int, month: int, period: Period, today: date) -> date | None:
    """Return the day in the fiscal year, or in the next one if it has passed."""
    years = (period.year, period.year + 1)
    days = [found for found in (calendar_day(year, month, day) for year in years) if found]
    ahead = [each for each in days if today < each <= latest_recovery(period)]
    return next(iter(ahead or days), None)


def _says_something(words: str, shortest: int) -> bool:
    """Tell whether a text is long enough, and neither a bare yes nor one repeated word."""
    if read_agreement(words):
        return False
    letters = {c for c in words.lower() if c.isalpha()}
    different = set(plain(words).split())
    return (
        len(words) >= shortest and len(letters) >= FEWEST_LETTERS and len(different) >= FEWEST_DIFFERENT_WORDS
    )
