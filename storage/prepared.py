"""Constant statements are compiled once and go straight to the driver of SQLite.

Around a statement that takes SQLite 30 µs SQLAlchemy spends 90 on its caches, contexts and cursors.
Every other statement is left to SQLAlchemy.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from sqlite3 import Error
from typing import Any, NamedTuple, cast
from weakref import ref

from sqlalchemy import BindParameter, ClauseElement, Executable, TextClause
from sqlalchemy.engine import Dialect, result_tuple
from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound
from sqlalchemy.sql.compiler import ExpandedState
from sqlalchemy.sql.visitors import iterate

from storage.sqlite_driver import Connection

Processor = Callable[[Any], Any] | None
Parameters = Mapping[str, Any] | list[Mapping[str, Any]] | None
Reader = Callable[[Sequence[Any]], Any]
Shape = tuple[Any, ...]
"""The names of the parameters, and how long the lists are that IN is asked about."""

LONGEST_LIST = 50
"""Longer lists come in too many lengths to keep a statement for each."""
ANSWERLESS = ("SAVEPOINT", "RELEASE")
"""How text begins that may be prepared: of other text nobody knows what columns it brings."""

_SEEN: dict[int, "_Known"] = {}
"""By the id of the statement: to look a statement up by its hash costs more than all the rest."""


class StatementResult:
    """What a statement brought; `rowcount` is how many rows an update or delete has changed.

    `raw` are the rows as the driver gave them; they are read, all at once, by whoever first asks for one.
    """

    __slots__ = ("_read", "_rows", "raw", "rowcount")

    def __init__(self, raw: list[Any], rowcount: int, read: "Reader | None" = None) -> None:
        self.raw = raw
        self.rowcount = rowcount
        self._read = read
        self._rows: list[Any] | None = None if read else raw

    def __iter__(self) -> Iterator[Any]:
        return iter(self.all())

    def all(self) -> list[Any]:
        if self._rows is None:
            assert self._read is not None
            self._rows = [self._read(row) for row in self.raw]
        return self._rows

    def first(self) -> Any:
        rows = self.all()
        return rows[0] if rows else None

    def one_or_none(self) -> Any:
        if len(self.raw) > 1:
            raise MultipleResultsFound("more than one row")
        return self.first()

    def one(self) -> Any:
        if not self.raw:
            raise NoResultFound("no row")
        return self.one_or_none()

    def scalar(self) -> Any:
        rows = self.all()
        return rows[0][0] if rows else None

    def scalar_one(self) -> Any:
        return self.one()[0]

    def scalars(self) -> "StatementResult":
        return StatementResult([row[0] for row in self.all()], self.rowcount)


class _Known:
    """A statement that was seen, and what to run for each shape of its parameters."""

    def __init__(self, statement: Executable) -> None:
        key = id(statement)
        self.statement = ref(statement, lambda _: _SEEN.pop(key, None))
        self.by_shape: dict[Shape, PreparedStatement | None] = {}

    @cached_property
    def has_lists(self) -> bool:
        """Tell whether IN is asked about a list, whose length is part of the shape."""
        parts = iterate(cast("ClauseElement", self.statement()))
        return any(each.expanding for each in parts if isinstance(each, BindParameter))


class _Place(NamedTuple):
    """One question mark: a parameter (of a list, the element at `nth`), or what is `always` the same."""

    name: str | None
    processor: Processor = None
    nth: int | None = None
    always: Any = None


class PreparedStatement:
    """SQL with the order of its values, and how the columns of its answer are read."""

    __slots__ = ("_each", "_places", "_read", "_taken", "sql")

    def __init__(self, sql: str, places: Sequence[_Place], read: "Reader | None") -> None:
        self.sql = sql
        self._places = places
        self._read = read
        names = [place.name for place in places if place.name is not None]
        is_plain = len(names) == len(places) > 1 and all(place.nth is None for place in places)
        self._taken = itemgetter(*names) if is_plain else None
        self._each = [(at, place.processor) for at, place in enumerate(places) if place.processor]

    def run(self, connection: Connection, parameters: Parameters) -> StatementResult:
        try:
            if type(parameters) is list:
                rows, changed = connection.run_many(self.sql, [self._values(each) for each in parameters])
            else:
                rows, changed = connection.run(self.sql, self._values(parameters))
        except Error as error:
            raise DBAPIError.instance(self.sql, None, error, Error, hide_parameters=True) from error
        return StatementResult(rows, changed, self._read)

    def _values(self, given: Any) -> list[Any]:
        if self._taken is not None:
            values = list(self._taken(given))
        else:
            values = [_value_of(place, given) for place in self._places]
        for at, processor in self._each:
            values[at] = processor(values[at])
        return values


def _value_of(place: _Place, given: Any) -> Any:
    if place.name is None:
        return place.always
    return given[place.name] if place.nth is None else given[place.name][place.nth]


def _reader(row: Reader, processors: Iterable[Processor]) -> Reader:
    """Return what makes a row of SQLAlchemy of what the driver gave; NULL is None, whatever the type."""
    reads = [(at, processor) for at, processor in enumerate(processors) if processor is not None]

    def read(stored: Sequence[Any]) -> Any:
        values = list(stored)
        for at, processor in reads:
            if values[at] is not None:
                values[at] = processor(values[at])
        return row(values)

    return read


def prepared(statement: Executable, parameters: Parameters, dialect: Dialect) -> PreparedStatement | None:
    """Return what to run for a statement that comes again; None leaves it to SQLAlchemy.

    Statements built for one occasion never come again, and are not worth it.
    """
    known = _SEEN.get(id(statement))
    if known is None:
        _SEEN[id(statement)] = _Known(statement)
        return None
    if isinstance(parameters, list):
        shape: Shape = ("many", *parameters[0])
    else:
        given: Mapping[str, Any] = parameters or {}
        shape = tuple(given)
        if shape and known.has_lists:
            shape += tuple(len(value) for value in given.values() if type(value) is list)
    if shape not in known.by_shape:
        known.by_shape[shape] = _prepare(statement, parameters, dialect)
    return known.by_shape[shape]


def _prepare(statement: Executable, parameters: Parameters, dialect: Dialect) -> PreparedStatement | None:
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
    reads = (each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns)
    read = _reader(result_tuple(columns.keys()), reads) if len(columns) else None
    return PreparedStatement(state.statement, tuple(_places(compiled, state, sample, dialect)), read)


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
