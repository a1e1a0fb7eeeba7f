"""The natural unit of each indicator that has one."""

from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.natural_units import Variable
from storage.indicator_rows import variable_of
from storage.programmes import variable
from storage.statements import insert_into


class VariableRepository:
    def __init__(self, session: AsyncSession, forget: Callable[[], None]) -> None:
        """`forget` is called on every write, so that caches drop what they read."""
        self._session = session
        self._forget = forget

    async def of(self, indicator_id: int) -> Variable | None:
        query = select(variable).where(variable.c.indicator_id == indicator_id)
        row = (await self._session.execute(query)).first()
        return variable_of(row) if row else None

    async def save(self, indicator_id: int, decided: Variable | None) -> None:
        """Keep what is counted; None leaves the indicator in percent."""
        self._forget()
        if decided is None:
            await self._session.execute(delete(variable).where(variable.c.indicator_id == indicator_id))
            return
        values = {
            "counted": decided.counted,
            "denominator": decided.denominator,
            "denominator_text": decided.denominator_text,
            "expression": decided.expression,
        }
        insert = insert_into(self._session, variable).values(indicator_id=indicator_id, **values)
        await self._session.execute(
            insert.on_conflict_do_update(index_elements=["indicator_id"], set_=values)
        )
