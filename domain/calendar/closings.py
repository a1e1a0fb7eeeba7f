"""Closed quarters, and the URs that IMPLAN reopened for a limited time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.kit.periods import Period
from domain.kit.unit_codes import UnitCode


@dataclass(frozen=True)
class Reopening:
    """One UR reopened after the closing; the reopening ends by itself at `expires_at`."""

    unit_code: UnitCode
    period: Period
    reason: str
    opened_at: datetime
    opened_by: str
    expires_at: datetime


@dataclass(frozen=True)
class Closings:
    """When each quarter was closed, and until when each UR is reopened (its latest reopening)."""

    closed_at: Mapping[Period, datetime] = field(default_factory=dict)
    reopened_until: Mapping[tuple[str, Period], datetime] = field(default_factory=dict)

    def open_until(self, unit_code: UnitCode, period: Period, now: datetime) -> datetime | None:
        """Return when the reopening of a UR ends; None where none is running."""
        until = self.reopened_until.get((unit_code, period))
        return until if until is not None and now < until else None
