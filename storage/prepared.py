"""Compiles constant statements once and passes them straight to the SQLite driver.

Around a statement that takes SQLite 30 µs SQLAlchemy spends 90 on its caches, contexts and cursors.
Every other statement goes through SQLAlchemy.
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
"""The names of the parameters, and the lengths of the lists for IN."""

LONGEST_LIST = 50
"""Longer lists have too many lengths to cache a statement for each."""
ANSWERLESS = ("SAVEPOINT", "RELEASE")
"""Beginnings of textual SQL that may be prepared; the result columns of other text are unknown."""

_SEEN: dict[int, "_Known"] = {}
"""By id of the statement: hashing a statement costs more than everything else."""


class StatementResult:
    """The result of a statement; `rowcount` is the number of rows that an update or delete changed.

    `raw` are the rows of the driver; the first access converts all of them.
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
    """A statement seen before, with its prepared form for each shape of parameters."""

    def __init__(self, statement: Executable) -> None:
        key = id(statement)
        self.statement = ref(statement, lambda _: _SEEN.pop(key, None))
        self.by_shape: dict[Shape, PreparedStatement | None] = {}

    @cached_property
    def has_lists(self) -> bool:
        """Tell whether it has an IN over a list, whose length is then part of the shape."""
        parts = iterate(cast("ClauseElement", self.statement()))
        return any(each.expanding for each in parts if isinstance(each, BindParameter))


class _Place(NamedTuple):
    """One placeholder: a parameter (or its list element `nth`), or the constant `always`."""

    name: str | None
    processor: Processor = None
    nth: int | None = None
    always: Any = None


class PreparedStatement:
    """SQL with the order of its values, and the conversion of its result columns."""

    __slots__ = ("_always", "_each", "_listed", "_named", "_read", "_taken", "sql")

    def __init__(self, sql: str, places: Sequence[_Place], read: "Reader | None") -> None:
        self.sql = sql
        self._read = read
        self._always = [place.always for place in places]
        named = [(at, each) for at, each in enumerate(places) if each.name is not None]
        self._named = [(at, each.name) for at, each in named if each.nth is None]
        self._listed = [(at, each.name, each.nth) for at, each in named if each.nth is not None]
        names = [name for _, name in self._named]
        self._taken = itemgetter(*names) if len(names) == len(places) > 1 else None
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
            values = self._always.copy()
            for at, name in self._named:
                values[at] = given[name]
            for at, among, nth in self._listed:
                values[at] = given[among][nth]
        for at, processor in self._each:
            values[at] = processor(values[at])
        return values


def _reader(row: Reader, processors: Iterable[Processor]) -> Reader:
    """Return a function that makes a SQLAlchemy row from a driver row; NULL is always None."""
    reads = [(at, processor) for at, processor in enumerate(processors) if processor is not None]

    def read(stored: Sequence[Any]) -> Any:
        values = list(stored)
        for at, processor in reads:
            if values[at] is not None:
                values[at] = processor(values[at])
        return row(values)

    return read


def prepared(statement: Executable, parameters: Parameters, dialect: Dialect) -> PreparedStatement | None:
    """Return the prepared form of a statement; None on its first use and for unusual ones.

    A statement built for one use never comes again and is not worth preparing.
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
    # Compiled as for many rows, an insert without result columns does not ask for the new id.
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
    """Tell whether the values of an IN cannot be part of the shape: no list, or too long."""
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
