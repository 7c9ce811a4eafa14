"""One line for every request: what was asked of which door and how it ended, never by whose name.

No query strings, no bodies, no paths: a path can hold the token of a code.
"""

import logging
from time import perf_counter
from uuid import UUID, uuid4

from flask import Response, g, request

from api.auth import Caller

REQUEST_ID_HEADER = "X-Request-Id"
UNKNOWN = "unknown"
"""The route of an address that leads nowhere, and the method of a request that made one up."""
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_MS_PER_S = 1000

_log = logging.getLogger(__name__)


def begin_request() -> None:
    """Start the clock and give the request its number."""
    g.started = perf_counter()
    g.request_id = _request_id(request.headers.get(REQUEST_ID_HEADER, ""))


def note_refusal(code: str) -> None:
    """Remember for this request's line what it was refused with."""
    g.refusal = code


def took_s() -> float:
    """Return how long this request has taken so far."""
    return perf_counter() - float(g.get("started", perf_counter()))


def known_route() -> str:
    """Return the template of the address, as it stands in the code."""
    return request.url_rule.rule if request.url_rule else UNKNOWN


def known_method() -> str:
    """Return the method; strangers may write any word, and words become names of counters."""
    return request.method if request.method in _METHODS else UNKNOWN


def finish_request(response: Response) -> None:
    """Write the request's line, and tell the caller its number."""
    number = str(g.get("request_id") or uuid4().hex)
    response.headers[REQUEST_ID_HEADER] = number
    fields = {
        "request_id": number,
        "route": known_route(),
        "method": known_method(),
        "status": response.status_code,
        "duration_ms": round(took_s() * _MS_PER_S, 1),
        "token_id": _token_id(),
        "refusal": g.get("refusal"),
    }
    _log.info("answered", extra={"fields": fields})


def _token_id() -> str | None:
    """Return the number of the caller's access token; whose it is only the people know."""
    who = g.get("caller") or g.get("visitor")
    return who.grant.token_id.hex if isinstance(who, Caller) else None


def _request_id(given: str) -> str:
    """Keep the number a proxy gave if it is a UUID: any other text could be somebody's name."""
    try:
        return UUID(given).hex
    except ValueError:
        return uuid4().hex
