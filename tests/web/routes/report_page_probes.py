"""Requests of pages that reach for a report of another unit."""

from typing import Any
from uuid import uuid4

_KEY = {"idempotency_key": str(uuid4())}


def _nothing(_: Any) -> dict[str, Any]:
    return {}


def _form(**fields: Any) -> Any:
    return lambda _: {"data": fields | _KEY}


REPORT_PAGE_PROBES: dict[str, Any] = {
    "GET /reports/<uuid:report_id>": _nothing,
    "POST /reports/<uuid:report_id>/rating": _form(stars="5"),
    "POST /reports/<uuid:report_id>/reopening": _form(),
}
