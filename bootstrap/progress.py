"""Progress bars on long work: on standard error, so that programs can read the answer."""

import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import click

T = TypeVar("T")
R = TypeVar("R")

THREADS = 16


def bar(items: Iterable[T], label: str, total: int) -> Iterator[T]:
    """Go through items, showing how far it is."""
    with click.progressbar(items, length=total, label=label.ljust(28), file=sys.stderr) as shown:
        yield from shown


def each(label: str, work: Callable[[T], R], items: list[T]) -> list[R]:
    """Do the same for many items at once; commands of concurrent callers share commits."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(bar(pool.map(work, items), label, len(items)))
