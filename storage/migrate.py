"""Migrates a database to the present schema, and tells the state of one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, inspect

from storage.engine import connect_options, is_in_memory, limit_locks, make_folder, prepare_sqlite, sync_url
from storage.holds import TAKE, AdvisoryLock
from storage.schema import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = (MIGRATIONS / "versions",)
READING = "BEGIN"


class DatabaseState(StrEnum):
    EMPTY = "empty"
    """No tables of ours: `migrate` creates them."""
    BEHIND = "behind"
    """Made by an older version: `migrate` brings it up to date."""
    CURRENT = "current"
    """The tables this code expects."""
    AHEAD = "ahead"
    """Made by a newer version: this code must not touch it."""
    INCOMPLETE = "incomplete"
    """Marked as this version, but some of its tables are missing."""
    UNMARKED = "unmarked"
    """Tables of ours without a version mark."""


UNTOUCHABLE = frozenset({DatabaseState.AHEAD, DatabaseState.INCOMPLETE, DatabaseState.UNMARKED})


class DatabaseRefused(Exception):
    """The database is newer than the program or incomplete: nothing was changed."""

    def __init__(self, state: DatabaseState) -> None:
        super().__init__(state)
        self.state = state


class BrokenReferences(Exception):
    """A migration would break foreign keys; nothing was changed."""

    def __init__(self, tables: list[str]) -> None:
        super().__init__(f"rows without their parent in: {', '.join(tables)}")
        self.tables = tables


def migrate(url: str, revision: str = "head", *, versions: Sequence[Path] = VERSIONS) -> None:
    """Upgrade to a revision in one transaction; safe when several processes start at once."""
    with connected(url) as connection, connection.begin():
        _wait_for_turn(connection)
        state = _state(connection, versions)
        if state in UNTOUCHABLE:
            raise DatabaseRefused(state)
        command.upgrade(alembic_config(connection, versions), revision)
        _check_references(connection)


def database_state(url: str, *, versions: Sequence[Path] = VERSIONS) -> DatabaseState:
    """Return the state of the database without creating anything."""
    address = sync_url(url)
    if address.get_backend_name() == "sqlite" and not Path(str(address.database)).exists():
        return DatabaseState.EMPTY
    with connected(url, begin=READING) as connection:
        return _state(connection, versions)


def missing_tables(url: str) -> list[str]:
    """Return the tables of this version that the database lacks."""
    with connected(url, begin=READING) as connection:
        return sorted(set(metadata().tables) - _tables(connection))


def alembic_config(connection: Connection | None = None, versions: Sequence[Path] = VERSIONS) -> Config:
    """Return the configuration without an ini file; env.py takes the connection from it."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, versions)))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


@contextmanager
def connected(url: str, *, begin: str = "BEGIN IMMEDIATE") -> Iterator[Connection]:
    """Open one connection for migrations, with foreign keys off.

    With foreign keys on, rebuilding a SQLite table silently deletes every child row.
    """
    address = sync_url(url)
    if is_in_memory(address):
        raise ValueError("a database in memory ends with its connection: create its tables instead")
    make_folder(address)
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True, **connect_options(address))
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine, foreign_keys=False)
    elif begin == READING:
        limit_locks(engine)
    writer = engine.execution_options(sqlite_begin=begin)
    with writer.connect() as connection:
        yield connection
    engine.dispose()


def _state(connection: Connection, versions: Sequence[Path]) -> DatabaseState:
    script = ScriptDirectory.from_config(alembic_config(versions=versions))
    # Custom migrations may create other tables.
    ours = set(metadata().tables) if versions is VERSIONS else set()
    heads = set(MigrationContext.configure(connection).get_current_heads())
    if not heads:
        return DatabaseState.UNMARKED if _tables(connection) & ours else DatabaseState.EMPTY
    if heads == set(script.get_heads()):
        return DatabaseState.CURRENT if ours <= _tables(connection) else DatabaseState.INCOMPLETE
    known = {step.revision for step in script.walk_revisions()}
    return DatabaseState.BEHIND if heads <= known else DatabaseState.AHEAD


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _wait_for_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(TAKE, {"turn": int(AdvisoryLock.MIGRATION)})


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenReferences(sorted({row[0] for row in broken}))
