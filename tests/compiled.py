"""One memory of compiled statements for all databases of a process of tests.

SQLAlchemy compiles each statement once for an engine. A bot has one engine, and the tests open thousands,
each of which compiled everything anew: a quarter of their processor time.
"""

from collections.abc import Iterator, MutableMapping
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import Compiled
from sqlalchemy.util import LRUCache

STATEMENTS = 2000

Key = tuple[Any, ...]


class Shared(MutableMapping[Key, Compiled]):
    """Takes the kind of database for the engine that a key begins with."""

    def __init__(self) -> None:
        self._known: LRUCache[Key, Compiled] = LRUCache(STATEMENTS)

    def __getitem__(self, key: Key) -> Compiled:
        return self._known[_of_any_engine(key)]

    def __setitem__(self, key: Key, compiled: Compiled) -> None:
        self._known[_of_any_engine(key)] = compiled

    def __delitem__(self, key: Key) -> None:
        del self._known[_of_any_engine(key)]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def share_compiled_statements() -> None:
    shared = Shared()

    @event.listens_for(Engine, "engine_connect")
    def connected(connection: Connection) -> None:
        connection.execution_options(compiled_cache=shared)


def _of_any_engine(key: Key) -> Key:
    dialect, *rest = key
    return type(dialect), *rest
