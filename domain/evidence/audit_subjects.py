"""What the subject of an audit entry is about: `<kind>:<what>[:<when>]`, where it leads to a UR.

| subject | leads to |
|---|---|
| `avance:<indicator>:<period>`, and every kind of `INDICATOR_KINDS` | the UR of the indicator |
| `programme:<UR>:<code>:<year>` | the UR, in every period of the year |
| `invitation:<role>:<UR>` | the UR, in no period |
| `entrega:<UR>:<period>`, and any other kind whose second part is a UR | the UR |
| `period:<period>` (a closing, a date of all) | every UR |
| `person:<id>`, `cause:<id>`, `inhabil:<day>`, `ladder:<recipient>:<rhythm>:<programme>` | no UR |

A subject without a period, or with a year, is part of the history of every period (of the year).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.kit.periods import Period, PeriodNotUnderstood
from domain.kit.unit_codes import UnitCode, is_unit_code

INDICATOR_KINDS = frozenset(
    {"avance", "goals", "month", "narrative", "correction", "evidence", "variable", "reassignment"}
)
EVERY_UNIT = "period"
NO_UNIT = frozenset({EVERY_UNIT, "person", "cause", "inhabil", "ladder"})

_YEAR = re.compile(r"20[0-9]{2}")


@dataclass(frozen=True)
class Subject:
    """The parts of a subject; a part that it does not name is None."""

    kind: str
    indicator_id: int | None = None
    unit_code: UnitCode | None = None
    period: Period | None = None
    year: int | None = None

    def is_of(self, unit_code: UnitCode, period: Period | None, owners: Mapping[int, str]) -> bool:
        """Tell whether the subject belongs to the history of a UR, in a period if one is given."""
        if self.kind != EVERY_UNIT:
            unit = self.unit_code if self.indicator_id is None else owners.get(self.indicator_id)
            if unit != unit_code:
                return False
        return period is None or self._is_in(period)

    def _is_in(self, period: Period) -> bool:
        if self.period is not None:
            return self.period == period
        return self.year in (None, period.year)


def read_subject(text: str) -> Subject:
    """Split a subject into its parts; an unknown kind leads to no UR."""
    kind, *rest = text.split(":")
    what = rest[0] if rest else ""
    indicator_id = int(what) if kind in INDICATOR_KINDS and what.isdecimal() else None
    places = rest[1:] if kind == "invitation" else rest[:1]
    units = [part for part in places if is_unit_code(part)]
    has_unit = units and kind not in INDICATOR_KINDS | NO_UNIT
    when = rest if kind == EVERY_UNIT else rest[1:]
    years = [int(part) for part in when if _YEAR.fullmatch(part)]
    return Subject(
        kind,
        indicator_id,
        units[0] if has_unit else None,
        next((period for part in when if (period := _period(part))), None),
        years[-1] if years else None,
    )


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except PeriodNotUnderstood:
        return None
