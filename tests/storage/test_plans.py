"""Queries of every message use indexes, so that years of history do not slow them: SQLite's query plans."""

import re

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import sqlite

from storage.engine import Database
from storage.entregas import OPEN_OF_INDICATOR
from storage.people import BY_TELEGRAM_ID
from storage.programmes import OF_OWNER
from storage.queues.inbox_queries import CLAIMABLE
from storage.queues.outbox_queries import ANSWERS_WAITING, HEADS, NEXT_READY

QUESTIONS = {
    "answers that wait for a chat": (ANSWERS_WAITING, "outbox", "ix_outbox_chat"),
    "what may leave now": (NEXT_READY, "other", "ix_outbox_chat"),
    "when something may leave": (HEADS, "other", "ix_outbox_chat"),
    "which updates may be handled": (CLAIMABLE, "earlier", "ix_inbox_chat"),
    "what was observed of an indicator": (OPEN_OF_INDICATOR, "observation", "ix_observation_entrega_id"),
    "who writes": (BY_TELEGRAM_ID, "person", "sqlite_autoindex_person_1"),
    "the report of an indicator": (OF_OWNER.indicators, "indicator", "sqlite_autoindex_indicator_1"),
}


@pytest.mark.parametrize("name", QUESTIONS)
async def test_a_question_goes_by_the_index_that_holds_only_what_it_needs(
    name: str, memory_database: Database
) -> None:
    query, table, index = QUESTIONS[name]

    assert f"SEARCH {table} USING INDEX {index}" in await plan_of(memory_database, query)


async def plan_of(database: Database, query: Select[tuple[object]]) -> str:
    asked = re.sub(r"\(__\[POSTCOMPILE_\w+\]\)", "(1, 2)", str(query.compile(dialect=sqlite.dialect())))
    async with database.read() as uow:
        rows = await uow.session.execute(text(f"EXPLAIN QUERY PLAN {asked.replace('?', 'NULL')}"))
        return "\n".join(row.detail for row in rows)
