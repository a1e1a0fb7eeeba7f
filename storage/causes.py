"""The catalogue of causes; a retired cause stays for the avances that cite it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.causes import Side
from storage.statements import table_of
from storage.tables.capture import CauseTable

cause = table_of(CauseTable)
ALL = select(cause).order_by(cause.c.side.desc(), cause.c.position, cause.c.id)
"""Causes of results below the goal come first."""


@dataclass(frozen=True)
class Cause:
    id: int
    side: Side
    text: str
    position: int
    is_active: bool


class CauseRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self) -> list[Cause]:
        return [Cause(**row._mapping) for row in await self._session.execute(ALL)]

    async def active(self, side: Side) -> list[Cause]:
        """Return the causes offered for results on one side of green, in order."""
        return [each for each in await self.all() if each.is_active and each.side is side]

    async def add(self, side: Side, text: str) -> int:
        """Append a cause to its side; return its id."""
        last = select(func.coalesce(func.max(cause.c.position), 0)).where(cause.c.side == side)
        position = (await self._session.scalar(last) or 0) + 1
        values: dict[str, Any] = {"side": side, "text": text, "position": position, "is_active": True}
        added = await self._session.scalar(insert(cause).values(values).returning(cause.c.id))
        assert added is not None
        return int(added)

    async def set_active(self, cause_id: int, *, is_active: bool) -> None:
        await self._session.execute(update(cause).where(cause.c.id == cause_id).values(is_active=is_active))

    async def place(self, cause_id: int, position: int) -> None:
        """Move a cause to a position on its side, counted from 1; the others shift."""
        rows = await self.all()
        moved = next(each for each in rows if each.id == cause_id)
        others = [each for each in rows if each.side is moved.side and each.id != cause_id]
        others.insert(position - 1, moved)
        for place, each in enumerate(others, start=1):
            if each.position != place:
                await self._session.execute(update(cause).where(cause.c.id == each.id).values(position=place))
