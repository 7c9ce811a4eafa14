"""Requests of pages that reach for a report of another unit."""

from typing import Any
from uuid import uuid4

_KEY = {"idempotency_key": str(uuid4())}


def _nothing(_: Any) -> dict[str, Any]:
    return {}


def _form(**fields: Any) -> Any:
    return lambda _: {"data": fields | _KEY}


_DESK = "/desk/reports/<uuid:report_id>"
_PHOTO = f"{_DESK}/photos/<uuid:photo_id>"

REPORT_PAGE_PROBES: dict[str, Any] = {
    "GET /reports/<uuid:report_id>": _nothing,
    "POST /reports/<uuid:report_id>/rating": _form(stars="5"),
    "POST /reports/<uuid:report_id>/reopening": _form(),
    f"GET {_DESK}": _nothing,
    f"POST {_DESK}/acceptance": _form(),
    f"POST {_DESK}/rejection": _form(reason="not_found"),
    f"POST {_DESK}/forwarding": _form(unit="150102001001"),
    f"POST {_DESK}/merging": _form(into=str(uuid4())),
    f"POST {_DESK}/reporter": _form(purpose="telephone"),
    f"POST {_DESK}/verification": _form(),
    f"POST {_DESK}/resolution": _form(),
    f"POST {_DESK}/replies": _form(words="x"),
    f"GET {_PHOTO}": _nothing,
    f"POST {_PHOTO}": _form(),
    "GET /street/reports": lambda it: {"query_string": {"unit": it.unit}},
}
