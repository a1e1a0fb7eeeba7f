"""The rules of each programme; without a decision the default holds."""

from collections.abc import Callable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.rules import Rules
from storage.indicator_rows import DEFAULT, RULES, rules_of
from storage.statements import insert_into, table_of
from storage.tables.capture import ProgrammeRulesTable

programme_rules = table_of(ProgrammeRulesTable)


class ProgrammeRulesRepository:
    def __init__(self, session: AsyncSession, forget: Callable[[], None]) -> None:
        """`forget` is called on every write, so that caches drop what they read."""
        self._session = session
        self._forget = forget

    async def of(self, programme_id: int) -> Rules:
        decided = (programme_rules.c[name] for name in RULES)
        query = select(*decided).where(programme_rules.c.programme_id == programme_id)
        row = (await self._session.execute(query)).first()
        return rules_of(tuple(row)) if row else Rules()

    async def save(self, programme_id: int, rules: Rules) -> None:
        """Store a decision; a limit equal to the default is not stored, so it follows a new default."""
        self._forget()
        limits = rules.thresholds
        values = {
            "yellow_from": _decided(limits.yellow_from, DEFAULT.yellow_from),
            "green_from": _decided(limits.green_from, DEFAULT.green_from),
            "green_until": _decided(limits.green_to, DEFAULT.green_to),
            "asks_months": rules.asks_months,
            "asks_narrative": rules.asks_narrative,
        }
        insert = insert_into(self._session, programme_rules).values(programme_id=programme_id, **values)
        await self._session.execute(
            insert.on_conflict_do_update(index_elements=["programme_id"], set_=values)
        )


def _decided(limit: Decimal, default: Decimal) -> Decimal | None:
    return None if limit == default else limit
