"""The audit trail: added to in the transaction of each change, never altered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.statements import table_of
from storage.tables_delivery import AuditTable

audit = table_of(AuditTable)
NEW = insert(audit)

Values = Mapping[str, Any]


@dataclass(frozen=True)
class AuditEntry:
    """Who (`actor`) did what (`action`) to which thing (`subject`, as `entrega:7`), and why."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    before: Values | None
    after: Values | None
    reason: str | None
    previous_hash: str | None = None
    hash: str | None = None


class AuditRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self,
        at: datetime,
        actor: str,
        action: str,
        subject: str,
        *,
        before: Values | None = None,
        after: Values | None = None,
        reason: str | None = None,
    ) -> None:
        values: dict[str, Any] = {"at": at, "actor": actor, "action": action, "subject": subject}
        changes = {"before": before, "after": after, "reason": reason}
        await self._session.execute(NEW, values | changes)

    async def entries(
        self, *, subject: str | None = None, before_id: int | None = None, limit: int = 100
    ) -> list[AuditEntry]:
        """Return the latest entries first; `before_id` gives the next page."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if subject is not None:
            query = query.where(audit.c.subject == subject)
        if before_id is not None:
            query = query.where(audit.c.id < before_id)
        return [_entry(row) for row in await self._session.execute(query)]


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(**row._mapping)
