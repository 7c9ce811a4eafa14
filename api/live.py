"""Answers that many screens ask for again and again: an ETag, and 304 while nothing changed."""

from typing import Any

from flask import Response, request
from marshmallow import Schema

from api.execution import json_response


def live_response(schema: Schema, shown: Any, *, public: bool = False) -> Response:
    """Answer with what is shown now, or that it is still the same."""
    response = json_response(schema.dump(shown), 200)
    response.headers["Cache-Control"] = "public, no-cache" if public else "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
