"""A cache of reports: while the rows stay equal, the report built from them is reused.

Building a report takes longer than reading its rows, and it has often not changed since the step before.
The rows are compared, so no invalidation is needed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from domain.kit.avances import UnitReport
from domain.kit.periods import Period

MOST = 512
"""Reports in the cache, one per UR and quarter."""

Rows = Sequence[Sequence[Sequence[Any]]]
"""The raw rows of each query."""


@dataclass
class LastRows:
    """The last rows of a report, and the report."""

    kept: tuple[Rows, UnitReport] | None = None

    def report(self, rows: Rows, make: Callable[[], UnitReport]) -> UnitReport:
        kept = self.kept
        if kept is None or kept[0] != rows:
            kept = self.kept = (rows, make())
        return kept[1]


@lru_cache(maxsize=MOST)
def last_rows(unit_code: str, period: Period) -> LastRows:
    """Return the cache entry of a UR and quarter; databases may share it, since rows are compared."""
    return LastRows()
