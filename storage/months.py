"""The monthly values of an indicator; the quarter is their sum."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.capture.months import months_of
from domain.kit.periods import Period
from storage.programmes import month
from storage.statements import insert_into


class MonthRepository:
    def __init__(self, session: AsyncSession, forget: Callable[[], None]) -> None:
        """`forget` is called on every write, so that caches drop what they read."""
        self._session = session
        self._forget = forget

    async def of(self, indicator_id: int, period: Period) -> dict[int, Decimal]:
        query = (
            select(month.c.month, month.c.value)
            .where(month.c.indicator_id == indicator_id, month.c.month.in_(months_of(period)))
            .order_by(month.c.month)
        )
        return {row.month: row.value for row in await self._session.execute(query)}

    async def save(self, indicator_id: int, values: Mapping[int, Decimal], *, at: datetime, by: str) -> None:
        """Store these months; the others stay as they are."""
        self._forget()
        for number, value in values.items():
            kept = {"value": value, "saved_at": at, "saved_by": by}
            statement = insert_into(self._session, month).values(
                indicator_id=indicator_id, month=number, **kept
            )
            await self._session.execute(
                statement.on_conflict_do_update(index_elements=["indicator_id", "month"], set_=kept)
            )

    async def clear(self, indicator_id: int, period: Period) -> None:
        """Delete the months of a quarter: its total was given instead."""
        self._forget()
        which = (month.c.indicator_id == indicator_id, month.c.month.in_(months_of(period)))
        await self._session.execute(delete(month).where(*which))
