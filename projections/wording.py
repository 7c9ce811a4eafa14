"""Bulk statements on one table, worded for SQLite and for PostgreSQL.

PostgreSQL gets one array per column, SQLite one parameter set per row: each is the fastest way
to bring thousands of rows to that database.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table

from projections.columns import Convert, array_type, read_by, written_by

SQLITE_VARIABLES_MAX = 30_000
"""Question marks in one statement; SQLite itself allows 32,766."""

Record = dict[str, Any]


class Wording(ABC):
    """The statements of one table. Keys are bare values, or tuples if there are several columns."""

    def __init__(self, table: Table, dialect_name: str) -> None:
        self.table = table.name
        self.columns = list(table.columns)
        self.names = [column.name for column in self.columns]
        self.key_columns = list(table.primary_key.columns)
        self.keys = [column.name for column in self.key_columns]
        self.key_of = itemgetter(*self.keys)
        self._writers = [written_by(column, dialect_name) for column in self.columns]
        self._key_writers = [written_by(column, dialect_name) for column in self.key_columns]
        self._readers = [read_by(column, dialect_name) for column in self.columns]
        rest = [name for name in self.names if name not in self.keys]
        updates = ", ".join(f"{name} = excluded.{name}" for name in rest)
        action = f"UPDATE SET {updates}" if rest else "NOTHING"
        self.on_conflict = f" ON CONFLICT ({', '.join(self.keys)}) DO {action}"

    def select(self, connection: Connection, keys: Collection[Any]) -> Iterator[Record]:
        """Read the rows of some keys."""
        if keys:
            yield from map(self._record, self._fetch(connection, list(keys)))

    def upsert(self, connection: Connection, records: Sequence[Record]) -> None:
        """Insert rows, or overwrite those that have their keys."""
        if records:
            self._insert(connection, self._written(records), self.on_conflict)

    def insert(self, connection: Connection, records: Sequence[Record]) -> None:
        """Insert rows; a key that is taken is a bug and fails."""
        if records:
            self._insert(connection, self._written(records), "")

    @abstractmethod
    def delete(self, connection: Connection, keys: Collection[Any]) -> None:
        """Delete the rows of some keys."""

    @abstractmethod
    def _fetch(self, connection: Connection, keys: list[Any]) -> Iterator[Sequence[Any]]: ...

    @abstractmethod
    def _insert(
        self, connection: Connection, columns: list[list[Any]], on_conflict: str
    ) -> None: ...

    def _record(self, row: Sequence[Any]) -> Record:
        record = {}
        for name, value, reader in zip(self.names, row, self._readers, strict=True):
            record[name] = value if reader is None or value is None else reader(value)
        return record

    def _written(self, records: Sequence[Record]) -> list[list[Any]]:
        return [
            _converted([record[name] for record in records], writer)
            for name, writer in zip(self.names, self._writers, strict=True)
        ]

    def _written_keys(self, keys: Collection[Any]) -> list[list[Any]]:
        several = len(self.keys) > 1
        columns = [list(it) for it in zip(*keys, strict=True)] if several else [list(keys)]
        return [
            _converted(column, writer)
            for column, writer in zip(columns, self._key_writers, strict=True)
        ]


class SqliteWording(Wording):
    """Statements for SQLite."""

    def delete(self, connection: Connection, keys: Collection[Any]) -> None:
        """Delete the rows of some keys."""
        if keys:
            where = " AND ".join(f"{name} = ?" for name in self.keys)
            rows = list(zip(*self._written_keys(keys), strict=True))
            connection.exec_driver_sql(f"DELETE FROM {self.table} WHERE {where}", rows)  # noqa: S608 - our own names

    def _fetch(self, connection: Connection, keys: list[Any]) -> Iterator[Sequence[Any]]:
        width = len(self.keys)
        # CROSS JOIN keeps the order of the loops: for each key, look into the table.
        match = " AND ".join(f"t.{name} = k.column{n}" for n, name in enumerate(self.keys, 1))
        names = ", ".join(f"t.{name}" for name in self.names)
        rows = zip(*self._written_keys(keys), strict=True)
        while some := list(islice(rows, SQLITE_VARIABLES_MAX // width)):
            values = ", ".join([f"({', '.join('?' * width)})"] * len(some))
            found = connection.exec_driver_sql(
                f"SELECT {names} FROM (VALUES {values}) AS k"  # noqa: S608 - our own names
                f" CROSS JOIN {self.table} AS t ON {match}",
                tuple(value for row in some for value in row),
            )
            yield from found.fetchall()

    def _insert(self, connection: Connection, columns: list[list[Any]], on_conflict: str) -> None:
        marks = ", ".join("?" * len(self.names))
        connection.exec_driver_sql(
            f"INSERT INTO {self.table} ({', '.join(self.names)}) VALUES ({marks}){on_conflict}",  # noqa: S608 - our own names
            list(zip(*columns, strict=True)),
        )


class PostgresWording(Wording):
    """Statements for PostgreSQL."""

    def delete(self, connection: Connection, keys: Collection[Any]) -> None:
        """Delete the rows of some keys."""
        if keys:
            connection.exec_driver_sql(
                f"DELETE FROM {self.table} AS t USING {self._given_keys} WHERE {self._match}",  # noqa: S608 - our own names
                tuple(self._written_keys(keys)),
            )

    @property
    def _given_keys(self) -> str:
        arrays = ", ".join(f"%s::{array_type(column)}" for column in self.key_columns)
        return f"unnest({arrays}) AS k({', '.join(self.keys)})"

    @property
    def _match(self) -> str:
        return " AND ".join(f"t.{name} = k.{name}" for name in self.keys)

    def _fetch(self, connection: Connection, keys: list[Any]) -> Iterator[Sequence[Any]]:
        names = ", ".join(f"t.{name}" for name in self.names)
        found = connection.exec_driver_sql(
            f"SELECT {names} FROM {self._given_keys} JOIN {self.table} AS t ON {self._match}",  # noqa: S608 - our own names
            tuple(self._written_keys(keys)),
        )
        yield from found.fetchall()

    def _insert(self, connection: Connection, columns: list[list[Any]], on_conflict: str) -> None:
        arrays = ", ".join(f"%s::{array_type(column)}" for column in self.columns)
        connection.exec_driver_sql(
            f"INSERT INTO {self.table} ({', '.join(self.names)})"  # noqa: S608 - our own names
            f" SELECT * FROM unnest({arrays}){on_conflict}",
            tuple(columns),
        )


def _converted(values: list[Any], convert: Convert) -> list[Any]:
    if convert is None:
        return values
    return [None if value is None else convert(value) for value in values]


@lru_cache(maxsize=256)
def wording(table: Table, dialect_name: str) -> Wording:
    """Return the statements of a table."""
    if dialect_name == "postgresql":
        return PostgresWording(table, dialect_name)
    return SqliteWording(table, dialect_name)
