"""Reading a request's JSON: bounded, strict, and refused with a reason."""

import json
from typing import Any, NoReturn

from flask import Request, g

from api.limits import NESTING_MAX
from api.refusals import MediaTypeError, RequestMalformedError


def read_json(request: Request) -> Any:
    """Return the parsed body, None if there is none; raise if it is not plain JSON.

    Parsed once for each request: schema and fingerprint look at the same values.
    """
    if "json_body" not in g:
        g.json_body = _parse(request)
    return g.json_body


def _parse(request: Request) -> Any:
    raw = request.get_data(cache=True)
    if not raw:
        return None
    if not request.is_json:
        raise MediaTypeError(content_type=request.mimetype[:100])
    try:
        parsed = json.loads(raw.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise RequestMalformedError(reason=_reason(error)) from None
    _check(parsed)
    return parsed


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _reason(error: Exception) -> str:
    """Say where it broke, never quote what was sent."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return "the body is not UTF-8"
    if isinstance(error, RecursionError):
        return f"nested deeper than {NESTING_MAX} levels"
    return "a number is out of bounds or no JSON"


def _check(parsed: Any) -> None:
    """Refuse what is nested too deep and halves of surrogate pairs, which no store can keep."""
    level = [parsed]
    for _ in range(NESTING_MAX):
        if not level:
            return
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner += [*value.keys(), *value.values()]
            elif isinstance(value, list):
                inner += value
            elif isinstance(value, str) and not _is_text(value):
                raise RequestMalformedError(reason="half of a surrogate pair")
        level = inner
    if level:
        raise RequestMalformedError(reason=f"nested deeper than {NESTING_MAX} levels")


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
