"""Refusals of pages: the honey page with its sentence, or the way to the sign-in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from api.errors import problem_of, register_errors
from api.problems import Problem
from api.refusals import SecondFactorRequiredError
from api.request_log import note_refusal
from ledger.kernel.errors import LedgerError
from people.errors import PeopleError
from qr.flaws import InvalidTokenError
from web import formats
from web.messages_zh import refusal
from web.rendering import came_from, moved, page
from web.session import frame
from web.templating import Frame

UNAUTHORIZED = 401
_BELOW_ERRORS = 400
_SECONDS_PER_MINUTE = 60


def register_page_errors(app: Flask) -> None:
    """Answer errors of pages with pages, and leave those of the API as problems."""
    register_errors(app, elsewhere=answer)


def answer(error: Exception) -> ResponseReturnValue:
    """Draw the page of a refusal; whoever has something to show first is sent to show it."""
    if isinstance(error, HTTPException) and (error.code or 500) < _BELOW_ERRORS:
        return error.get_response()
    problem = problem_of(error)
    if problem.status == UNAUTHORIZED and request.method == "GET":
        return moved("/login?" + urlencode({"next": request.full_path.rstrip("?")}))
    if problem.code == SecondFactorRequiredError.code:
        here = request.full_path.rstrip("?") if request.method == "GET" else came_from()
        note_refusal(problem.code)
        return moved("/staff/step-up?" + urlencode({"next": here}))
    return refused(problem)


def refused(problem: Problem) -> Response:
    """Draw the honey page of a problem."""
    note_refusal(problem.code)
    response = page(
        "error.html",
        problem.status,
        frame=_frame(),
        refusal=refusal(problem.code),
        facts=facts_of(problem.facts),
        back=came_from(),
    )
    response.headers.extend(dict(problem.headers))
    return response


def status_of_page(no: LedgerError | PeopleError | InvalidTokenError | None) -> int:
    """Return the status of a page that says no in words of its own, if it does."""
    if no is None:
        return 200
    problem = problem_of(no)
    note_refusal(problem.code)
    return problem.status


def _frame() -> Frame:
    """Return the frame of the page, a bare one if that breaks too: this page always comes."""
    try:
        return frame()
    except Exception:  # noqa: BLE001 - what broke the page, which is logged, may break its frame
        return Frame()


def facts_of(facts: Mapping[str, Any]) -> list[str]:
    """Write the figures of a refusal as people say them."""
    said = []
    available, requested = facts.get("available"), facts.get("requested")
    if isinstance(available, int) and isinstance(requested, int) and requested > available:
        said.append(f"还差 {formats.number(requested - available)}")
    if moment := _moment(facts.get("again_from")):
        said.append(f"{formats.clock(moment)} 以后再来，可以再记")
    if moment := _moment(facts.get("starts_at")):
        said.append(f"{formats.day(moment)} {formats.clock(moment)} 开始")
    wait_s = facts.get("retry_after_s")
    if isinstance(wait_s, int) and wait_s > _SECONDS_PER_MINUTE:
        said.append(f"{-(-wait_s // _SECONDS_PER_MINUTE)} 分钟后再试")
    return said


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
