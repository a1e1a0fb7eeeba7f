"""What one transaction keeps from all others until it commits: some rows, or the turn to do a kind of work.

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
    """The advisory locks of PostgreSQL in use; any numbers will do, as long as nothing else uses them.

    For decisions over rows that are not there yet, or over many at once.
    """

    MIGRATION = 7_203_2025
    AUDIT = 7_203_2026
    """Who writes the next entry of the chain; taken last of all, by the commit."""
    NUDGES = 7_203_2027
    """Reminders by hand: two who read at one moment what waits for an enlace would each write to them."""
    CALENDAR = 7_203_2028
    """All that dates are made of: inhábiles, dates set, prórrogas, closings, ladders."""
    RECORDS = 7_203_2029
    """URs, programmes and indicators, as they are imported and named."""
    CATALOGUE = 7_203_2030
    """Causes, and the rules of programmes."""
    TICKS = 7_203_2031
    """When the clock ticked last, and which outage nobody has told yet."""


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
# What refers to a person may be written meanwhile, e.g. by the commit of what they said last.
PEOPLE = (
    select(person.c.id)
    .where(person.c.id.in_(bindparam("people", expanding=True)))
    .order_by(person.c.id)
    .with_for_update(key_share=True)
)


class HoldRepository:
    """Each waits for whoever has it; what is read from then on holds until the commit."""

    def __init__(self, session: AsyncSession, read_anew: Callable[[], None]) -> None:
        """`read_anew` is told that whoever was waited for may have changed what had been read."""
        self._session = session
        self._read_anew = read_anew

    async def turn(self, turn: AdvisoryLock) -> None:
        await self._hold(TAKE, {"turn": int(turn)})

    async def indicator(self, indicator_id: int) -> None:
        """Let whoever is saving an indicator, or sending its report, finish, and nobody else begin."""
        await self._hold(INDICATOR, {"indicator": indicator_id})

    async def indicators_of(self, unit_code: str, period: Period) -> None:
        """The same for every indicator of a UR."""
        await self._hold(INDICATORS_OF_UNIT, {"unit": unit_code, "of_year": period.year})

    async def all_indicators(self, period: Period) -> None:
        """The same for every UR."""
        await self._hold(INDICATORS, {"of_year": period.year})

    async def people(self, *person_ids: int) -> None:
        """Let whoever gives somebody a role, or takes one away, finish, and nobody else begin."""
        await self._hold(PEOPLE, {"people": sorted(person_ids)})

    async def _hold(self, statement: Executable, which: Mapping[str, Any]) -> None:
        # A statement of its own: the next one sees what whoever had it has committed.
        await hold_rows(self._session, statement, which)
        if dialect_of(self._session) != "sqlite":
            self._read_anew()
