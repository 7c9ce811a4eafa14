"""Comparison of two tables, row by row in the order of their keys, without holding either."""

from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, select

from projections.difference import DIFFERENCES_MAX, NOTHING, Difference

PAGE_ROWS = 2_000

Pair = tuple[Any, Any]
"""The stored and the derived row of one key; None where there is none."""


def compare(
    where: str, stored: tuple[Connection, Table], derived: tuple[Connection, Table]
) -> list[Difference]:
    """Return the first differences between a stored table and one derived from the log."""
    keys = [column.name for column in stored[1].primary_key.columns]
    with closing(_rows(*stored)) as left, closing(_rows(*derived)) as right:
        different = (pair for pair in _pairs(left, right) if pair[0] != pair[1])
        return [_difference(where, keys, *pair) for pair in islice(different, DIFFERENCES_MAX)]


Keyed = Generator[tuple[tuple[Any, ...], dict[str, Any]], None, None]


def _rows(connection: Connection, table: Table) -> Keyed:
    """Read a table in the order of its key; both databases sort keys by their bytes."""
    keys = list(table.primary_key.columns)
    query = select(table).order_by(*keys).execution_options(yield_per=PAGE_ROWS)
    with connection.execute(query) as found:
        for row in found.mappings():
            yield tuple(row[column.name] for column in keys), dict(row)


def _pairs(stored: Keyed, derived: Keyed) -> Iterator[Pair]:
    """Match two sorted tables by their keys."""
    left, right = next(stored, None), next(derived, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None
            yield left[1], None
            left = next(stored, None)
        elif left is None or right[0] < left[0]:
            yield None, right[1]
            right = next(derived, None)
        else:
            yield left[1], right[1]
            left, right = next(stored, None), next(derived, None)


def _difference(
    where: str, keys: list[str], stored: dict[str, Any] | None, derived: dict[str, Any] | None
) -> Difference:
    known = stored or derived or {}
    key = ", ".join(f"{name}={known[name]}" for name in keys)
    if stored is None or derived is None:
        return Difference(where, key, _told(stored), _told(derived))
    unlike = [name for name in stored if stored[name] != derived[name]]
    return Difference(
        where,
        key,
        _told({name: stored[name] for name in unlike}),
        _told({name: derived[name] for name in unlike}),
    )


def _told(record: dict[str, Any] | None) -> str:
    if record is None:
        return NOTHING
    return ", ".join(f"{name}={value}" for name, value in record.items())
