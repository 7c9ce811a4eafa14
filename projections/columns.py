"""Columns of read models: the same values come back from SQLite and from PostgreSQL.

Text sorts by its bytes on both (PostgreSQL would otherwise sort by the locale of the machine), so
that keys have one order everywhere and a prefix of a unit code is a range of an index.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    LargeBinary,
    Text,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Identifier(TypeDecorator[UUID]):
    """A UUID: native on PostgreSQL, sixteen bytes on SQLite, in the same order on both."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type."""
        chosen = Uuid() if dialect.name == "postgresql" else LargeBinary(16)
        return dialect.type_descriptor(chosen)

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        """Write an ID."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """Read an ID."""
        return value if value is None or dialect.name == "postgresql" else UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """An aware moment: ``timestamptz`` on PostgreSQL, microseconds since 1970 on SQLite."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write a moment; a naive one is a bug."""
        if value is None or dialect.name == "postgresql":
            return value
        return (value - EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read a moment, in UTC."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            moment: datetime = value.astimezone(UTC)
            return moment
        counted: int = value
        return EPOCH + counted * _MICROSECOND


class Words(TypeDecorator[tuple[str, ...]]):
    """A short list of words, kept as JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the words."""
        del dialect
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        """Read the words."""
        del dialect
        return None if value is None else tuple(json.loads(value))


_BYTEWISE = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def identifier(name: str, *, key: bool = False, optional: bool = False) -> Column[UUID]:
    """Declare a column of IDs."""
    return Column(name, Identifier(), primary_key=key, nullable=optional)


def text(name: str, *, key: bool = False, optional: bool = False) -> Column[str]:
    """Declare a column of text that sorts by its bytes."""
    return Column(name, _BYTEWISE, primary_key=key, nullable=optional)


def number(name: str, *, key: bool = False, optional: bool = False) -> Column[int]:
    """Declare a column of whole numbers."""
    return Column(name, BigInteger(), primary_key=key, nullable=optional, autoincrement=False)


def moment(name: str, *, optional: bool = False) -> Column[datetime]:
    """Declare a column of moments."""
    return Column(name, Moment(), nullable=optional)


def day(name: str, *, key: bool = False, optional: bool = False) -> Column[date]:
    """Declare a column of local days."""
    return Column(name, Date(), primary_key=key, nullable=optional)


def flag(name: str) -> Column[bool]:
    """Declare a column of yes and no."""
    return Column(name, Boolean(), nullable=False)


def words(name: str) -> Column[tuple[str, ...]]:
    """Declare a column of short lists of words."""
    return Column(name, Words(), nullable=False)


_ARRAYS = {
    Identifier: "uuid",
    Moment: "timestamptz",
    Words: "text",
    Text: "text",
    BigInteger: "bigint",
    Date: "date",
    Boolean: "boolean",
}


def array_type(column: Column[Any]) -> str:
    """Name the PostgreSQL array type that carries many values of a column in one parameter."""
    return f"{_ARRAYS[type(column.type)]}[]"


Convert = Callable[[Any], Any] | None
"""How one value changes on its way; None if it stays as it is."""

_SQLITE_WRITERS: dict[type, Convert] = {
    Identifier: lambda value: value.bytes,
    Moment: lambda value: (value - EPOCH) // _MICROSECOND,
    Date: date.isoformat,
}
_SQLITE_READERS: dict[type, Convert] = {
    Identifier: lambda value: UUID(bytes=value),
    Moment: lambda value: EPOCH + value * _MICROSECOND,
    Date: date.fromisoformat,
    Boolean: bool,
}


def written_by(column: Column[Any], dialect_name: str) -> Convert:
    """Tell how bulk writes turn a value of a column into what the driver takes."""
    if isinstance(column.type, Words):
        return lambda value: json.dumps(list(value), ensure_ascii=False)
    return None if dialect_name == "postgresql" else _SQLITE_WRITERS.get(type(column.type))


def read_by(column: Column[Any], dialect_name: str) -> Convert:
    """Tell how bulk reads turn what the driver gives into a value of a column."""
    if isinstance(column.type, Words):
        return lambda value: tuple(json.loads(value))
    return None if dialect_name == "postgresql" else _SQLITE_READERS.get(type(column.type))
