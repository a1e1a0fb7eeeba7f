"""The deadlines that a calendar file holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Deadline:
    """One all-day event; `key` names it for good, so that importing it again moves it.

    On `alarms` the calendar rings at nine.
    """

    key: str
    day: date
    summary: str
    description: str = ""
    alarms: Sequence[date] = ()
