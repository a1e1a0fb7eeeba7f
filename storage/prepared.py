"""Statements that are built once are compiled once, too, and go from there straight to the driver of SQLite.

Around a statement that takes SQLite 30 µs SQLAlchemy spends 90 on its caches, contexts and cursors.
Whatever is out of the ordinary is left to it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Error
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

from sqlalchemy import ClauseElement, Executable, TextClause
from sqlalchemy.engine import Dialect, result_tuple
from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound
from sqlalchemy.sql.compiler import ExpandedState

from storage.sqlite_driver import Connection

Processor = Callable[[Any], Any] | None
Parameters = Mapping[str, Any] | list[Mapping[str, Any]] | None
Shape = tuple[Any, ...]
"""The names of the parameters, and how long the lists are that IN is asked about."""

LONGEST_LIST = 50
"""Longer lists come in too many lengths to keep a statement for each."""
ANSWERLESS = ("SAVEPOINT", "RELEASE")
"""How text begins that may be prepared: of other text nobody knows what columns it brings."""

_SEEN: WeakKeyDictionary[Executable, dict[Shape, "Prepared | None"]] = WeakKeyDictionary()


class Answer:
    """What a statement brought; `rowcount` is how many rows an update or delete has changed."""

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        return self._rows

    def first(self) -> Any:
        return self._rows[0] if self._rows else None

    def one_or_none(self) -> Any:
        if len(self._rows) > 1:
            raise MultipleResultsFound("more than one row")
        return self.first()

    def one(self) -> Any:
        if not self._rows:
            raise NoResultFound("no row")
        return self.one_or_none()

    def scalar(self) -> Any:
        return self._rows[0][0] if self._rows else None

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalars(self) -> "Answer":
        return Answer([row[0] for row in self._rows], self.rowcount)


class _Place(NamedTuple):
    """One question mark: a parameter (of a list, the element at `nth`), or what is `always` the same."""

    name: str | None
    processor: Processor = None
    nth: int | None = None
    always: Any = None


@dataclass(frozen=True)
class Prepared:
    """SQL with the order of its values, and how the columns of its answer are read."""

    sql: str
    places: tuple[_Place, ...]
    row: Callable[[Sequence[Any]], Any]
    reads: tuple[tuple[int, Callable[[Any], Any]], ...]

    def run(self, connection: Connection, parameters: Parameters) -> Answer:
        try:
            if type(parameters) is list:
                rows, changed = connection.run_many(self.sql, [self._values(each) for each in parameters])
            else:
                rows, changed = connection.run(self.sql, self._values(parameters))
        except Error as error:
            raise DBAPIError.instance(self.sql, None, error, Error, hide_parameters=True) from error
        return Answer([self._read(row) for row in rows], changed)

    def _values(self, given: Any) -> list[Any]:
        values = []
        for name, processor, nth, always in self.places:
            if name is None:
                values.append(always)
                continue
            value = given[name] if nth is None else given[name][nth]
            values.append(value if processor is None else processor(value))
        return values

    def _read(self, stored: Sequence[Any]) -> Any:
        """Return a row of SQLAlchemy; NULL is None, whatever the type."""
        values = list(stored)
        for index, processor in self.reads:
            if values[index] is not None:
                values[index] = processor(values[index])
        return self.row(values)


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
    if isinstance(parameters, list):
        return ("many", *parameters[0])
    return (*parameters, *[len(value) for value in parameters.values() if type(value) is list])


def _prepare(statement: Executable, parameters: Parameters, dialect: Dialect) -> Prepared | None:
    is_for_many = isinstance(parameters, list)
    sample: Mapping[str, Any] = parameters[0] if isinstance(parameters, list) else parameters or {}
    columns: Any = getattr(statement, "exported_columns", {})
    # Without an answer an insert is compiled as for many rows: it does not ask for the new id.
    compiled: Any = cast("ClauseElement", statement).compile(
        dialect=dialect, column_keys=list(sample), for_executemany=not len(columns)
    )
    if _is_unusual(statement, compiled, sample) or (len(columns) and is_for_many):
        return None
    state = compiled.construct_expanded_state(sample)
    places = tuple(_places(compiled, state, sample, dialect))
    reads = (each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns)
    return Prepared(
        state.statement,
        places,
        result_tuple(columns.keys()),
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
        or any(_is_too_long(sample[bind.key]) for bind in compiled.post_compile_params if bind.key in sample)
    )


def _is_too_long(asked: Any) -> bool:
    """Only a list shows its length in the shape."""
    return not isinstance(asked, list) or len(asked) > LONGEST_LIST


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
            yield _Place(None, always=value if processor is None else processor(value))
