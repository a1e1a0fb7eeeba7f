"""The declarative base: names of constraints, and the column type of each Python type."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.schema import SchemaItem

from storage.types import ExactDecimal, Id, JsonData, LocalDate, UtcDateTime, YesNo

# Alembic can only drop or rebuild a constraint that has a name.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        int: Id,
        bool: YesNo(),
        datetime: UtcDateTime(),
        date: LocalDate(),
        Decimal: ExactDecimal(),
        dict[str, Any]: JsonData(),
    }
    __table_args__: Any = {"sqlite_strict": True}  # noqa: RUF012 - as SQLAlchemy declares it


def strict(*items: SchemaItem, **options: Any) -> tuple[Any, ...]:
    """Return `__table_args__` of a table that is STRICT on SQLite, with constraints and indexes."""
    return (*items, {"sqlite_strict": True, **options})
