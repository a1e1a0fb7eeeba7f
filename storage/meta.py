"""Small facts about the installation: bot_username, last_tick_at, last_update_at."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import insert_into, table_of
from storage.tables_delivery import MetaTable

meta = table_of(MetaTable)


class MetaRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, key: str) -> str | None:
        return await self._session.scalar(select(meta.c.value).where(meta.c.key == key))

    async def set(self, key: str, value: str) -> None:
        insert = insert_into(self._session, meta).values(key=key, value=value)
        await self._session.execute(
            insert.on_conflict_do_update(index_elements=["key"], set_={"value": value})
        )

    async def get_instant(self, key: str) -> datetime | None:
        value = await self.get(key)
        return datetime.fromisoformat(value) if value else None

    async def set_instant(self, key: str, instant: datetime) -> None:
        await self.set(key, instant.isoformat())
