"""The months of a quarter: which have begun, which are reported, and their sum."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from domain.kit.lights import ZERO
from domain.kit.periods import Period
from domain.kit.workdays import Workdays


def months_of(period: Period) -> tuple[int, int, int]:
    first = 3 * period.quarter - 2
    return (first, first + 1, first + 2)


def last_workday(workdays: Workdays, year: int, month: int) -> date:
    """Return the last business day of a month, on which its value is due."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return workdays.shift(first_of_next, -1)


def begun(period: Period, today: date) -> tuple[int, ...]:
    """Return the months of a quarter that have begun, the current one included."""
    return tuple(month for month in months_of(period) if date(period.year, month, 1) <= today)


def of_quarter(period: Period, months: Mapping[int, Decimal]) -> dict[int, Decimal]:
    return {month: months[month] for month in months_of(period) if month in months}


def total_of(months: Mapping[int, Decimal]) -> Decimal:
    return sum(months.values(), ZERO)
