"""Answering with a drawing."""

from flask import Response, request


def svg_response(drawing: str) -> Response:
    """Answer with an SVG; a browser asks again each time, and is told if it has not changed."""
    response = Response(drawing, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
