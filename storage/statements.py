"""Statements that the two databases write differently."""

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
    """Return the table of a model, for statements that bypass the ORM."""
    return cast("Table", model.__table__)


def still_to_do(table: NamedFromClause, condition: str) -> TextClause:
    """Return the exact condition of a partial index, for a table or an alias."""
    return text(f"{table.name}.{condition}")


def insert_into(session: AsyncSession, table: Table) -> Insert:
    """Return an insert with ON CONFLICT for the database in use."""
    return sqlite.insert(table) if dialect_of(session) == "sqlite" else postgresql.insert(table)


@cache
def insert_once(table: Table, returning: str, dialect: str) -> Executable:
    """Return an insert that skips an existing row and returns a column of a new one.

    Built once, with its values as parameters: a third of the cost.
    """
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_nothing().returning(table.c[returning])


def dialect_of(session: AsyncSession) -> str:
    return session.get_bind().dialect.name


async def hold_rows(session: AsyncSession, statement: Executable, which: Mapping[str, Any]) -> None:
    """Lock rows until the commit; SQLite has one writer anyway."""
    if dialect_of(session) != "sqlite":
        await session.execute(statement, which)


async def rows_changed(
    session: AsyncSession, statement: Executable, parameters: Mapping[str, Any] | None = None
) -> int:
    """Execute an update or delete and return how many rows it changed; not for inserts."""
    result = await session.execute(statement, parameters)
    return cast("CursorResult[Any]", result).rowcount
