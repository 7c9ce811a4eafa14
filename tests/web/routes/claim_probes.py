"""Requests that reach for claims of another village."""

from typing import Any
from uuid import uuid4

_KEY = {"idempotency_key": str(uuid4())}


def _json(**fields: Any) -> Any:
    return lambda _: {"json": fields}


def _form(**fields: Any) -> Any:
    return lambda _: {"data": fields | _KEY}


def _nothing(_: Any) -> dict[str, Any]:
    return {}


CLAIM_PROBES: dict[str, Any] = {
    "GET /api/v1/claims/<uuid:claim_id>": _nothing,
    "POST /api/v1/claims/<uuid:claim_id>/putting-right": _json(),
    "POST /api/v1/claims/<uuid:claim_id>/return": _json(words="x"),
    "POST /api/v1/claims/<uuid:claim_id>/screening": _json(),
    "POST /api/v1/claims/<uuid:claim_id>/screening/withdrawal": _json(),
    "POST /api/v1/claims/<uuid:claim_id>/votes": _json(vote="for"),
    "POST /api/v1/claims/<uuid:claim_id>/warning": _json(),
    "POST /api/v1/claims/<uuid:claim_id>/withdrawal": _json(),
    "GET /claims/<uuid:claim_id>": _nothing,
    "GET /claims/<uuid:claim_id>/screening": _nothing,
    "POST /claims/<uuid:claim_id>/screening": _form(step="pass"),
    "POST /claims/<uuid:claim_id>/withdrawal": _form(),
    "GET /reviews/<uuid:claim_id>": _nothing,
    "POST /reviews/<uuid:claim_id>": _form(vote="for"),
}
