"""Column types that mean the same on SQLite (STRICT tables) and PostgreSQL."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    Integer,
    Numeric,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

E = TypeVar("E", bound=StrEnum)

_json = json.JSONEncoder(ensure_ascii=False).encode
"""Like json.dumps, which builds a new encoder for each call with these options."""

# SQLite numbers rows by itself only in a column of exactly this type.
Id = BigInteger().with_variant(Integer(), "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, returned in UTC; on SQLite sortable ISO text with microseconds."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("an instant needs its zone: naive datetime refused")
        instant = value.astimezone(UTC)
        return instant.isoformat(timespec="microseconds") if dialect.name == "sqlite" else instant

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        instant = datetime.fromisoformat(value) if dialect.name == "sqlite" else value
        return instant.astimezone(UTC)


class LocalDate(TypeDecorator[date]):
    """A calendar day; on SQLite ISO text."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if isinstance(value, datetime):
            raise TypeError("a day is expected, not an instant")
        return value.isoformat() if value and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if value and dialect.name == "sqlite" else value


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal never converted to float; text on SQLite, so compare and sort it in Python."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise TypeError(f"a finite Decimal is expected, not {value!r}")
        return format(value, "f") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return Decimal(value) if value is not None and dialect.name == "sqlite" else value


class JsonData(TypeDecorator[Any]):
    """JSON values; the caller converts decimals and dates to text. None is SQL NULL."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else JSON(none_as_null=True))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return _json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if value is not None and dialect.name == "sqlite" else value


class YesNo(TypeDecorator[bool]):
    """A boolean; 0 or 1 on SQLite, because STRICT tables have no BOOLEAN."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:  # noqa: FBT001
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class EnumText(TypeDecorator[E]):
    """The value of a StrEnum as text; add its `enum_check` to the table."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[E]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else self.members(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        return None if value is None else self.members(value)


def enum_check(column: str, members: type[StrEnum]) -> CheckConstraint:
    """Return a check constraint that allows only the values of an enum."""
    values = ", ".join(f"'{member.value}'" for member in members)
    return CheckConstraint(f"{column} IN ({values})", name=column)
