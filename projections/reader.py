"""Readers: what pages and the API ask of the read models. Every answer is bounded."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from sqlalchemy import Column, ColumnElement, Select, Table, func, select, tuple_

from projections.projection import Projection, Tables
from projections.scopes import Scope, below
from projections.store import ReadStore

PAGE_MAX = 200
"""Most rows one answer holds; whoever asks for more gets this many."""

__all__ = ["PAGE_MAX", "Reader", "Scope", "after_row", "below", "bounded"]

Statement = Callable[[Tables], Select[Any]]


class Reader:
    """Reads the live build of one projection."""

    projection: ClassVar[Projection]

    def __init__(self, store: ReadStore) -> None:
        self._store = store

    def _rows(self, statement: Statement) -> Sequence[Any]:
        return self._store.read(self.projection, statement)

    def _row(self, statement: Statement) -> Any:
        rows = self._store.read(self.projection, statement)
        return rows[0] if rows else None

    def _count_of(self, statement: Statement) -> int:
        """Count what a statement chooses; PAGE_MAX stands for more than that."""

        def counting(t: Tables) -> Select[Any]:
            return select(func.count()).select_from(
                statement(t).limit(PAGE_MAX).subquery("counted")
            )

        return int(self._row(counting)[0])


def bounded(limit: int) -> int:
    """Return how many rows an answer may hold."""
    return max(1, min(limit, PAGE_MAX))


def after_row(
    table: Table, order: Sequence[Column[Any]], row_id: object, *, descending: bool = False
) -> ColumnElement[bool]:
    """Choose rows that come after a row in an order whose last column is the row's ID."""
    last = select(*order).where(order[-1] == row_id).select_from(table).scalar_subquery()
    place = tuple_(*order)
    return place < last if descending else place > last
