"""Titles of items as the version says them by which an act was proposed."""

from collections.abc import Iterable
from typing import Protocol

from api.services import services
from projections.moral.rulebooks.views import RulebookRow


class _OfItem(Protocol):
    @property
    def item_code(self) -> str: ...

    @property
    def version(self) -> int: ...


Titles = dict[tuple[str, int, str], str]
"""By village, version and code."""


def titles_of(rows: Iterable[_OfItem], unit_code: str = "") -> Titles:
    """Return the titles of what rows are about; ``unit_code`` is of rows that name no village."""
    wanted = {(getattr(it, "unit_code", unit_code), it.version, it.item_code) for it in rows}
    books = {
        (unit, version): services().views.rulebooks.version(unit, version)
        for unit, version, _ in wanted
    }
    return {key: _title(books[key[0], key[1]], key[2]) for key in wanted}


def _title(book: RulebookRow | None, code: str) -> str:
    item = None if book is None else book.version.items.get(code)
    return f"第 {code} 条" if item is None else item.title
