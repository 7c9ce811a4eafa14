"""Rows of one table: read once for a batch, changed in memory, written back in one statement."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table

from projections.wording import Record, wording

__all__ = ["Key", "Record", "Rows"]

Key = Any
"""The value of the primary key; a tuple if it has several columns."""


class Rows:
    """A unit of work on one table.

    ``load`` what the batch may touch, ``get``, ``change``, ``put``, ``append`` and ``remove`` in
    memory, then ``write``: one statement each for what was removed, put and appended.
    """

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._wording = wording(table, connection.dialect.name)
        self._held: dict[Key, Record] = {}
        self._changed: dict[Key, Record] = {}
        self._removed: set[Key] = set()
        self._appended: list[Record] = []

    def load(self, keys: Iterable[Key]) -> None:
        """Read the rows of some keys; those that do not exist stay absent."""
        wanted = {key for key in keys if key not in self._held}
        for record in self._wording.select(self._connection, wanted):
            self._held[self._wording.key_of(record)] = record

    def get(self, key: Key) -> Record | None:
        """Return a row that was loaded or put."""
        return self._held.get(key)

    def held(self) -> list[Record]:
        """Return every row that is in memory."""
        return list(self._held.values())

    def change(self, key: Key) -> Record:
        """Return an existing row for changing; what is changed in it will be written."""
        record = self._held[key]
        self._changed[key] = record
        return record

    def put(self, record: Record) -> Record:
        """Set a whole row, new or not."""
        key = self._wording.key_of(record)
        self._held[key] = self._changed[key] = record
        self._removed.discard(key)
        return record

    def add(self, start: Record, **amounts: int) -> Record:
        """Add amounts to a row; one that is absent starts with ``start`` and zeros."""
        key = self._wording.key_of(start)
        record = self._held.get(key)
        if record is None:
            return self.put(start | amounts)
        for name, amount in amounts.items():
            record[name] += amount
        self._changed[key] = record
        return record

    def append(self, record: Record) -> None:
        """Add a row whose key nobody had before."""
        self._appended.append(record)

    def remove(self, key: Key) -> None:
        """Delete a row, loaded or not."""
        self._held.pop(key, None)
        self._changed.pop(key, None)
        self._removed.add(key)

    def write(self) -> None:
        """Write everything back."""
        self._wording.delete(self._connection, self._removed)
        self._wording.upsert(self._connection, list(self._changed.values()))
        self._wording.insert(self._connection, self._appended)
        self._removed = set()
        self._changed = {}
        self._appended = []
