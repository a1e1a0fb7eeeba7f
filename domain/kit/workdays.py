"""Business days: Monday to Friday less the holidays of the law and the municipality's own inhábiles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

from domain.kit.periods import Period

ONE_DAY = timedelta(days=1)
RECEPTION_DAYS = 5
"""Business days after the due date during which a report is received without being extemporáneo."""


@cache
def legal_holidays(year: int) -> frozenset[date]:
    """Return the mandatory rest days of one year. Source: LFT art. 74, as the `holidays` library holds it."""
    return frozenset(_named_holidays(year))


def name_of_holiday(day: date) -> str:
    """Return the Spanish name of a mandatory rest day."""
    return _named_holidays(day.year)[day]


@cache
def _named_holidays(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("MX", years=year, language="es"))


@dataclass(frozen=True)
class Workdays:
    """The working calendar of the municipality; `inhabiles` are the days the Cabildo declared."""

    inhabiles: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        return day.weekday() < 5 and day not in legal_holidays(day.year) and day not in self.inhabiles

    def shift(self, day: date, count: int) -> date:
        """Return the business day `count` business days after (before, when negative) `day`.

        Zero gives the day itself, business day or not.
        """
        step = ONE_DAY if count >= 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def until(self, day: date, target: date) -> int:
        """Count the business days after `day` up to `target`; negative when the target has passed."""
        if target < day:
            return -self.until(target, day)
        return sum(1 for each in _days(day + ONE_DAY, target) if self.is_workday(each))

    def last_of(self, period: Period) -> date:
        """Return the last business day of a quarter: the default due date."""
        day = period.last_day
        return day if self.is_workday(day) else self.shift(day, -1)


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
