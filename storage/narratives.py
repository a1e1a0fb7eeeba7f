"""The narrative sheets, one for each indicator and quarter; a save from an outdated version is refused."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kit.narrative import Narrative, chart_data, chart_from, digest_of, tables_data, tables_from
from storage.programmes import narrative
from storage.queues.overtaken import Overtaken
from storage.statements import insert_into


class StaleNarrative(Overtaken):
    """The sheet was saved by another writer since it was read; nothing was stored."""


class NarrativeRepository:
    def __init__(self, session: AsyncSession, forget: Callable[[], None]) -> None:
        """`forget` is called on every write, so that caches drop what they read."""
        self._session = session
        self._forget = forget

    async def get(self, indicator_id: int, quarter: int) -> Narrative | None:
        row = (await self._session.execute(select(narrative).where(*_which(indicator_id, quarter)))).first()
        return _narrative(row) if row else None

    async def of_quarter(self, indicator_ids: Iterable[int], quarter: int) -> dict[int, Narrative]:
        """Return the sheets of these indicators."""
        is_asked = narrative.c.indicator_id.in_(list(indicator_ids)), narrative.c.quarter == quarter
        rows = await self._session.execute(select(narrative).where(*is_asked))
        return {row.indicator_id: _narrative(row) for row in rows}

    async def digests(self, indicator_ids: Iterable[int], quarter: int) -> dict[int, str]:
        """Return the content hash of each sheet of a quarter."""
        found = await self.of_quarter(indicator_ids, quarter)
        return {indicator_id: digest_of(each) for indicator_id, each in found.items()}

    async def save(
        self, indicator_id: int, quarter: int, written: Narrative, *, at: datetime, by: str
    ) -> Narrative:
        """Store a sheet read at `written.version`, 0 for a new one; raise StaleNarrative for any other."""
        self._forget()
        kept = {
            "text": written.text,
            "tables": tables_data(written.tables),
            "chart": chart_data(written.chart),
            "version": written.version + 1,
            "saved_at": at,
            "saved_by": by,
        }
        which = {"indicator_id": indicator_id, "quarter": quarter}
        if written.version:
            is_read = (*_which(indicator_id, quarter), narrative.c.version == written.version)
            statement: Any = update(narrative).where(*is_read).values(**kept)
        else:
            insert = insert_into(self._session, narrative).values(**which, **kept)
            statement = insert.on_conflict_do_nothing(index_elements=list(which))
        saved = await self._session.execute(statement.returning(narrative.c.id))
        if saved.first() is None:
            raise StaleNarrative
        return replace(written, version=written.version + 1)


def _which(indicator_id: int, quarter: int) -> tuple[Any, Any]:
    return narrative.c.indicator_id == indicator_id, narrative.c.quarter == quarter


def _narrative(row: Row[Any]) -> Narrative:
    return Narrative(row.text, tables_from(row.tables), chart_from(row.chart), row.version)
