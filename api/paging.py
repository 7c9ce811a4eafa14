"""Pages of long lists: a limit, and a cursor that says where the next page goes on."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec
from marshmallow import validate

from api.fields import QueryInt, text
from api.limits import CURSOR_LENGTH_MAX, PAGE_ITEMS, PAGE_ITEMS_MAX
from api.reading import ReadQuery
from api.refusals import RequestInvalidError

T = TypeVar("T")

EVERY_PAGES_MAX = 50
"""Pages of PAGE_ITEMS_MAX that are read of one list where all of it is needed."""


class PageQuery(ReadQuery):
    """``?limit=&cursor=``: how many items, and the ``next`` of the page before."""

    limit = QueryInt(load_default=PAGE_ITEMS, validate=validate.Range(min=1, max=PAGE_ITEMS_MAX))
    cursor = text(CURSOR_LENGTH_MAX, load_default=None)


def write_cursor(key: object) -> str:
    """Write where a page ended as a text that callers pass back and need not understand."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).rstrip(b"=").decode()


def read_cursor(cursor: str | None, shape: type[T]) -> T | None:
    """Read a cursor back; refuse one that is not of this list's making."""
    if cursor is None:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(raw, type=shape)
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        raise RequestInvalidError({"cursor": ["Not a cursor of this list."]}) from None


def page(items: Sequence[Any], next_key: object | None) -> dict[str, Any]:
    """Put a page together: its items, and the cursor of the next page if there is one."""
    return {"items": items, "next": None if next_key is None else write_cursor(next_key)}


def every(read: Callable[[int, Any], list[T]], key: Callable[[T], object]) -> list[T]:
    """Return all items of a list that is read by a limit and the key of the item before."""
    items: list[T] = []
    for _ in range(EVERY_PAGES_MAX):
        found = read(PAGE_ITEMS_MAX, key(items[-1]) if items else None)
        items += found
        if len(found) < PAGE_ITEMS_MAX:
            break
    return items
