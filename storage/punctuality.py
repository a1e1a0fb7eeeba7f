"""When the reports of earlier quarters were captured and sent, for all URs at once."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.avances import AvanceState, Indicator
from domain.kit.entregas import Move
from domain.kit.indicators import IndicatorFacts, Level, LevelKind
from domain.kit.periods import QUARTERS, Period
from storage.programmes import avance, indicator, programme
from storage.statements import table_of
from storage.tables.review import EntregaMoveTable, EntregaTable

entrega = table_of(EntregaTable)
entrega_move = table_of(EntregaMoveTable)


def _number(year: ColumnElement[int], quarter: ColumnElement[int]) -> ColumnElement[int]:
    return 4 * year + quarter


# Built once: building a statement takes longer than running it.
FIRST_SENT = (
    select(entrega.c.unit_code, entrega.c.year, entrega.c.quarter, func.min(entrega_move.c.at).label("at"))
    .join(entrega_move, entrega_move.c.entrega_id == entrega.c.id)
    .where(
        entrega_move.c.move == Move.SEND.value,
        _number(entrega.c.year, entrega.c.quarter).between(bindparam("first"), bindparam("last")),
    )
    .group_by(entrega.c.unit_code, entrega.c.year, entrega.c.quarter)
)
CAPTURED = (
    select(programme.c.unit_code, programme.c.year, avance.c.quarter, avance.c.saved_at)
    .select_from(programme.join(indicator).join(avance))
    .where(
        avance.c.is_imported == bindparam("is_imported"),
        avance.c.state != AvanceState.UNCONFIRMED,
        _number(programme.c.year, avance.c.quarter).between(bindparam("first"), bindparam("last")),
    )
)
GOALS = tuple(indicator.c[f"goal_{quarter}"] for quarter in QUARTERS)
# Most indicators of a UR share frequency and goals, so there are far fewer rows than indicators.
KINDS = (
    select(
        programme.c.unit_code,
        programme.c.year,
        indicator.c.frequency,
        *GOALS,
        func.count().label("amount"),
    )
    .select_from(programme.join(indicator))
    .where(programme.c.year.between(bindparam("first_year"), bindparam("last_year")))
    .group_by(programme.c.unit_code, programme.c.year, indicator.c.frequency, *GOALS)
)


class OfUnit(NamedTuple):
    unit_code: str
    period: Period


class PunctualityRepository:
    """Ranges of quarters include both ends."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def first_sent(self, first: Period, last: Period) -> dict[OfUnit, datetime]:
        """Return when each entrega was first sent."""
        rows = await self._session.execute(FIRST_SENT, _between(first, last))
        return {OfUnit(row.unit_code, Period(row.year, row.quarter)): row.at for row in rows}

    async def captured(self, first: Period, last: Period) -> dict[OfUnit, list[datetime]]:
        """Return when each avance was last saved; imported ones are left out."""
        found: dict[OfUnit, list[datetime]] = {}
        which = {"is_imported": False, **_between(first, last)}
        for row in await self._session.execute(CAPTURED, which):
            found.setdefault(OfUnit(row.unit_code, Period(row.year, row.quarter)), []).append(row.saved_at)
        return found

    async def asked(self, first: Period, last: Period) -> dict[OfUnit, int]:
        """Return how many indicators owed a value."""
        years = {"first_year": first.year, "last_year": last.year}
        found: dict[OfUnit, int] = {}
        for row in await self._session.execute(KINDS, years):
            facts = IndicatorFacts(Level(LevelKind.FIN), "", frequency=row.frequency)
            kind = Indicator(0, facts, (row.goal_1, row.goal_2, row.goal_3, row.goal_4))
            for quarter in filter(kind.is_owed, QUARTERS):
                key = OfUnit(row.unit_code, Period(row.year, quarter))
                found[key] = found.get(key, 0) + row.amount
        return found


def _between(first: Period, last: Period) -> dict[str, int]:
    return {"first": 4 * first.year + first.quarter, "last": 4 * last.year + last.quarter}
