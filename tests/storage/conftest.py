"""A database without any table, for migrations."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine

from storage.engine import sync_url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'puntual.db'}"
        return
    server: str = request.getfixturevalue("postgres_url")
    _administer(server, "CREATE DATABASE migrated")
    yield server.replace("/postgres?", "/migrated?")
    _administer(server, "DROP DATABASE migrated")


def _administer(server: str, statement: str) -> None:
    engine = create_engine(sync_url(server), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
