"""Blueprints of pages: each route declares who may open it, forms prove where they come from."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, request

from api.auth import CSRF_HEADER, SAFE_METHODS
from api.limits import POSITION_MAX
from api.permissions import declared_action
from api.reading import wait_for
from api.refusals import CsrfFailedError
from api.services import services

P = ParamSpec("P")
R = TypeVar("R")

CSRF_FIELD = "csrf_token"
_CSRF_IN_ENVIRON = "HTTP_" + CSRF_HEADER.upper().replace("-", "_")


class Pages(Blueprint):
    """A blueprint of pages. A route without a declared action is refused at start."""

    def __init__(self, name: str) -> None:
        super().__init__(f"pages_{name}", name)
        self.before_request(guard_forms)

    def add_url_rule(  # type: ignore[override]
        self, rule: str, endpoint: str | None = None, view_func: Any = None, **options: Any
    ) -> None:
        """Add a route whose view declares its action with ``@requires``."""
        if declared_action(view_func) is None:
            raise RuntimeError(f"{rule} declares no permission")
        super().add_url_rule(rule, endpoint, view_func, **options)


def guard_forms() -> None:
    """Refuse a form sent from another site, and let a form's token count as the header's.

    The browser names the origin of every form it posts. That protects also the sign-in, where
    there is no session yet whose token the form could carry.
    """
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc not in (
        request.host,
        services().public_host,
    ):
        raise CsrfFailedError
    if CSRF_FIELD in request.form:
        request.environ[_CSRF_IN_ENVIRON] = request.form[CSRF_FIELD]


def fresh(view: Callable[P, R]) -> Callable[P, R]:
    """Draw a page only when the read models have seen ``?after=POSITION``."""

    @wraps(view)
    def waiting(*args: P.args, **kwargs: P.kwargs) -> R:
        wait_for(services(), after())
        return view(*args, **kwargs)

    return waiting


def after() -> int | None:
    """Return the position of ``?after=``; what is no position is as good as none."""
    given = request.args.get("after", type=int)
    return given if given is not None and 0 < given <= POSITION_MAX else None
