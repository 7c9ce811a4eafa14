"""Carrying commands out and answering with what they led to."""

from typing import Any

import msgspec
from flask import Response

from api.idempotency import DUPLICATE_HEADER
from api.services import Services, services
from ledger.kernel.commands import Command
from ledger.kernel.errors import LedgerError
from ledger.kernel.receipts import Recorded

JSON = "application/json"


def carry_out(given: Services, command: Command) -> Recorded:
    """Have the ledger execute a command, and count what came of it."""
    name = type(command).__name__
    try:
        recorded = given.ledger.execute(command)
    except LedgerError as refusal:
        given.metrics.commands.labels(name, refusal.code).inc()
        raise
    outcome = "repeated" if recorded.duplicate else "recorded"
    given.metrics.commands.labels(name, outcome).inc()
    return recorded


def answer_of(recorded: Recorded) -> dict[str, Any]:
    """Return what the caller is told: the answer and the position it can wait for."""
    return {**recorded.answer, "position": recorded.position}


def execute(command: Command, status: int, **more: Any) -> Response:
    """Execute a command of this request and answer it; a repeat has the same bytes and a header.

    ``more`` is told beside the ledger's answer and must follow from the request alone.
    """
    return told(carry_out(services(), command), status, **more)


def told(recorded: Recorded, status: int, **more: Any) -> Response:
    """Answer what was recorded; a repeat has the same bytes and a header."""
    return json_response({**answer_of(recorded), **more}, status, duplicate=recorded.duplicate)


def json_response(body: Any, status: int, *, duplicate: bool = False) -> Response:
    """Write a body as JSON, the same bytes for the same values."""
    response = Response(msgspec.json.encode(body), status=status, mimetype=JSON)
    if duplicate:
        response.headers[DUPLICATE_HEADER] = "true"
    return response
