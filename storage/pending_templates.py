"""The returned workbook of each person that waits for `Guardar`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.periods import Period
from storage.statements import insert_into, table_of
from storage.tables.capture import PendingTemplateTable

pending_template = table_of(PendingTemplateTable)


@dataclass(frozen=True)
class PendingTemplate:
    """The content of a workbook as JSON, and the hash of its file."""

    unit_code: str
    period: Period
    sha256: str
    data: Mapping[str, Any]


class PendingTemplateRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, person_id: int, pending: PendingTemplate, *, token: str, at: datetime) -> None:
        """Store a workbook; it replaces an earlier one."""
        values = {
            "unit_code": pending.unit_code,
            "year": pending.period.year,
            "quarter": pending.period.quarter,
            "sha256": pending.sha256,
            "token": token,
            "data": dict(pending.data),
            "taken_at": at,
        }
        insert = insert_into(self._session, pending_template).values(person_id=person_id, **values)
        await self._session.execute(insert.on_conflict_do_update(index_elements=["person_id"], set_=values))

    async def get(self, person_id: int) -> PendingTemplate | None:
        query = select(pending_template).where(pending_template.c.person_id == person_id)
        row = (await self._session.execute(query)).first()
        if row is None:
            return None
        return PendingTemplate(row.unit_code, Period(row.year, row.quarter), row.sha256, row.data)

    async def remove(self, person_id: int) -> None:
        await self._session.execute(delete(pending_template).where(pending_template.c.person_id == person_id))
