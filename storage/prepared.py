"""Statements that are built once are compiled once, too, and go from there straight to the driver of SQLite.

Around a statement that takes SQLite 30 µs SQLAlchemy spends 90 on its caches, contexts and cursors.
Whatever is out of the ordinary is left to it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Error
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import ClauseElement, Executable, TextClause
from sqlalchemy.engine import Dialect, IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import ExpandedState

from storage.sqlite_driver import Connection

Processor = Callable[[Any], Any] | None
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
Shape = tuple[Any, ...]
"""The names of the parameters, and how long the lists are that IN is asked about."""

LONGEST_LIST = 50
"""Longer lists come in too many lengths to keep a statement for each."""
ANSWERLESS = ("SAVEPOINT", "RELEASE")
"""How text begins that may be prepared: of other text nobody knows what columns it brings."""

_SEEN: WeakKeyDictionary[Executable, dict[Shape, "Prepared | None"]] = WeakKeyDictionary()


class Answer(IteratorResult[Any]):
    """What a statement brought; `rowcount` is how many rows an update or delete has changed."""

    rowcount: int


@dataclass(frozen=True)
class _Place:
    """One question mark: a parameter (of a list, the element at `index`), or always the same `value`."""

    name: str | None
    processor: Processor = None
    index: int | None = None
    value: Any = None


@dataclass(frozen=True)
class Prepared:
    """SQL with the order of its values, and how the columns of its answer are read."""

    sql: str
    places: tuple[_Place, ...]
    columns: SimpleResultMetaData
    reads: tuple[tuple[int, Callable[[Any], Any]], ...]

    def run(self, connection: Connection, parameters: Parameters) -> Answer:
        try:
            if isinstance(parameters, Sequence):
                rows, changed = connection.run_many(self.sql, [self._values(each) for each in parameters])
            else:
                rows, changed = connection.run(self.sql, self._values(parameters or {}))
        except Error as error:
            raise DBAPIError.instance(self.sql, None, error, Error, hide_parameters=True) from error
        answer = Answer(self.columns, iter(self._read(rows)))
        answer.rowcount = changed
        return answer

    def _values(self, given: Mapping[str, Any]) -> list[Any]:
        values = []
        for place in self.places:
            if place.name is None:
                values.append(place.value)
                continue
            value = given[place.name]
            if place.index is not None:
                value = value[place.index]
            values.append(value if place.processor is None else place.processor(value))
        return values

    def _read(self, rows: list[Any]) -> list[Any]:
        if not self.reads:
            return rows
        found = []
        for row in rows:
            values = list(row)
            for index, processor in self.reads:
                values[index] = processor(values[index])
            found.append(tuple(values))
        return found


def prepared(statement: Executable, parameters: Parameters, dialect: Dialect) -> Prepared | None:
    """Return what to run for a statement that comes again; None leaves it to SQLAlchemy.

    Statements built for one occasion never come again, and are not worth it.
    """
    known = _SEEN.get(statement)
    if known is None:
        _SEEN[statement] = {}
        return None
    shape = _shape(parameters)
    if shape not in known:
        known[shape] = _prepare(statement, parameters, dialect)
    return known[shape]


def _shape(parameters: Parameters) -> Shape:
    if not parameters:
        return ()
    if isinstance(parameters, Sequence):
        return ("many", *parameters[0])
    given = parameters.items()
    return tuple((name, len(value)) if isinstance(value, list) else name for name, value in given)


def _prepare(statement: Executable, parameters: Parameters, dialect: Dialect) -> Prepared | None:
    sample = parameters[0] if isinstance(parameters, Sequence) else parameters or {}
    columns: Any = getattr(statement, "exported_columns", {})
    # Without an answer an insert is compiled as for many rows: it does not ask for the new id.
    compiled: Any = cast("ClauseElement", statement).compile(
        dialect=dialect, column_keys=list(sample), for_executemany=not len(columns)
    )
    if _is_unusual(statement, compiled, sample) or (len(columns) and isinstance(parameters, Sequence)):
        return None
    state = compiled.construct_expanded_state(sample)
    places = tuple(_places(compiled, state, sample, dialect))
    reads = (each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns)
    return Prepared(
        state.statement,
        places,
        SimpleResultMetaData(columns.keys()),
        tuple((index, processor) for index, processor in enumerate(reads) if processor is not None),
    )


def _is_unusual(statement: Executable, compiled: Any, sample: Mapping[str, Any]) -> bool:
    if isinstance(statement, TextClause) and not compiled.string.startswith(ANSWERLESS):
        return True
    return bool(
        compiled.literal_execute_params
        or compiled.escaped_bind_names
        or compiled.update_prefetch
        or any(column.default is None or not column.default.is_scalar for column in compiled.insert_prefetch)
        or any(bind.callable is not None for bind in compiled.binds.values())
        or any(isinstance(value, list) and len(value) > LONGEST_LIST for value in sample.values())
    )


def _places(
    compiled: Any, state: ExpandedState, sample: Mapping[str, Any], dialect: Dialect
) -> Iterator[_Place]:
    elements = {
        element: (name, index)
        for name, elements in state.parameter_expansion.items()
        for index, element in enumerate(elements)
    }
    defaults = {column.key: column.default.arg for column in compiled.insert_prefetch}
    for each in state.positiontup or ():
        name, index = elements.get(each, (each, None))
        processor = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
        if name in sample:
            yield _Place(name, processor, index)
        else:
            value = defaults.get(name, state.parameters[each])
            yield _Place(None, value=value if processor is None else processor(value))
