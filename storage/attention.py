"""The register of attention: questions of enlaces with their answers, and calls that IMPLAN registered."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.people.attention import Attention
from storage.statements import rows_changed, table_of
from storage.tables.papers import AttentionTable

attention = table_of(AttentionTable)

# Built once: building a statement takes longer than running it.
NEW = insert(attention).returning(attention.c.id)
BY_ID = select(attention).where(attention.c.id == bindparam("which"))
BETWEEN = (
    select(attention)
    .where(attention.c.at >= bindparam("since"), attention.c.at < bindparam("until"))
    .order_by(attention.c.at, attention.c.id)
)
ANSWER = update(attention).where(attention.c.id == bindparam("which"), attention.c.answered_at.is_(None))


class AttentionRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, given: Attention) -> int:
        """Store an entry and return its new id."""
        values = {
            "at": given.at,
            "kind": given.kind,
            "unit_code": given.unit_code,
            "person_id": given.person_id,
            "who": given.who,
            "text": given.text,
            "answer": given.answer or None,
            "answered_at": given.answered_at,
            "answered_by": given.answered_by or None,
        }
        return int(await self._session.scalar(NEW, values) or 0)

    async def get(self, attention_id: int) -> Attention | None:
        row = (await self._session.execute(BY_ID, {"which": attention_id})).first()
        return _attention(row) if row else None

    async def answer(self, attention_id: int, text: str, *, by: str, at: datetime) -> bool:
        """Record an answer; False when there is one already."""
        answered = ANSWER.values(answer=text, answered_at=at, answered_by=by)
        return await rows_changed(self._session, answered, {"which": attention_id}) == 1

    async def between(self, since: datetime, until: datetime) -> list[Attention]:
        """Return the entries from one instant until before another, in order."""
        rows = await self._session.execute(BETWEEN, {"since": since, "until": until})
        return [_attention(row) for row in rows]


def _attention(row: Row[Any]) -> Attention:
    return Attention(
        row.at,
        row.kind,
        row.unit_code,
        row.who,
        row.text,
        row.answer or "",
        row.answered_at,
        row.answered_by or "",
        row.id,
        row.person_id,
    )
