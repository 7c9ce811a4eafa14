"""The description of the API (OpenAPI 3.1), finished and written once at start."""

import re
from typing import Any

import msgspec
from flask import Flask, Response

from api.errors import API
from api.idempotency import DUPLICATE_HEADER, KEY_HEADER, KEY_PATTERN
from api.links import LINKS
from api.permissions import ALLOWED, Action, declared_action, requires
from api.problems import PROBLEM_JSON, TYPE_PREFIX, titles

PATH = f"{API}openapi.json"
ERRORS = {
    "400": "The request cannot be understood.",
    "401": "Nobody is signed in.",
    "403": "Not by this caller.",
    "404": "Not there, or not the caller's.",
    "409": "It clashes with what is recorded.",
    "413": "The request is too large.",
    "415": "The body is not JSON.",
    "422": "A field or a rule forbids it.",
    "429": "Asked too often; wait Retry-After seconds.",
    "503": "Send the same again after Retry-After seconds.",
}
_WITH_BODY = ("400", "409", "413", "415")
_ANYONE = ("404", "422", "429", "503")
_VARIABLE = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


def add_document(app: Flask, api: Any) -> None:
    """Serve the description of all doors registered so far at /api/openapi.json."""
    document = api.spec.to_dict()
    _finish(app, document)
    written = msgspec.json.encode(document)

    @requires(Action.PUBLIC)
    def describe() -> Response:
        response = Response(written, mimetype="application/json")
        response.headers["Cache-Control"] = "public, no-cache"
        return response

    app.add_url_rule(PATH, "openapi", describe, methods=["GET"])


def operation_id(endpoint: str) -> str:
    """Name an operation after its view: ``vouchers.reserve_voucher`` is reserveVoucher."""
    first, *rest = endpoint.rsplit(".", 1)[-1].split("_")
    return first + "".join(map(str.capitalize, rest))


def _finish(app: Flask, document: dict[str, Any]) -> None:
    components = document.setdefault("components", {})
    components["responses"] = {status: _problem(words) for status, words in ERRORS.items()}
    components.setdefault("schemas", {})["Problem"] = _problem_schema()
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "rb_…"},
        "session": {"type": "apiKey", "in": "cookie", "name": "redbee_session"},
    }
    for rule in app.url_map.iter_rules():
        path = _VARIABLE.sub(r"{\1}", rule.rule)
        action = declared_action(app.view_functions[rule.endpoint])
        keyless = getattr(app.view_functions[rule.endpoint], "keyless", False)
        for method, operation in document["paths"].get(path, {}).items():
            if method.upper() in (rule.methods or ()) and action is not None:
                _finish_operation(operation, rule.endpoint, method, action, keyless=keyless)


def _finish_operation(
    operation: dict[str, Any], endpoint: str, method: str, action: Action, *, keyless: bool
) -> None:
    name = operation_id(endpoint)
    operation["operationId"] = name
    operation["x-action"] = action.value
    statuses = {*_ANYONE}
    if action is not Action.PUBLIC:
        operation["security"] = [{"bearer": []}, {"session": []}]
        roles = sorted(role.value for role, actions in ALLOWED.items() if action in actions)
        operation["x-roles"] = roles
        statuses |= {"401", "403"}
    responses = operation["responses"]
    responses.pop("default", None)
    if method in ("post", "put", "patch"):
        statuses |= set(_WITH_BODY)
    if method in ("post", "put") and keyless:
        operation["x-keyless"] = True
    elif method in ("post", "put"):
        operation.setdefault("parameters", []).append(_KEY)
        _tell_duplicates(responses)
    for status in statuses:
        responses[status] = {"$ref": f"#/components/responses/{status}"}
    for status, links in LINKS.get(name, {}).items():
        responses[status]["links"] = links


def _tell_duplicates(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if status.startswith("2"):
            response.setdefault("headers", {})[DUPLICATE_HEADER] = {
                "description": "`true` when the key was answered before; the body is the same.",
                "schema": {"type": "string", "enum": ["true"]},
            }


_KEY = {
    "in": "header",
    "name": KEY_HEADER,
    "required": True,
    "description": "Made by the caller before sending; the same key and body have one effect.",
    "schema": {"type": "string", "pattern": f"^{KEY_PATTERN.pattern}$"},
}


def _problem(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {PROBLEM_JSON: {"schema": schema}}}


def _problem_schema() -> dict[str, Any]:
    """Describe problems: the members of RFC 9457, a stable code, and facts beside it."""
    codes = titles()
    rows = [f"| `{code}` | {codes[code]} |" for code in sorted(codes)]
    table = "\n".join(["| code | meaning |", "|---|---|", *rows])
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "pattern": f"^{TYPE_PREFIX}"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {
                "type": "string",
                "enum": sorted(codes),
                "description": f"Never changes its meaning.\n\n{table}",
            },
            "errors": {
                "type": "object",
                "description": "With `request_invalid`: what is wrong, by the path of the field.",
                "additionalProperties": {"type": "array", "items": {"type": "string"}},
            },
        },
        "additionalProperties": True,
    }
