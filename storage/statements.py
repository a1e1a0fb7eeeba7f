"""Statements that both databases have under different names."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Table, TextClause, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import NamedFromClause

from storage.base import Base

Insert = postgresql.Insert | sqlite.Insert


def table_of(model: type[Base]) -> Table:
    """Return the table of a model, for statements that leave the session's objects alone."""
    return cast("Table", model.__table__)


def still_to_do(table: NamedFromClause, condition: str) -> TextClause:
    """Return the condition of a partial index for a table or an alias, in its own words."""
    return text(f"{table.name}.{condition}")


def insert_into(session: AsyncSession, table: Table) -> Insert:
    """Return an insert that knows ON CONFLICT on the database in use."""
    return sqlite.insert(table) if dialect_of(session) == "sqlite" else postgresql.insert(table)


@cache
def insert_once(table: Table, returning: str, dialect: str) -> Executable:
    """Return an insert that leaves a row alone that is there already, and returns a column of a new one.

    Built once; its values are parameters, which is a third of the price.
    """
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_nothing().returning(table.c[returning])


def dialect_of(session: AsyncSession) -> str:
    return session.get_bind().dialect.name


async def hold_rows(session: AsyncSession, statement: Executable, which: Mapping[str, Any]) -> None:
    """Wait for whoever changes some rows, and keep them until the commit; SQLite has one writer anyway."""
    if dialect_of(session) != "sqlite":
        await session.execute(statement, which)


async def rows_changed(
    session: AsyncSession, statement: Executable, parameters: Mapping[str, Any] | None = None
) -> int:
    """Execute an update or delete and return how many rows it changed; an insert does not say."""
    result = await session.execute(statement, parameters)
    return cast("CursorResult[Any]", result).rowcount
