"""Small values of the installation: bot_username, last_tick_at, last_update_at."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Executable, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import Insert, dialect_of, table_of
from storage.tables.delivery import MetaTable

meta = table_of(MetaTable)


def _set(insert: Insert) -> Executable:
    return insert.on_conflict_do_update(index_elements=["key"], set_={"value": insert.excluded.value})


# Built once: building a statement takes longer than running it.
GET = select(meta.c.value).where(meta.c.key == bindparam("which"))
SET = {"sqlite": _set(sqlite.insert(meta)), "postgresql": _set(postgresql.insert(meta))}


class MetaRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, key: str) -> str | None:
        found: str | None = await self._session.scalar(GET, {"which": key})
        return found

    async def set(self, key: str, value: str) -> None:
        await self._set_all([{"key": key, "value": value}])

    async def get_instant(self, key: str) -> datetime | None:
        value = await self.get(key)
        return datetime.fromisoformat(value) if value else None

    async def set_instant(self, key: str, instant: datetime) -> None:
        await self.set_instants({key: instant})

    async def set_instants(self, instants: Mapping[str, datetime]) -> None:
        rows = [{"key": key, "value": instant.isoformat()} for key, instant in sorted(instants.items())]
        await self._set_all(rows)

    async def _set_all(self, rows: list[dict[str, str]]) -> None:
        await self._session.execute(SET[dialect_of(self._session)], rows)
