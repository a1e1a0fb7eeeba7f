"""Locks that a transaction holds until it commits: of rows, or advisory ones.

SQLite has one writer anyway.
"""

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

from sqlalchemy import Executable, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.periods import Period
from storage.statements import dialect_of, hold_rows, table_of
from storage.tables.records import IndicatorTable, PersonTable, ProgrammeTable

indicator = table_of(IndicatorTable)
programme = table_of(ProgrammeTable)
person = table_of(PersonTable)


class AdvisoryLock(IntEnum):
    """The advisory locks of PostgreSQL; the numbers only have to be unused elsewhere.

    For decisions about rows that do not exist yet, or about many rows.
    """

    MIGRATION = 7_203_2025
    AUDIT = 7_203_2026
    """Appending to the audit chain; taken last of all locks, by the commit."""
    NUDGES = 7_203_2027
    """Nudges: two at once would each send one to the same enlace."""
    CALENDAR = 7_203_2028
    """Everything that dates depend on: inhábiles, dates set, prórrogas, closings, ladders."""
    RECORDS = 7_203_2029
    """Imports and names of URs, programmes and indicators."""
    CATALOGUE = 7_203_2030
    """Causes, and the rules of programmes."""
    TICKS = 7_203_2031
    """The time of the last tick, and an outage not yet reported."""


# Built once: building a statement takes longer than running it.
TAKE = select(func.pg_advisory_xact_lock(bindparam("turn")))
INDICATORS = (
    select(indicator.c.id)
    .join(programme, programme.c.id == indicator.c.programme_id)
    .where(programme.c.year == bindparam("of_year"))
    .order_by(indicator.c.id)
    .with_for_update(of=indicator)
)
INDICATORS_OF_UNIT = INDICATORS.where(programme.c.unit_code == bindparam("unit"))
INDICATOR = select(indicator.c.id).where(indicator.c.id == bindparam("indicator")).with_for_update()
# Rows that refer to a person may still be inserted, e.g. by the commit of an earlier update.
PEOPLE = (
    select(person.c.id)
    .where(person.c.id.in_(bindparam("people", expanding=True)))
    .order_by(person.c.id)
    .with_for_update(key_share=True)
)


class HoldRepository:
    """Each method waits for the lock; what is read after it stays valid until the commit."""

    def __init__(self, session: AsyncSession, read_anew: Callable[[], None]) -> None:
        """`read_anew` is called after a wait: cached reads may be outdated."""
        self._session = session
        self._read_anew = read_anew

    async def turn(self, turn: AdvisoryLock) -> None:
        await self._hold(TAKE, {"turn": int(turn)})

    async def indicator(self, indicator_id: int) -> None:
        """Lock an indicator against saves of it and moves of its report."""
        await self._hold(INDICATOR, {"indicator": indicator_id})

    async def indicators_of(self, unit_code: str, period: Period) -> None:
        """Lock every indicator of a UR."""
        await self._hold(INDICATORS_OF_UNIT, {"unit": unit_code, "of_year": period.year})

    async def all_indicators(self, period: Period) -> None:
        """Lock every indicator of every UR."""
        await self._hold(INDICATORS, {"of_year": period.year})

    async def people(self, *person_ids: int) -> None:
        """Lock people against changes of their roles."""
        await self._hold(PEOPLE, {"people": sorted(person_ids)})

    async def _hold(self, statement: Executable, which: Mapping[str, Any]) -> None:
        # A separate statement: the next one sees what the previous holder committed.
        await hold_rows(self._session, statement, which)
        if dialect_of(self._session) != "sqlite":
            self._read_anew()
