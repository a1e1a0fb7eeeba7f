"""Issued acuses; they never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import table_of
from storage.tables.review import AcuseTable

acuse = table_of(AcuseTable)


@dataclass(frozen=True)
class StoredAcuse:
    """A receipt: `facts` as JSON and the SHA-256 they had when it was issued."""

    code: str
    folio: str
    entrega_id: int
    kind: str
    round: int
    issued_at: datetime
    facts: Mapping[str, Any]
    sha256: str


class AcuseRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, issued: StoredAcuse) -> None:
        await self._session.execute(insert(acuse).values(**vars(issued)))

    async def get(self, code: str) -> StoredAcuse | None:
        row = (await self._session.execute(select(acuse).where(acuse.c.code == code))).first()
        return StoredAcuse(**row._mapping) if row else None

    async def count(self, entrega_id: int) -> int:
        query = select(func.count()).select_from(acuse).where(acuse.c.entrega_id == entrega_id)
        return await self._session.scalar(query) or 0

    async def latest(self, entrega_id: int) -> StoredAcuse | None:
        """Return the last acuse of an entrega."""
        query = select(acuse).where(acuse.c.entrega_id == entrega_id).order_by(acuse.c.folio.desc()).limit(1)
        row = (await self._session.execute(query)).first()
        return StoredAcuse(**row._mapping) if row else None
