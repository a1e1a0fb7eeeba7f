"""Which message gave which field of a saved avance: whoever edits the message corrects the field."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.drafts import AnswerSource, Given
from storage.statements import dialect_of, table_of
from storage.tables.capture import AnsweredTable

answered = table_of(AnsweredTable)


@dataclass(frozen=True)
class AnsweredMessage:
    indicator_id: int
    quarter: int
    year: int
    heard: AnswerSource


class AnsweredRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, person_id: int, message_id: int) -> AnsweredMessage | None:
        query = select(answered).where(answered.c.person_id == person_id, answered.c.message_id == message_id)
        row = (await self._session.execute(query)).first()
        if row is None:
            return None
        heard = AnswerSource(row.message_id, Given(row.field), row.said)
        return AnsweredMessage(row.indicator_id, row.quarter, row.year, heard)

    async def remember(
        self,
        person_id: int,
        indicator_id: int,
        period: tuple[int, int],
        heard: Iterable[AnswerSource],
        *,
        at: datetime,
    ) -> None:
        """Keep what each message gave; one that gave something before gives this now."""
        year, quarter = period
        rows = [
            {
                "person_id": person_id,
                "message_id": each.message_id,
                "indicator_id": indicator_id,
                "year": year,
                "quarter": quarter,
                "field": each.given.value,
                "said": each.said,
                "answered_at": at,
            }
            for each in heard
        ]
        if rows:
            await self._session.execute(_put(dialect_of(self._session)), rows)


@cache
def _put(dialect: str) -> Executable:
    """Built once: building a statement takes longer than running it."""
    insert = sqlite.insert(answered) if dialect == "sqlite" else postgresql.insert(answered)
    given = ("indicator_id", "year", "quarter", "field", "said", "answered_at")
    return insert.on_conflict_do_update(
        index_elements=["person_id", "message_id"], set_={name: insert.excluded[name] for name in given}
    )
