"""Columns by their names, as people write them."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from api.sheets.errors import SheetColumnsMissingError, SheetColumnTwiceError

COLUMNS_MAX: Final = 100
"""Columns further to the right are not looked at."""
_DECORATION: Final = str.maketrans("", "", " *:_-/·.")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the code, its title on pages, and what else people call it."""

    name: str
    title: str
    also: tuple[str, ...] = ()
    is_required: bool = True

    @property
    def names(self) -> frozenset[str]:
        """Everything this column may be called, as it is compared."""
        return frozenset(_plain(it) for it in (self.title, *self.also))


@dataclass(frozen=True, slots=True)
class Head:
    """Which column stands where."""

    places: dict[int, Column]
    unknown: tuple[str, ...]
    """Titles that mean nothing here; their cells are left aside."""

    @property
    def width(self) -> int:
        """How many cells of a line are looked at."""
        return max(self.places) + 1


def head_of(titles: Sequence[str], columns: Iterable[Column]) -> Head | None:
    """Read a line as the names of columns; None if it names none of them."""
    places: dict[int, Column] = {}
    unknown: list[str] = []
    by_name = {name: column for column in columns for name in column.names}
    for at, title in enumerate(titles[:COLUMNS_MAX]):
        column = by_name.get(_plain(title))
        if column is not None:
            places[at] = column
        elif title:
            unknown.append(title)
    return Head(places, tuple(unknown)) if places else None


def require_all(head: Head | None, columns: Iterable[Column]) -> Head:
    """Return a head that has what is needed, once; or say what is missing or there twice."""
    found = [it.title for it in head.places.values()] if head else []
    missing = [it.title for it in columns if it.is_required and it.title not in found]
    if head is None or missing:
        raise SheetColumnsMissingError(columns=missing)
    twice = sorted({it for it in found if found.count(it) > 1})
    if twice:
        raise SheetColumnTwiceError(columns=twice)
    return head


def _plain(title: str) -> str:
    """Write a title as it is compared: 「 户 号（必填）* 」 is 户号."""
    text = unicodedata.normalize("NFKC", title).casefold()
    text = text.partition("(")[0] or text
    return "".join(text.split()).translate(_DECORATION)
