"""Who may do what: the tag that every view carries, and what it asks."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask

from api.actions import Action
from api.addresses import asked_from_here
from api.allowances import ALLOWED
from api.auth import authenticate, recent_grant
from api.rates.guard import count_request, count_visit
from api.rates.quotas import Quota
from api.refusals import RoleRequiredError
from api.services import services
from api.step_up import require_proof
from api.terms import require_running
from people.roles import Role

__all__ = [
    "ALLOWED",
    "Action",
    "declared_action",
    "enforce",
    "may",
    "refuse_undeclared",
    "requires",
]

P = ParamSpec("P")
R = TypeVar("R")


def may(role: Role, action: Action) -> bool:
    """Tell whether a role may do something."""
    return action is Action.PUBLIC or action in ALLOWED[role]


def requires(
    action: Action,
    *,
    or_loopback: bool = False,
    quota: Quota | None = None,
    step_up: bool = False,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only callers in whose role may do this, before anything of the request is read.

    ``or_loopback`` also lets a program on this very machine in without a token. ``quota`` is
    what a request counts for, unless it is just a read or a write. ``step_up`` asks for a second
    factor shown within STEP_UP_AGE_MAX, see `api/step_up.py`.
    """

    def tag(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not (or_loopback and asked_from_here()):
                enforce(action, quota)
                if step_up:
                    require_proof()
            return view(*args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        guarded.step_up = step_up  # type: ignore[attr-defined]
        return guarded

    return tag


def enforce(action: Action, quota: Quota | None = None) -> None:
    """Authenticate the caller; refuse a role that may not do this, and who asks too often."""
    if action is Action.PUBLIC:
        count_visit(recent_grant())
        return
    who = authenticate()
    count_request(who.grant, quota)
    if action is not Action.CHANGE_HAT:
        require_running(services(), who.grant)
    if not may(who.role, action):
        raise RoleRequiredError(role=who.role.value)


def declared_action(view: object) -> Action | None:
    """Return the action a view function declares."""
    return getattr(view, "action", None)


def refuse_undeclared(app: Flask, *, under: str) -> None:
    """Raise at start if a route below a path declares no action: nothing is open by mistake."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.rule.startswith(under) and declared_action(view) is None:
            raise RuntimeError(f"{rule.rule} declares no permission")
