"""Doors for whoever runs the service: is it alive, is it ready, how is it doing."""

from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from api.doors import Doors
from api.execution import json_response
from api.permissions import Action, requires
from api.reading import ReadQuery
from api.services import Probe, Services, services

BEHIND_EVENTS_MAX = 10_000
"""Read models further behind than this are not ready to answer for the log."""
PROBES_WAIT_S_MAX = 3.0
"""All are asked at once, and whoever watches has little patience."""
PROBES_AT_ONCE_MAX = 16
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
READ_MODELS = "read_models"

blp = Blueprint("operations", __name__)
log = Doors("log", "The log of events")
_pool = ThreadPoolExecutor(PROBES_AT_ONCE_MAX, "probes")


class PositionAnswer(Schema):
    """The last position of the log."""

    position = fields.Integer()


@blp.get("/healthz")
@requires(Action.PUBLIC)
def tell_alive() -> Response:
    """Tell that the process answers."""
    return json_response({"status": "alive"}, 200)


@blp.get("/readyz")
@requires(Action.PUBLIC)
def tell_ready() -> Response:
    """Tell whether all that requests need answers: 200, or 503 naming what does not."""
    asked = {name: _pool.submit(probe) for name, probe in probes(services()).items()}
    wait(asked.values(), PROBES_WAIT_S_MAX)
    said = {name: it.done() and it.exception() is None for name, it in asked.items()}
    ready = all(said.values())
    words = {name: "ready" if ok else "away" for name, ok in said.items()}
    status = {"status": "ready" if ready else "not_ready", "checks": words}
    response = json_response(status, 200 if ready else 503)
    if not ready:
        response.headers["Retry-After"] = "2"
    return response


@blp.get("/metrics")
@requires(Action.SEE_METRICS, or_loopback=True)
def tell_metrics() -> Response:
    """Tell Prometheus the numbers; to auditors, administrators and programs on this machine."""
    given = services()
    last = last_position(given)
    given.metrics.position.set(last)
    given.metrics.lag.labels("all").set(max(0, last - given.views.positions.current()))
    return Response(given.metrics.text(), content_type=PROMETHEUS)


@log.get("/log/position")
@requires(Action.PUBLIC)
@log.reads(ReadQuery, PositionAnswer)
def see_log_position(_asked: dict[str, Any]) -> Any:
    """Tell the last position of the log (账本位置)."""
    return {"position": last_position(services())}


def probes(given: Services) -> dict[str, Probe]:
    """Return all that has to answer before this process takes requests."""
    return {
        "store": lambda: last_position(given),
        READ_MODELS: lambda: _require_near(given),
        "people": given.people.ping,
        **given.probes,
    }


def last_position(given: Services) -> int:
    """Return the last position of the log; 0 before the first event."""
    return given.ledger.recorder.max_notification_id() or 0


def _require_near(given: Services) -> None:
    behind = last_position(given) - given.views.positions.current()
    if behind > BEHIND_EVENTS_MAX:
        raise RuntimeError(f"read models are {behind} events behind")
