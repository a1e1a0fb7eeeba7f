"""A cache of reports: as long as its rows are the same, the report made of them is used again.

An answer often asks for a report that has not changed since the step before, and making it takes longer
than reading its rows. The rows themselves tell, so nobody has to invalidate anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from domain.kit.avances import UnitReport
from domain.kit.periods import Period

MOST = 512
"""URs and quarters of which a report is kept."""

Rows = Sequence[Sequence[Sequence[Any]]]
"""What the driver brought of each question, before any column was read."""


@dataclass
class LastRows:
    """The rows of a report that were seen last, and the report."""

    kept: tuple[Rows, UnitReport] | None = None

    def report(self, rows: Rows, make: Callable[[], UnitReport]) -> UnitReport:
        kept = self.kept
        if kept is None or kept[0] != rows:
            kept = self.kept = (rows, make())
        return kept[1]


@lru_cache(maxsize=MOST)
def last_rows(unit_code: str, period: Period) -> LastRows:
    """Return what is kept of a UR and quarter; several databases may share it, for rows say all there is."""
    return LastRows()
