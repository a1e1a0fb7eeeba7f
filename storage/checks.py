"""Checks the integrity of a database."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def problem_in(session: AsyncSession) -> str | None:
    """Return the first problem of a SQLite file; None where there is none, or on PostgreSQL.

    Every page is read; in a writing transaction this also checks that the file can be written.
    """
    if session.get_bind().dialect.name != "sqlite":
        await session.execute(text("SELECT 1"))
        return None
    problem = str(await session.scalar(text("PRAGMA quick_check(1)")))
    return None if problem == "ok" else " ".join(problem.split())
