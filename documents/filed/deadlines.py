"""The deadlines of a calendar file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Deadline:
    """One all-day event; its `key` never changes, so that importing it again moves it.

    On the days of `alarms` the calendar rings at nine.
    """

    key: str
    day: date
    summary: str
    description: str = ""
    alarms: Sequence[date] = ()
