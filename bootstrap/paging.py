"""Reading what is due page by page, as far as one round of the jobs goes."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from projections.reader import PAGE_MAX

PAGES_MAX = 100
"""Pages one round takes; the next round goes on from there."""

Row = TypeVar("Row")
Place = TypeVar("Place")


def pages(
    read: Callable[[int, Place], list[Row]], place_of: Callable[[Row], Place], after: Place
) -> Iterator[list[Row]]:
    """Yield page after page from a place on, to the last one, which may be empty."""
    for _ in range(PAGES_MAX):
        found = read(PAGE_MAX, after)
        yield found
        if is_last(found):
            return
        after = place_of(found[-1])


def is_last(found: list[Any]) -> bool:
    """Tell whether nothing comes after a page."""
    return len(found) < PAGE_MAX
