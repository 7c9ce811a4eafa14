"""Pages that ask again: the refusal stands above the form, and what was typed is not lost."""

import json
from collections.abc import Callable
from typing import Any

from flask import Response, request

from api.errors import problem_of
from api.request_log import note_refusal
from ledger.kernel.errors import LedgerError
from people.errors import PeopleError
from people.passkeys import ANSWER_LENGTH_MAX
from web.errors import facts_of
from web.messages_zh import refusal
from web.rendering import Context, page

NOTHING_REFUSED: Context = {"refusal": None, "facts": ""}
Refused = (PeopleError, LedgerError)
Draw = Callable[[Context, int], Response]


def asked_again(error: Exception, draw: Draw) -> Response:
    """Draw a page with the words of a refusal, its status, and when to try again."""
    problem = problem_of(error)
    note_refusal(problem.code)
    words = {"refusal": refusal(problem.code), "facts": "，".join(facts_of(problem.facts))}
    response = draw(words, problem.status)
    response.headers.extend(dict(problem.headers))
    return response


def drawn(template: str, **context: Any) -> Draw:
    """Return what draws a template with the words of a refusal."""

    def draw(words: Context, status: int) -> Response:
        return page(template, status, **context, **words)

    return draw


def passkey_sent() -> Any:
    """Return the passkey's answer in the form; None if there is none, {} if it is no JSON."""
    text = request.form.get("passkey", "")
    if not text:
        return None
    if len(text) > ANSWER_LENGTH_MAX:
        return {}
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return {}
