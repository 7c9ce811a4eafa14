"""Drawing pages: a template with its frame, and headers that keep personal pages to the reader."""

from typing import Any
from uuid import uuid4

from flask import Response, make_response, redirect, render_template, request, url_for
from markupsafe import Markup

from api.services import services
from qr import images
from qr.tokens import url
from web.session import frame, kept_for, local_address

Context = dict[str, Any]
"""What a template is given, or a part of it; each template's head lists its own."""

NO_STORE = "no-store"
SEE_OTHER = 303


def page(template: str, status: int = 200, **context: Any) -> Response:
    """Draw a page of this request; what it shows is nobody else's to keep."""
    if "frame" not in context:
        context["frame"] = frame()
    context["now"] = services().clock()
    response = make_response(render_template(template, **context), status)
    response.headers["Cache-Control"] = NO_STORE
    if reader := kept_for():
        response.headers["Kept-For"] = reader
    return response


def see(endpoint: str, *, after: int | None = None, **values: Any) -> Response:
    """Send the browser on to a page that has seen a position."""
    return moved(url_for(endpoint, after=after, **values))


def moved(address: str) -> Response:
    """Send the browser on to another page of this site, to be fetched with GET."""
    response = make_response(redirect(address, SEE_OTHER))
    response.headers["Cache-Control"] = NO_STORE
    return response


def came_from() -> str:
    """Return the page of this site that the browser came from, or the home."""
    referrer = request.referrer or ""
    if not referrer.startswith(request.host_url):
        return "/"
    return local_address("/" + referrer.removeprefix(request.host_url))


def fresh_key() -> str:
    """Make the idempotency key of a form."""
    return str(uuid4())


def code_picture(token: str, title: str) -> Markup:
    """Draw a token's address as a code for the page."""
    return markup(images.svg(url(services().public_host, token), title=title))


def markup(drawing: str) -> Markup:
    """Put a drawing of `qr` into the page: its maker escapes the title; all else is numbers."""
    return Markup(drawing)  # noqa: S704
