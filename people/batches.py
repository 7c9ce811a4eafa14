"""Long lists, worked through in pieces that a statement can carry."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")

BATCH_MAX = 500
"""Rows or IDs in one statement; far below the 32,766 parameters that SQLite allows."""


def in_batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """Yield the things in their order, at most BATCH_MAX at a time."""
    source = iter(things)
    while batch := list(islice(source, BATCH_MAX)):
        yield batch
