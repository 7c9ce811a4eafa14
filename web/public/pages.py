"""Pages for everybody: help, offline, interface documentation."""

from flask import Response

from api.permissions import Action, requires
from web.blueprints import Pages
from web.rendering import page

pages = Pages("public")

OPENAPI_ADDRESS = "/api/openapi.json"


@pages.get("/help")
@requires(Action.PUBLIC)
def show_help() -> Response:
    """Answer what people ask, and show the emergency numbers (帮助)."""
    return page("help.html", service_phone="")


@pages.get("/offline")
@requires(Action.PUBLIC)
def offline() -> Response:
    """Stand in for a page that is not on the phone; kept by the service worker (没有网)."""
    return page("offline.html")


@pages.get("/api/docs")
@requires(Action.PUBLIC)
def docs() -> Response:
    """Show the interface, to be tried out (接口说明)."""
    return page("docs.html", openapi_url=OPENAPI_ADDRESS)
