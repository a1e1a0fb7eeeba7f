"""Quarters of a fiscal year: how they are written, where they begin and end."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

QUARTERS = (1, 2, 3, 4)

_WRITTEN = re.compile(
    r"""  (?P<q1>[1-4])\s*T\s*(?P<y1>\d{4})
         | T\s*(?P<q2>[1-4])\s*[-/ ]?\s*(?P<y2>\d{4})
         | (?P<y3>\d{4})\s*[-/ ]?\s*T\s*(?P<q3>[1-4])""",
    re.VERBOSE | re.IGNORECASE,
)


class PeriodNotUnderstood(ValueError):
    """The text is not a quarter such as 3T2025, 2025-T3 or T3 2025."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, order=True)
class Period:
    """One quarter (1 to 4) of a fiscal year; written 3T2025."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if self.quarter not in QUARTERS or not 2000 <= self.year <= 2100:
            raise PeriodNotUnderstood(f"{self.quarter}T{self.year}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 3T2025, 3t 2025, 2025-T3 or T3 2025; raise PeriodNotUnderstood for anything else."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise PeriodNotUnderstood(text)
        parts = {name[0]: int(value) for name, value in match.groupdict().items() if value}
        return cls(year=parts["y"], quarter=parts["q"])

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def last_day(self) -> date:
        # Not the day before next(): after the last year there is no next period.
        return date(self.year + self.quarter // 4, 3 * self.quarter % 12 + 1, 1) - timedelta(days=1)

    def next(self) -> "Period":
        return Period(self.year, self.quarter + 1) if self.quarter < 4 else Period(self.year + 1, 1)

    def previous(self) -> "Period":
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    def __str__(self) -> str:
        return f"{self.quarter}T{self.year}"
